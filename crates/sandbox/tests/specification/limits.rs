//! Who may ask, how often, from where; and what every answer carries.

use crate::support::{ALL_SCOPES, Stand, access_token, options, send};
use bounces_sandbox::{Sandbox, SandboxError, SandboxOptions, activities as id};
use reqwest::{StatusCode, header::HeaderMap};
use std::time::{Duration, Instant};

#[tokio::test]
async fn without_a_good_token_everything_is_401() {
    let stand = Stand::unlimited().await;
    let url = format!("{}/emails", stand.sandbox.api_url());
    let good = format!("Bearer {}", stand.token);
    for request in [
        stand.client.get(&url),
        stand.client.get(&url).header("authorization", "Bearer invented"),
        stand.client.get(&url).header("authorization", &stand.token),
        stand.client.get(&url).basic_auth("sandbox", Some(&stand.token)),
        stand.client.get(&url).header("authorization", &good).header("authorization", &good),
        stand.client.get(format!("{url}?access_token={}", stand.token)),
        stand.client.get(format!("{}/unknown", stand.sandbox.api_url())),
    ] {
        let answer = send(request).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
        let body =
            serde_json::json!({ "error_key": "unauthorized", "error_message": "Unauthorized" });
        assert_eq!(answer.json(), body);
    }
}

#[tokio::test]
async fn without_the_scope_a_gateway_says_forbidden() {
    let stand = Stand::unlimited().await;
    let token = access_token(&stand.sign_in("contact_data offline_access").await);
    let answer = stand.get_as(&token, "/emails").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json(), serde_json::json!({ "message": "Forbidden" }));
}

#[tokio::test]
async fn a_fifth_request_within_a_second_is_throttled_whoever_sends_it() {
    let stand = Stand::with(options()).await;
    let other = access_token(&stand.sign_in(ALL_SCOPES).await);
    let start = Instant::now();
    let (mut admitted, mut tokens) = (0, [&stand.token, &other].into_iter().cycle());
    let refused = loop {
        // More than four are admitted only if this machine is so slow that a second has passed.
        let answer = stand.get_as(tokens.next().unwrap(), "/emails").await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        admitted += 1;
        assert!(admitted <= 4 || start.elapsed() >= Duration::from_secs(1));
    };
    assert!(admitted >= 4);
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.json()["error_key"], "throttled", "an object: {}", refused.text());
    assert_eq!(refused.headers.get("retry-after"), None, "upstream documents none");

    while stand.get("/emails").await.status == StatusCode::TOO_MANY_REQUESTS {
        assert!(start.elapsed() < Duration::from_secs(5), "refused requests must not count");
    }
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn the_days_quota_holds_for_all_tokens_together() {
    let stand = Stand::with(SandboxOptions { per_second: 0, per_day: 3, ..options() }).await;
    let other = access_token(&stand.sign_in(ALL_SCOPES).await);
    for token in [&stand.token, "invented", &other, &stand.token] {
        let status = stand.get_as(token, "/emails").await.status;
        assert_ne!(status, StatusCode::TOO_MANY_REQUESTS, "401 uses nothing up");
    }
    for token in [&stand.token, &other] {
        let answer = stand.get_as(token, "/emails").await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.json()["error_key"], "quota_exceeded");
    }
}

#[tokio::test]
async fn answers_of_the_api_carry_what_no_browser_must_see() {
    let stand = Stand::unlimited().await;
    let odd = |headers: &HeaderMap| {
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert!(headers.contains_key("x-amzn-requestid") && headers.contains_key("via"));
    };
    odd(&stand.get("/emails").await.headers);
    odd(&stand.get("/unknown").await.headers);
    odd(&stand.get_as("invented", "/emails").await.headers);
}

#[tokio::test]
async fn an_unknown_path_is_404_and_another_method_405() {
    let stand = Stand::unlimited().await;
    let answer = stand.get("/contacts").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json()[0]["error_key"], "not_found");
    let url = format!("{}/emails", stand.sandbox.api_url());
    let post = send(stand.client.post(url).bearer_auth(&stand.token)).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    let root = format!("http://{}/", stand.sandbox.address());
    assert_eq!(send(stand.client.get(root)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_latency_holds_for_every_answer_of_the_api() {
    let latency = Duration::from_millis(60);
    let stand = Stand::with(SandboxOptions { latency, ..options() }).await;
    let start = Instant::now();
    assert_eq!(stand.bounces(id::ROWS_23, "").await.status, StatusCode::OK);
    assert!(start.elapsed() >= latency);
}

#[tokio::test]
async fn it_listens_on_loopback_or_not_at_all() {
    let listen = "0.0.0.0:0".parse().unwrap();
    let error = Sandbox::start(SandboxOptions { listen, ..options() }).await.unwrap_err();
    assert!(matches!(error, SandboxError::NotLoopback(address) if address == listen));
    assert!(error.to_string().contains("loopback"), "{error}");
}

#[tokio::test]
async fn a_port_in_use_is_a_clear_error() {
    let first = Sandbox::start(options()).await.unwrap();
    let options = SandboxOptions { listen: first.address(), ..options() };
    let error = Sandbox::start(options).await.unwrap_err();
    assert!(error.to_string().contains(&first.address().to_string()), "{error}");
}

#[tokio::test]
async fn shutting_down_and_dropping_both_free_the_port() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let address = sandbox.address();
    sandbox.shutdown().await;
    let dropped = SandboxOptions { listen: address, ..options() };
    drop(Sandbox::start(dropped.clone()).await.expect("shutting down frees it"));
    let start = Instant::now();
    while Sandbox::start(dropped.clone()).await.is_err() {
        assert!(start.elapsed() < Duration::from_secs(5), "dropping frees it too");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn shutting_down_does_not_wait_for_a_client_that_keeps_its_connection() {
    let Stand { sandbox, client: _client, .. } = Stand::unlimited().await;
    let ended = tokio::time::timeout(Duration::from_secs(5), sandbox.shutdown()).await;
    assert!(ended.is_ok(), "the sign-in's connections are idle, not busy");
}

#[tokio::test]
async fn it_starts_within_a_second() {
    let start = Instant::now();
    let _sandbox = Sandbox::start(options()).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1));
}
