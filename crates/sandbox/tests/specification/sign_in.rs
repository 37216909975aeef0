//! Signing in: the page, its button, its way back, and what is refused where.

use crate::support::{REDIRECT_URI, Stand, parameter, send};
use reqwest::StatusCode;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn the_page_says_what_it_is_and_has_one_button() {
    let stand = Stand::unlimited().await;
    let page = send(stand.client.get(stand.authorize_url(&[]))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers["cache-control"], "no-store");
    let text = page.text();
    assert!(text.contains("Sandbox account") && text.contains("No password is needed"), "{text}");
    assert_eq!(text.matches("<button").count(), 1);
    assert!(text.contains(">Sign in</button>"));
}

#[tokio::test]
async fn the_page_allows_no_script_and_no_style_but_its_own_sheet() {
    let stand = Stand::unlimited().await;
    let page = send(stand.client.get(stand.authorize_url(&[]))).await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{policy}");
    assert!(!policy.contains("form-action"), "Chromium would stop the redirect to the proxy");
    assert!(!page.text().contains("<script") && !page.text().contains("style="));

    for (name, content_type) in
        [("sign-in.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")]
    {
        assert!(page.text().contains(&format!("href=\"{name}\"")));
        let url = stand.sandbox.authorize_url().replace("/authorize", &format!("/{name}"));
        let file = send(stand.client.get(url)).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.headers["content-type"], content_type);
    }
}

#[tokio::test]
async fn the_button_leads_back_with_a_code_and_the_same_state() {
    let stand = Stand::unlimited().await;
    let answer = send(stand.client.post(stand.authorize_url(&[]))).await;
    let target = answer.redirect();
    assert!(target.as_str().starts_with(&format!("{REDIRECT_URI}?code=")), "{target}");
    assert_eq!(parameter(&target, "state").as_deref(), Some("a state+of/ours"));
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn cancel_leads_back_with_access_denied() {
    let stand = Stand::unlimited().await;
    let page = send(stand.client.get(stand.authorize_url(&[("state", "<\"&'>")]))).await;
    let (_, rest) = page.text().split_once("href=\"http").expect("there is a link");
    let (link, _) = rest.split_once('"').expect("it ends");
    let link = reqwest::Url::parse(&format!("http{}", link.replace("&amp;", "&"))).unwrap();
    assert!(link.as_str().starts_with(&format!("{REDIRECT_URI}?error=access_denied&")), "{link}");
    assert_eq!(parameter(&link, "state").as_deref(), Some("<\"&'>"));
}

#[tokio::test]
async fn a_wrong_client_or_redirect_uri_is_a_plain_page_and_never_a_redirect() {
    let stand = Stand::unlimited().await;
    let wrong = [
        ("client_id", "another"),
        ("client_id", ""),
        ("redirect_uri", "https://attacker.example/"),
        ("redirect_uri", "http://127.0.0.1:8787/auth/callback/"),
        ("redirect_uri", "http://localhost:8787/auth/callback"),
        ("redirect_uri", ""),
    ];
    for change in wrong {
        let url = stand.authorize_url(&[change]);
        for request in [stand.client.get(&url), stand.client.post(&url)] {
            let page = send(request).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{change:?}");
            assert!(page.text().contains("This sign-in cannot go on"), "{change:?}");
            assert!(!page.text().contains("attacker"), "nothing of the request is repeated");
        }
    }
    let twice = format!("{}&client_id=another", stand.authorize_url(&[]));
    assert_eq!(send(stand.client.get(twice)).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_other_mistake_is_told_to_the_client() {
    let stand = Stand::unlimited().await;
    let mistakes = [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("state", ""), "invalid_request"),
        (("scope", ""), "invalid_scope"),
        (("scope", "campaign_data everything"), "invalid_scope"),
        (("code_challenge", CHALLENGE), "invalid_request"),
        (("code_challenge_method", "S256"), "invalid_request"),
    ];
    for (change, error) in mistakes {
        let url = stand.authorize_url(&[change]);
        for request in [stand.client.get(&url), stand.client.post(&url)] {
            let target = send(request).await.redirect();
            assert_eq!(parameter(&target, "error").as_deref(), Some(error), "{change:?}");
            assert_eq!(parameter(&target, "code"), None, "{change:?}");
            let state = (change.0 != "state").then_some("a state+of/ours");
            assert_eq!(parameter(&target, "state").as_deref(), state, "{change:?}");
        }
    }
}

#[tokio::test]
async fn pkce_is_s256_with_43_characters_or_nothing() {
    let stand = Stand::unlimited().await;
    for (challenge, method) in [(CHALLENGE, "plain"), ("short", "S256"), (&CHALLENGE[1..], "S256")]
    {
        let changes = [("code_challenge", challenge), ("code_challenge_method", method)];
        let target = send(stand.client.get(stand.authorize_url(&changes))).await.redirect();
        assert_eq!(parameter(&target, "error").as_deref(), Some("invalid_request"), "{changes:?}");
    }
    let good = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    assert_eq!(send(stand.client.get(stand.authorize_url(&good))).await.status, StatusCode::OK);
}
