//! Sign-in: the page, its button, the redirect back, and rejected requests.

use crate::support::{Fixture, REDIRECT_URI, parameter, send};
use reqwest::StatusCode;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn the_page_explains_itself_and_has_one_button() {
    let fixture = Fixture::unlimited().await;
    let page = send(fixture.client.get(fixture.authorize_url(&[]))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers["cache-control"], "no-store");
    let text = page.text();
    assert!(text.contains("Sandbox account") && text.contains("No password is needed"), "{text}");
    assert_eq!(text.matches("<button").count(), 1);
    assert!(text.contains(">Sign in</button>"));
}

#[tokio::test]
async fn the_page_allows_no_scripts_and_only_its_own_style_sheet() {
    let fixture = Fixture::unlimited().await;
    let page = send(fixture.client.get(fixture.authorize_url(&[]))).await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    assert!(!policy.contains("form-action"), "Chromium would stop the redirect to the proxy");
    assert!(!page.text().contains("<script") && !page.text().contains("style="));

    for (name, content_type) in
        [("sign-in.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")]
    {
        assert!(page.text().contains(&format!("href=\"{name}\"")));
        let url = fixture.sandbox.authorize_url().replace("/authorize", &format!("/{name}"));
        let file = send(fixture.client.get(url)).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.headers["content-type"], content_type);
    }
}

#[tokio::test]
async fn the_button_redirects_back_with_a_code_and_the_same_state() {
    let fixture = Fixture::unlimited().await;
    let response = send(fixture.client.post(fixture.authorize_url(&[]))).await;
    let target = response.redirect();
    assert!(target.as_str().starts_with(&format!("{REDIRECT_URI}?code=")), "{target}");
    assert_eq!(parameter(&target, "state").as_deref(), Some("a state+of/ours"));
    assert_eq!(response.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn cancel_redirects_back_with_access_denied() {
    let fixture = Fixture::unlimited().await;
    let page = send(fixture.client.get(fixture.authorize_url(&[("state", "<\"&'>")]))).await;
    let (_, rest) = page.text().split_once("href=\"http").expect("a link");
    let (link, _) = rest.split_once('"').expect("a closing quote");
    let link = reqwest::Url::parse(&format!("http{}", link.replace("&amp;", "&"))).unwrap();
    assert!(link.as_str().starts_with(&format!("{REDIRECT_URI}?error=access_denied&")), "{link}");
    assert_eq!(parameter(&link, "state").as_deref(), Some("<\"&'>"));
}

#[tokio::test]
async fn a_wrong_client_or_redirect_uri_shows_a_page_and_never_redirects() {
    let fixture = Fixture::unlimited().await;
    let changes = [
        ("client_id", "another"),
        ("client_id", ""),
        ("redirect_uri", "https://attacker.example/"),
        ("redirect_uri", "http://127.0.0.1:8787/auth/callback/"),
        ("redirect_uri", "http://localhost:8787/auth/callback"),
        ("redirect_uri", ""),
    ];
    for change in changes {
        let url = fixture.authorize_url(&[change]);
        for request in [fixture.client.get(&url), fixture.client.post(&url)] {
            let page = send(request).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{change:?}");
            assert!(page.text().contains("This sign-in cannot continue"), "{change:?}");
            assert!(!page.text().contains("attacker"), "the page must not echo the request");
        }
    }
    let twice = format!("{}&client_id=another", fixture.authorize_url(&[]));
    assert_eq!(send(fixture.client.get(twice)).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_other_error_is_reported_to_the_client() {
    let fixture = Fixture::unlimited().await;
    let cases = [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("state", ""), "invalid_request"),
        (("scope", ""), "invalid_scope"),
        (("scope", "campaign_data everything"), "invalid_scope"),
        (("code_challenge", CHALLENGE), "invalid_request"),
        (("code_challenge_method", "S256"), "invalid_request"),
    ];
    for (change, error) in cases {
        let url = fixture.authorize_url(&[change]);
        for request in [fixture.client.get(&url), fixture.client.post(&url)] {
            let target = send(request).await.redirect();
            assert_eq!(parameter(&target, "error").as_deref(), Some(error), "{change:?}");
            assert_eq!(parameter(&target, "code"), None, "{change:?}");
            let state = (change.0 != "state").then_some("a state+of/ours");
            assert_eq!(parameter(&target, "state").as_deref(), state, "{change:?}");
        }
    }
}

#[tokio::test]
async fn pkce_is_optional_but_must_be_s256_with_43_characters() {
    let fixture = Fixture::unlimited().await;
    for (challenge, method) in [(CHALLENGE, "plain"), ("short", "S256"), (&CHALLENGE[1..], "S256")]
    {
        let changes = [("code_challenge", challenge), ("code_challenge_method", method)];
        let target = send(fixture.client.get(fixture.authorize_url(&changes))).await.redirect();
        assert_eq!(parameter(&target, "error").as_deref(), Some("invalid_request"), "{changes:?}");
    }
    let valid = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    assert_eq!(
        send(fixture.client.get(fixture.authorize_url(&valid))).await.status,
        StatusCode::OK
    );
}
