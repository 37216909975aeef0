//! Tokens: what a code and a refresh token are worth, once, and to whom.

use crate::support::{
    ALL_SCOPES, Answer, REDIRECT_URI, Stand, access_token, options, refresh_token, send,
};
use bounces_sandbox::SandboxOptions;
use reqwest::StatusCode;

// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const PKCE: [(&str, &str); 2] = [
    ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
    ("code_challenge_method", "S256"),
];

#[track_caller]
fn refused(answer: &Answer, status: StatusCode, error: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.json()["error"], error, "{}", answer.text());
    assert_eq!(answer.headers["cache-control"], "no-store");
}

async fn status_with(stand: &Stand, token: &str) -> StatusCode {
    stand.get_as(token, "/emails").await.status
}

#[tokio::test]
async fn a_code_gives_a_token_that_opens_the_api() {
    let stand = Stand::unlimited().await;
    let answer = stand.exchange(&stand.code(&[]).await, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["cache-control"], "no-store");
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 86_400);
    assert_eq!(tokens["scope"], ALL_SCOPES);
    assert_eq!(access_token(&tokens).split('.').count(), 3, "it looks like a JWT");
    assert_eq!(status_with(&stand, &access_token(&tokens)).await, StatusCode::OK);
}

#[tokio::test]
async fn without_offline_access_no_refresh_token_comes_and_nothing_says_so() {
    let stand = Stand::unlimited().await;
    assert_eq!(stand.sign_in("campaign_data").await.get("refresh_token"), None);
}

#[tokio::test]
async fn a_replayed_code_revokes_what_it_gave() {
    let stand = Stand::unlimited().await;
    let code = stand.code(&[]).await;
    let tokens = stand.exchange(&code, &[]).await.json();
    refused(&stand.exchange(&code, &[]).await, StatusCode::BAD_REQUEST, "invalid_grant");
    assert_eq!(status_with(&stand, &access_token(&tokens)).await, StatusCode::UNAUTHORIZED);
    let refresh = stand.refresh(&refresh_token(&tokens)).await;
    refused(&refresh, StatusCode::BAD_REQUEST, "invalid_grant");
    assert_eq!(status_with(&stand, &stand.token).await, StatusCode::OK, "others live on");
}

#[tokio::test]
async fn a_code_needs_the_redirect_uri_of_its_sign_in() {
    let stand = Stand::unlimited().await;
    for redirect in [&[("redirect_uri", "http://127.0.0.1:8787/")][..], &[]] {
        let code = stand.code(&[]).await;
        let form = [&[("grant_type", "authorization_code"), ("code", &*code)], redirect].concat();
        let answer = send(stand.token_request(&form)).await;
        refused(&answer, StatusCode::BAD_REQUEST, "invalid_grant");
        let again = stand.exchange(&code, &[]).await;
        refused(&again, StatusCode::BAD_REQUEST, "invalid_grant");
    }
}

#[tokio::test]
async fn a_challenge_is_answered_by_its_verifier_alone() {
    let stand = Stand::unlimited().await;
    let right = stand.exchange(&stand.code(&PKCE).await, &[("code_verifier", VERIFIER)]).await;
    assert_eq!(right.status, StatusCode::OK);

    let other = VERIFIER.replace('d', "e");
    let wrong = stand.exchange(&stand.code(&PKCE).await, &[("code_verifier", &other)]).await;
    refused(&wrong, StatusCode::BAD_REQUEST, "invalid_grant");

    let missing = stand.exchange(&stand.code(&PKCE).await, &[]).await;
    refused(&missing, StatusCode::BAD_REQUEST, "invalid_grant");

    let unasked = stand.exchange(&stand.code(&[]).await, &[("code_verifier", VERIFIER)]).await;
    refused(&unasked, StatusCode::BAD_REQUEST, "invalid_grant");
}

#[tokio::test]
async fn refresh_tokens_rotate() {
    let stand = Stand::unlimited().await;
    let first = stand.sign_in(ALL_SCOPES).await;
    let answer = stand.refresh(&refresh_token(&first)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let second = answer.json();
    assert_ne!(refresh_token(&second), refresh_token(&first));
    assert_ne!(access_token(&second), access_token(&first));
    assert_eq!(status_with(&stand, &access_token(&second)).await, StatusCode::OK);
    assert_eq!(
        status_with(&stand, &access_token(&first)).await,
        StatusCode::OK,
        "until it expires"
    );
    assert_eq!(stand.refresh(&refresh_token(&second)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_replayed_refresh_token_kills_its_whole_family() {
    let stand = Stand::unlimited().await;
    let first = stand.sign_in(ALL_SCOPES).await;
    let second = stand.refresh(&refresh_token(&first)).await.json();
    for dead in [&first, &second, &first] {
        let answer = stand.refresh(&refresh_token(dead)).await;
        refused(&answer, StatusCode::BAD_REQUEST, "invalid_grant");
        let status = status_with(&stand, &access_token(dead)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(status_with(&stand, &stand.token).await, StatusCode::OK, "others live on");
}

#[tokio::test]
async fn a_refresh_never_gives_more_scope() {
    let stand = Stand::unlimited().await;
    let refresh = refresh_token(&stand.sign_in(ALL_SCOPES).await);
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
    for scope in ["campaign_data contact_data", "everything", ""] {
        let answer = send(stand.token_request(&[&form[..], &[("scope", scope)]].concat())).await;
        refused(&answer, StatusCode::BAD_REQUEST, "invalid_scope");
    }
    let same = [("scope", ALL_SCOPES)];
    let answer = send(stand.token_request(&[&form[..], &same].concat())).await;
    assert_eq!(answer.status, StatusCode::OK, "the refusals did not use it up");
}

#[tokio::test]
async fn an_access_token_expires_when_it_says() {
    let stand = Stand::with(SandboxOptions { access_token_seconds: 0, ..options() }).await;
    let tokens = stand.sign_in(ALL_SCOPES).await;
    assert_eq!(tokens["expires_in"], 0);
    assert_eq!(status_with(&stand, &access_token(&tokens)).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_client_shows_who_it_is_by_basic_authentication_and_not_in_the_body() {
    let stand = Stand::unlimited().await;
    let (id, secret) = (stand.sandbox.client_id(), stand.sandbox.client_secret());
    let url = stand.sandbox.token_url();
    let form = [("grant_type", "refresh_token"), ("refresh_token", "any")];
    let in_body = [&form[..], &[("client_id", id), ("client_secret", secret)]].concat();

    for request in [
        stand.form(&url, &form),
        stand.form(&url, &in_body),
        stand.form(&url, &form).basic_auth(id, Some("wrong")),
        stand.form(&url, &form).basic_auth("wrong", Some(secret)),
        stand.form(&url, &form).bearer_auth(secret),
    ] {
        let answer = send(request).await;
        refused(&answer, StatusCode::UNAUTHORIZED, "invalid_client");
        assert_eq!(answer.headers["www-authenticate"], "Basic realm=\"sandbox\"");
    }
    let both = send(stand.token_request(&in_body)).await;
    refused(&both, StatusCode::BAD_REQUEST, "invalid_request");
}

#[tokio::test]
async fn a_malformed_token_request_says_what_is_wrong() {
    let stand = Stand::unlimited().await;
    let code = stand.code(&[]).await;
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
        let answer = send(stand.token_request(&form)).await;
        refused(&answer, StatusCode::BAD_REQUEST, error);
    }
    let json = stand.token_request(&[]).header("content-type", "application/json").body("{}");
    assert_eq!(send(json).await.status, StatusCode::BAD_REQUEST);
    let get = stand.client.get(stand.sandbox.token_url());
    assert_eq!(send(get).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(stand.exchange(&code, &[]).await.status, StatusCode::OK, "the code is untouched");
}

#[tokio::test]
async fn the_token_endpoint_wants_an_explicit_user_agent() {
    let stand = Stand::unlimited().await;
    let code = stand.code(&[]).await;
    let form = [("grant_type", "authorization_code"), ("code", &code)];
    let answer = send(stand.token_request(&form).header("user-agent", "")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_token_endpoint_can_be_told_to_take_one_call_a_second() {
    let stand = Stand::with(SandboxOptions { tokens_per_second: 1, ..options() }).await;
    let answer = stand.refresh("any").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "signing in was the first call");
    assert_eq!(answer.headers["retry-after"], "1");
}

#[tokio::test]
async fn a_revoked_access_token_ends_alone_and_a_revoked_refresh_token_with_its_family() {
    let stand = Stand::unlimited().await;
    let revoke = |token: String| {
        let (id, secret) = (stand.sandbox.client_id(), stand.sandbox.client_secret());
        let request = stand.form(&stand.sandbox.revoke_url(), &[("token", &token)]);
        send(request.basic_auth(id, Some(secret)))
    };
    let first = stand.sign_in(ALL_SCOPES).await;
    assert_eq!(revoke(access_token(&first)).await.status, StatusCode::OK);
    assert_eq!(status_with(&stand, &access_token(&first)).await, StatusCode::UNAUTHORIZED);

    let second = stand.refresh(&refresh_token(&first)).await.json();
    assert_eq!(status_with(&stand, &access_token(&second)).await, StatusCode::OK);
    assert_eq!(revoke(refresh_token(&second)).await.status, StatusCode::OK);
    assert_eq!(status_with(&stand, &access_token(&second)).await, StatusCode::UNAUTHORIZED);
    let dead = stand.refresh(&refresh_token(&second)).await;
    refused(&dead, StatusCode::BAD_REQUEST, "invalid_grant");

    assert_eq!(revoke("nobody knows it".into()).await.status, StatusCode::OK);
    refused(&revoke(String::new()).await, StatusCode::BAD_REQUEST, "invalid_request");
    let stranger = send(stand.form(&stand.sandbox.revoke_url(), &[("token", "any")])).await;
    refused(&stranger, StatusCode::UNAUTHORIZED, "invalid_client");
}
