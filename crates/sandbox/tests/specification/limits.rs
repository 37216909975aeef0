//! Authorization, rate limits, response headers, startup and shutdown.

use crate::support::{ALL_SCOPES, Fixture, access_token, options, send};
use bounces_sandbox::{Sandbox, SandboxError, SandboxOptions, activities as id};
use reqwest::{StatusCode, header::HeaderMap};
use std::time::{Duration, Instant};

#[tokio::test]
async fn every_request_without_a_valid_token_is_401() {
    let fixture = Fixture::unlimited().await;
    let url = format!("{}/emails", fixture.sandbox.api_url());
    let valid = format!("Bearer {}", fixture.token);
    for request in [
        fixture.client.get(&url),
        fixture.client.get(&url).header("authorization", "Bearer invented"),
        fixture.client.get(&url).header("authorization", &fixture.token),
        fixture.client.get(&url).basic_auth("sandbox", Some(&fixture.token)),
        fixture.client.get(&url).header("authorization", &valid).header("authorization", &valid),
        fixture.client.get(format!("{url}?access_token={}", fixture.token)),
        fixture.client.get(format!("{}/unknown", fixture.sandbox.api_url())),
    ] {
        let response = send(request).await;
        assert_eq!(response.status, StatusCode::UNAUTHORIZED);
        assert_eq!(response.headers["www-authenticate"], "Bearer");
        let body =
            serde_json::json!({ "error_key": "unauthorized", "error_message": "Unauthorized" });
        assert_eq!(response.json(), body);
    }
}

#[tokio::test]
async fn a_gateway_rejects_tokens_without_the_scope() {
    let fixture = Fixture::unlimited().await;
    let token = access_token(&fixture.sign_in("contact_data offline_access").await);
    let response = fixture.get_as(&token, "/emails").await;
    assert_eq!(response.status, StatusCode::FORBIDDEN);
    assert_eq!(response.json(), serde_json::json!({ "message": "Forbidden" }));
}

#[tokio::test]
async fn a_fifth_request_within_a_second_is_throttled_for_all_tokens() {
    let fixture = Fixture::with(options()).await;
    let other = access_token(&fixture.sign_in(ALL_SCOPES).await);
    let start = Instant::now();
    let (mut admitted, mut tokens) = (0, [&fixture.token, &other].into_iter().cycle());
    let rejected = loop {
        // More than four are admitted only if a second has passed, on a slow machine.
        let response = fixture.get_as(tokens.next().unwrap(), "/emails").await;
        if response.status != StatusCode::OK {
            break response;
        }
        admitted += 1;
        assert!(admitted <= 4 || start.elapsed() >= Duration::from_secs(1));
    };
    assert!(admitted >= 4);
    assert_eq!(rejected.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(rejected.json()["error_key"], "throttled", "an object: {}", rejected.text());
    assert_eq!(rejected.headers.get("retry-after"), None, "upstream documents none");

    while fixture.get("/emails").await.status == StatusCode::TOO_MANY_REQUESTS {
        assert!(start.elapsed() < Duration::from_secs(5), "rejected requests must not count");
    }
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn all_tokens_share_the_daily_quota() {
    let fixture = Fixture::with(SandboxOptions { per_second: 0, per_day: 3, ..options() }).await;
    let other = access_token(&fixture.sign_in(ALL_SCOPES).await);
    for token in [&fixture.token, "invented", &other, &fixture.token] {
        let status = fixture.get_as(token, "/emails").await.status;
        assert_ne!(status, StatusCode::TOO_MANY_REQUESTS, "401 uses no quota");
    }
    for token in [&fixture.token, &other] {
        let response = fixture.get_as(token, "/emails").await;
        assert_eq!(response.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.json()["error_key"], "quota_exceeded");
    }
}

#[tokio::test]
async fn api_responses_carry_headers_that_must_not_reach_a_browser() {
    let fixture = Fixture::unlimited().await;
    let assert_headers = |headers: &HeaderMap| {
        assert_eq!(headers["access-control-allow-origin"], "*");
        assert!(headers.contains_key("x-amzn-requestid") && headers.contains_key("via"));
    };
    assert_headers(&fixture.get("/emails").await.headers);
    assert_headers(&fixture.get("/unknown").await.headers);
    assert_headers(&fixture.get_as("invented", "/emails").await.headers);
}

#[tokio::test]
async fn an_unknown_path_is_404_and_another_method_405() {
    let fixture = Fixture::unlimited().await;
    let response = fixture.get("/contacts").await;
    assert_eq!(response.status, StatusCode::NOT_FOUND);
    assert_eq!(response.json()[0]["error_key"], "not_found");
    let url = format!("{}/emails", fixture.sandbox.api_url());
    let post = send(fixture.client.post(url).bearer_auth(&fixture.token)).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    let root = format!("http://{}/", fixture.sandbox.address());
    assert_eq!(send(fixture.client.get(root)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_latency_delays_every_api_response() {
    let latency = Duration::from_millis(60);
    let fixture = Fixture::with(SandboxOptions { latency, ..options() }).await;
    let start = Instant::now();
    assert_eq!(fixture.bounces(id::ROWS_23, "").await.status, StatusCode::OK);
    assert!(start.elapsed() >= latency);
}

#[tokio::test]
async fn it_refuses_to_listen_on_other_than_loopback_addresses() {
    let listen = "0.0.0.0:0".parse().unwrap();
    let error = Sandbox::start(SandboxOptions { listen, ..options() }).await.unwrap_err();
    assert!(matches!(error, SandboxError::NotLoopback(address) if address == listen));
    assert!(error.to_string().contains("loopback"), "{error}");
}

#[tokio::test]
async fn the_error_for_a_port_in_use_names_the_address() {
    let first = Sandbox::start(options()).await.unwrap();
    let options = SandboxOptions { listen: first.address(), ..options() };
    let error = Sandbox::start(options).await.unwrap_err();
    assert!(error.to_string().contains(&first.address().to_string()), "{error}");
}

#[tokio::test]
async fn shutdown_and_drop_both_free_the_port() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let address = sandbox.address();
    sandbox.shutdown().await;
    let dropped = SandboxOptions { listen: address, ..options() };
    drop(Sandbox::start(dropped.clone()).await.expect("shutdown frees the port"));
    let start = Instant::now();
    while Sandbox::start(dropped.clone()).await.is_err() {
        assert!(start.elapsed() < Duration::from_secs(5), "drop frees the port too");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn shutdown_does_not_wait_for_idle_connections() {
    let Fixture { sandbox, client: _client, .. } = Fixture::unlimited().await;
    let ended = tokio::time::timeout(Duration::from_secs(5), sandbox.shutdown()).await;
    assert!(ended.is_ok(), "the connections of the sign-in are idle");
}

#[tokio::test]
async fn it_starts_within_a_second() {
    let start = Instant::now();
    let _sandbox = Sandbox::start(options()).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1));
}
