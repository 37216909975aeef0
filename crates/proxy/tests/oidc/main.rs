//! One suite for the sandbox and for `oidc-provider`, a certified third-party authorization server:
//! signing in, refreshing, replays, signing out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod server;
#[path = "../proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use server::{Kind, TestBench};
use support::{ACTIVITY, bounces, eventually_true};

/// Defines a test for each function and each server.
macro_rules! suite {
    ($($check:ident)*) => {
        suite!(@ sandbox Sandbox $($check)*);
        suite!(@ oidc_provider OidcProvider $($check)*);
    };
    (@ $module:ident $kind:ident $($check:ident)*) => {
        mod $module {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $check() {
                crate::$check(crate::TestBench::open(crate::Kind::$kind).await).await;
            })*
        }
    };
}

suite! {
    a_user_signs_in_reads_a_report_and_signs_out
    a_user_who_denies_access_is_not_signed_in
    a_repeated_callback_works_once
    a_code_replayed_at_the_server_is_rejected
    a_wrong_client_secret_creates_no_session
    tokens_are_refreshed_once_for_many_requests_and_rotate
    tokens_are_refreshed_again_and_again
    a_reused_refresh_token_ends_the_family_and_the_session
    a_stolen_and_used_refresh_token_ends_the_session
    signing_out_revokes_the_refresh_token
    a_new_sign_in_works_after_each_end
}

async fn a_user_signs_in_reads_a_report_and_signs_out(bench: TestBench) {
    let browser = bench.browser();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    let back = bench.sign_in(&browser).await;
    assert_eq!((back.status, back.header("location")), (303, "/reports?id=1"));
    assert_eq!(browser.session().await["authenticated"], true);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(browser.sign_out().await.status, 204);
    assert_eq!(browser.session().await["authenticated"], false);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
}

async fn a_user_who_denies_access_is_not_signed_in(bench: TestBench) {
    let browser = bench.browser();
    let query = bench.deny(&browser).await;
    assert!(query.contains("error=access_denied"), "{query}");
    let response = browser.callback(&query).await;
    assert_eq!(response.problem(), (403, "sign_in_refused".into()));
    assert!(!response.text().contains("canary"));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn a_repeated_callback_works_once(bench: TestBench) {
    let browser = bench.browser();
    let query = bench.authorize(&browser).await;
    let stranger = bench.browser();
    assert_eq!(stranger.callback(&query).await.problem(), (400, "sign_in_stale".into()));
    assert_eq!(browser.callback(&query).await.status, 303);
    assert_eq!(stranger.callback(&query).await.problem(), (400, "sign_in_stale".into()));
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200, "the session still works");
}

async fn a_code_replayed_at_the_server_is_rejected(bench: TestBench) {
    let browser = bench.browser();
    let query = bench.authorize(&browser).await;
    assert_eq!(browser.callback(&query).await.status, 303);
    let code =
        url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "code").unwrap();
    assert_eq!(bench.exchange_code(&code.1).await, (400, "invalid_grant".into()));
}

async fn a_wrong_client_secret_creates_no_session(bench: TestBench) {
    let bench = bench.with_wrong_secret().await;
    let browser = bench.browser();
    assert_eq!(bench.sign_in(&browser).await.problem(), (502, "sign_in_failed".into()));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn tokens_are_refreshed_once_for_many_requests_and_rotate(bench: TestBench) {
    let browser = bench.signed_in().await;
    let first = bench.tokens(&browser).await.unwrap();
    bench.expire_tokens();
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let browser = browser.clone();
            tokio::spawn(async move { browser.fetch(&bounces(ACTIVITY)).await.status })
        })
        .collect();
    for ask in tasks {
        assert_eq!(ask.await.unwrap(), 200);
    }
    let second = bench.tokens(&browser).await.unwrap();
    assert_eq!((first.version, second.version), (1, 2));
    assert_ne!(first.refresh, second.refresh);
    assert_ne!(first.access, second.access);
}

async fn tokens_are_refreshed_again_and_again(bench: TestBench) {
    let browser = bench.signed_in().await;
    for version in 2..8 {
        bench.expire_tokens();
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
        assert_eq!(bench.tokens(&browser).await.unwrap().version, version);
    }
}

async fn a_reused_refresh_token_ends_the_family_and_the_session(bench: TestBench) {
    let browser = bench.signed_in().await;
    let first = bench.tokens(&browser).await.unwrap();
    bench.expire_tokens();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(bench.refresh(&first.refresh).await, (400, "invalid_grant".into()));
    bench.expire_tokens();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn a_stolen_and_used_refresh_token_ends_the_session(bench: TestBench) {
    let browser = bench.signed_in().await;
    let stolen = bench.tokens(&browser).await.unwrap().refresh;
    assert_eq!(bench.refresh(&stolen).await.0, 200, "the stolen token is used first");
    bench.expire_tokens();
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    assert!(bench.tokens(&browser).await.is_none());
}

async fn signing_out_revokes_the_refresh_token(bench: TestBench) {
    let browser = bench.signed_in().await;
    let tokens = bench.tokens(&browser).await.unwrap();
    assert_eq!(browser.sign_out().await.status, 204);
    // A refresh would use up a token that is not revoked yet, so the API is checked first.
    eventually_true("the tokens are revoked", async || bench.call_api(&tokens.access).await == 401)
        .await;
    assert_eq!(bench.refresh(&tokens.refresh).await, (400, "invalid_grant".into()));
}

async fn a_new_sign_in_works_after_each_end(bench: TestBench) {
    let browser = bench.signed_in().await;
    for _ in 0..2 {
        assert_eq!(browser.sign_out().await.status, 204);
        assert_eq!(bench.sign_in(&browser).await.status, 303);
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
}
