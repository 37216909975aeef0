//! Tokens: code exchange, refresh, expiry, revocation and client authentication.

use crate::support::{
    ALL_SCOPES, Fixture, REDIRECT_URI, TestResponse, access_token, options, refresh_token, send,
};
use bounces_sandbox::SandboxOptions;
use reqwest::StatusCode;

// The example from RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const PKCE: [(&str, &str); 2] = [
    ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
    ("code_challenge_method", "S256"),
];

#[track_caller]
fn assert_rejected(response: &TestResponse, status: StatusCode, error: &str) {
    assert_eq!(response.status, status, "{}", response.text());
    assert_eq!(response.json()["error"], error, "{}", response.text());
    assert_eq!(response.headers["cache-control"], "no-store");
}

async fn status_with(fixture: &Fixture, token: &str) -> StatusCode {
    fixture.get_as(token, "/emails").await.status
}

#[tokio::test]
async fn a_code_yields_a_token_that_the_api_accepts() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.exchange(&fixture.code(&[]).await, &[]).await;
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.headers["cache-control"], "no-store");
    let tokens = response.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 86_400);
    assert_eq!(tokens["scope"], ALL_SCOPES);
    assert_eq!(access_token(&tokens).split('.').count(), 3, "the form of a JWT");
    assert_eq!(status_with(&fixture, &access_token(&tokens)).await, StatusCode::OK);
}

#[tokio::test]
async fn without_offline_access_the_refresh_token_is_silently_absent() {
    let fixture = Fixture::unlimited().await;
    assert_eq!(fixture.sign_in("campaign_data").await.get("refresh_token"), None);
}

#[tokio::test]
async fn a_replayed_code_revokes_its_tokens() {
    let fixture = Fixture::unlimited().await;
    let code = fixture.code(&[]).await;
    let tokens = fixture.exchange(&code, &[]).await.json();
    assert_rejected(&fixture.exchange(&code, &[]).await, StatusCode::BAD_REQUEST, "invalid_grant");
    assert_eq!(status_with(&fixture, &access_token(&tokens)).await, StatusCode::UNAUTHORIZED);
    let refresh = fixture.refresh(&refresh_token(&tokens)).await;
    assert_rejected(&refresh, StatusCode::BAD_REQUEST, "invalid_grant");
    assert_eq!(
        status_with(&fixture, &fixture.token).await,
        StatusCode::OK,
        "other families stay valid"
    );
}

#[tokio::test]
async fn a_code_requires_the_redirect_uri_of_its_sign_in() {
    let fixture = Fixture::unlimited().await;
    for redirect in [&[("redirect_uri", "http://127.0.0.1:8787/")][..], &[]] {
        let code = fixture.code(&[]).await;
        let form = [&[("grant_type", "authorization_code"), ("code", &*code)], redirect].concat();
        let response = send(fixture.token_request(&form)).await;
        assert_rejected(&response, StatusCode::BAD_REQUEST, "invalid_grant");
        let again = fixture.exchange(&code, &[]).await;
        assert_rejected(&again, StatusCode::BAD_REQUEST, "invalid_grant");
    }
}

#[tokio::test]
async fn a_challenge_requires_its_verifier() {
    let fixture = Fixture::unlimited().await;
    let valid = fixture.exchange(&fixture.code(&PKCE).await, &[("code_verifier", VERIFIER)]).await;
    assert_eq!(valid.status, StatusCode::OK);

    let other = VERIFIER.replace('d', "e");
    let wrong = fixture.exchange(&fixture.code(&PKCE).await, &[("code_verifier", &other)]).await;
    assert_rejected(&wrong, StatusCode::BAD_REQUEST, "invalid_grant");

    let missing = fixture.exchange(&fixture.code(&PKCE).await, &[]).await;
    assert_rejected(&missing, StatusCode::BAD_REQUEST, "invalid_grant");

    let unexpected =
        fixture.exchange(&fixture.code(&[]).await, &[("code_verifier", VERIFIER)]).await;
    assert_rejected(&unexpected, StatusCode::BAD_REQUEST, "invalid_grant");
}

#[tokio::test]
async fn refresh_tokens_rotate() {
    let fixture = Fixture::unlimited().await;
    let first = fixture.sign_in(ALL_SCOPES).await;
    let response = fixture.refresh(&refresh_token(&first)).await;
    assert_eq!(response.status, StatusCode::OK, "{}", response.text());
    let second = response.json();
    assert_ne!(refresh_token(&second), refresh_token(&first));
    assert_ne!(access_token(&second), access_token(&first));
    assert_eq!(status_with(&fixture, &access_token(&second)).await, StatusCode::OK);
    assert_eq!(
        status_with(&fixture, &access_token(&first)).await,
        StatusCode::OK,
        "until it expires"
    );
    assert_eq!(fixture.refresh(&refresh_token(&second)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_replayed_refresh_token_revokes_its_whole_family() {
    let fixture = Fixture::unlimited().await;
    let first = fixture.sign_in(ALL_SCOPES).await;
    let second = fixture.refresh(&refresh_token(&first)).await.json();
    for revoked in [&first, &second, &first] {
        let response = fixture.refresh(&refresh_token(revoked)).await;
        assert_rejected(&response, StatusCode::BAD_REQUEST, "invalid_grant");
        let status = status_with(&fixture, &access_token(revoked)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(
        status_with(&fixture, &fixture.token).await,
        StatusCode::OK,
        "other families stay valid"
    );
}

#[tokio::test]
async fn a_refresh_never_extends_the_scope() {
    let fixture = Fixture::unlimited().await;
    let refresh = refresh_token(&fixture.sign_in(ALL_SCOPES).await);
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
    for scope in ["campaign_data contact_data", "everything", ""] {
        let response =
            send(fixture.token_request(&[&form[..], &[("scope", scope)]].concat())).await;
        assert_rejected(&response, StatusCode::BAD_REQUEST, "invalid_scope");
    }
    let same = [("scope", ALL_SCOPES)];
    let response = send(fixture.token_request(&[&form[..], &same].concat())).await;
    assert_eq!(response.status, StatusCode::OK, "the rejections did not consume the token");
}

#[tokio::test]
async fn an_access_token_expires_as_announced() {
    let fixture = Fixture::with(SandboxOptions { access_token_seconds: 0, ..options() }).await;
    let tokens = fixture.sign_in(ALL_SCOPES).await;
    assert_eq!(tokens["expires_in"], 0);
    assert_eq!(status_with(&fixture, &access_token(&tokens)).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_client_must_use_basic_authentication() {
    let fixture = Fixture::unlimited().await;
    let (id, secret) = (fixture.sandbox.client_id(), fixture.sandbox.client_secret());
    let url = fixture.sandbox.token_url();
    let form = [("grant_type", "refresh_token"), ("refresh_token", "any")];
    let in_body = [&form[..], &[("client_id", id), ("client_secret", secret)]].concat();

    for request in [
        fixture.form(&url, &form),
        fixture.form(&url, &in_body),
        fixture.form(&url, &form).basic_auth(id, Some("wrong")),
        fixture.form(&url, &form).basic_auth("wrong", Some(secret)),
        fixture.form(&url, &form).bearer_auth(secret),
    ] {
        let response = send(request).await;
        assert_rejected(&response, StatusCode::UNAUTHORIZED, "invalid_client");
        assert_eq!(response.headers["www-authenticate"], "Basic realm=\"sandbox\"");
    }
    let both = send(fixture.token_request(&in_body)).await;
    assert_rejected(&both, StatusCode::BAD_REQUEST, "invalid_request");
}

#[tokio::test]
async fn the_error_of_a_malformed_token_request_names_the_cause() {
    let fixture = Fixture::unlimited().await;
    let code = fixture.code(&[]).await;
    let grant = ("grant_type", "authorization_code");
    let redirect = ("redirect_uri", REDIRECT_URI);
    for (form, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![grant, redirect], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![grant, redirect, ("code", &code), ("code", &code)], "invalid_request"),
        (vec![grant, redirect, ("code", "invented")], "invalid_grant"),
    ] {
        let response = send(fixture.token_request(&form)).await;
        assert_rejected(&response, StatusCode::BAD_REQUEST, error);
    }
    let json = fixture.token_request(&[]).header("content-type", "application/json").body("{}");
    assert_eq!(send(json).await.status, StatusCode::BAD_REQUEST);
    let get = fixture.client.get(fixture.sandbox.token_url());
    assert_eq!(send(get).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        fixture.exchange(&code, &[]).await.status,
        StatusCode::OK,
        "the code is still valid"
    );
}

#[tokio::test]
async fn the_token_endpoint_requires_a_user_agent() {
    let fixture = Fixture::unlimited().await;
    let code = fixture.code(&[]).await;
    let form = [("grant_type", "authorization_code"), ("code", &code)];
    let response = send(fixture.token_request(&form).header("user-agent", "")).await;
    assert_eq!(response.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_token_endpoint_can_be_limited_to_one_request_per_second() {
    let fixture = Fixture::with(SandboxOptions { tokens_per_second: 1, ..options() }).await;
    let response = fixture.refresh("any").await;
    assert_eq!(response.status, StatusCode::TOO_MANY_REQUESTS, "the sign-in was the first request");
    assert_eq!(response.headers["retry-after"], "1");
}

#[tokio::test]
async fn revoking_a_refresh_token_revokes_its_family_and_an_access_token_only_itself() {
    let fixture = Fixture::unlimited().await;
    let revoke = |token: String| {
        let (id, secret) = (fixture.sandbox.client_id(), fixture.sandbox.client_secret());
        let request = fixture.form(&fixture.sandbox.revoke_url(), &[("token", &token)]);
        send(request.basic_auth(id, Some(secret)))
    };
    let first = fixture.sign_in(ALL_SCOPES).await;
    assert_eq!(revoke(access_token(&first)).await.status, StatusCode::OK);
    assert_eq!(status_with(&fixture, &access_token(&first)).await, StatusCode::UNAUTHORIZED);

    let second = fixture.refresh(&refresh_token(&first)).await.json();
    assert_eq!(status_with(&fixture, &access_token(&second)).await, StatusCode::OK);
    assert_eq!(revoke(refresh_token(&second)).await.status, StatusCode::OK);
    assert_eq!(status_with(&fixture, &access_token(&second)).await, StatusCode::UNAUTHORIZED);
    let revoked = fixture.refresh(&refresh_token(&second)).await;
    assert_rejected(&revoked, StatusCode::BAD_REQUEST, "invalid_grant");

    assert_eq!(revoke("unknown".into()).await.status, StatusCode::OK);
    assert_rejected(&revoke(String::new()).await, StatusCode::BAD_REQUEST, "invalid_request");
    let unauthenticated =
        send(fixture.form(&fixture.sandbox.revoke_url(), &[("token", "any")])).await;
    assert_rejected(&unauthenticated, StatusCode::UNAUTHORIZED, "invalid_client");
}
