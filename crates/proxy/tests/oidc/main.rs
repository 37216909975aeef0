//! The same suite against the sandbox and against `oidc-provider`, a certified authorization server
//! that others wrote: signing in, refreshing, replays, signing out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod server;
#[path = "../proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use server::{Desk, Kind};
use support::{ACTIVITY, bounces, eventually_true};

/// Runs each check against each server.
macro_rules! suite {
    ($($check:ident)*) => {
        suite!(@ sandbox Sandbox $($check)*);
        suite!(@ oidc_provider OidcProvider $($check)*);
    };
    (@ $module:ident $kind:ident $($check:ident)*) => {
        mod $module {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $check() {
                crate::$check(crate::Desk::open(crate::Kind::$kind).await).await;
            })*
        }
    };
}

suite! {
    a_person_signs_in_reads_a_report_and_signs_out
    a_person_who_refuses_is_not_signed_in
    a_sign_in_that_comes_back_twice_works_once
    a_code_that_is_replayed_at_the_server_is_refused
    a_wrong_client_secret_signs_nobody_in
    tokens_are_refreshed_once_for_many_requests_and_the_refresh_token_rotates
    tokens_are_refreshed_again_and_again
    a_refresh_token_that_was_used_before_ends_the_family_and_the_session
    a_refresh_token_that_was_stolen_and_used_ends_the_session
    signing_out_makes_the_refresh_token_worthless
    a_new_sign_in_works_after_each_end
}

async fn a_person_signs_in_reads_a_report_and_signs_out(desk: Desk) {
    let browser = desk.browser();
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    let back = desk.sign_in(&browser).await;
    assert_eq!((back.status, back.header("location")), (303, "/reports?id=1"));
    assert_eq!(browser.session().await["authenticated"], true);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(browser.sign_out().await.status, 204);
    assert_eq!(browser.session().await["authenticated"], false);
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
}

async fn a_person_who_refuses_is_not_signed_in(desk: Desk) {
    let browser = desk.browser();
    let query = desk.refuse(&browser).await;
    assert!(query.contains("error=access_denied"), "{query}");
    let answer = browser.come_back(&query).await;
    assert_eq!(answer.problem(), (403, "sign_in_refused".into()));
    assert!(!answer.text().contains("canary"));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn a_sign_in_that_comes_back_twice_works_once(desk: Desk) {
    let browser = desk.browser();
    let query = desk.authorize(&browser).await;
    let stranger = desk.browser();
    assert_eq!(stranger.come_back(&query).await.problem(), (400, "sign_in_stale".into()));
    assert_eq!(browser.come_back(&query).await.status, 303);
    assert_eq!(stranger.come_back(&query).await.problem(), (400, "sign_in_stale".into()));
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200, "nothing was harmed");
}

async fn a_code_that_is_replayed_at_the_server_is_refused(desk: Desk) {
    let browser = desk.browser();
    let query = desk.authorize(&browser).await;
    assert_eq!(browser.come_back(&query).await.status, 303);
    let code =
        url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "code").unwrap();
    assert_eq!(desk.exchange_code(&code.1).await, (400, "invalid_grant".into()));
}

async fn a_wrong_client_secret_signs_nobody_in(desk: Desk) {
    let desk = desk.with_a_wrong_secret().await;
    let browser = desk.browser();
    assert_eq!(desk.sign_in(&browser).await.problem(), (502, "sign_in_failed".into()));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn tokens_are_refreshed_once_for_many_requests_and_the_refresh_token_rotates(desk: Desk) {
    let browser = desk.signed_in().await;
    let first = desk.tokens(&browser).await.unwrap();
    desk.let_tokens_expire();
    let asks: Vec<_> = (0..50)
        .map(|_| {
            let browser = browser.clone();
            tokio::spawn(async move { browser.ask(&bounces(ACTIVITY)).await.status })
        })
        .collect();
    for ask in asks {
        assert_eq!(ask.await.unwrap(), 200);
    }
    let second = desk.tokens(&browser).await.unwrap();
    assert_eq!((first.version, second.version), (1, 2));
    assert_ne!(first.refresh, second.refresh);
    assert_ne!(first.access, second.access);
}

async fn tokens_are_refreshed_again_and_again(desk: Desk) {
    let browser = desk.signed_in().await;
    for version in 2..8 {
        desk.let_tokens_expire();
        assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
        assert_eq!(desk.tokens(&browser).await.unwrap().version, version);
    }
}

async fn a_refresh_token_that_was_used_before_ends_the_family_and_the_session(desk: Desk) {
    let browser = desk.signed_in().await;
    let first = desk.tokens(&browser).await.unwrap();
    desk.let_tokens_expire();
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(desk.refresh(&first.refresh).await, (400, "invalid_grant".into()));
    desk.let_tokens_expire();
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    assert_eq!(browser.session().await["authenticated"], false);
}

async fn a_refresh_token_that_was_stolen_and_used_ends_the_session(desk: Desk) {
    let browser = desk.signed_in().await;
    let stolen = desk.tokens(&browser).await.unwrap().refresh;
    assert_eq!(desk.refresh(&stolen).await.0, 200, "the thief was quicker");
    desk.let_tokens_expire();
    assert_eq!(browser.ask(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
    assert!(desk.tokens(&browser).await.is_none());
}

async fn signing_out_makes_the_refresh_token_worthless(desk: Desk) {
    let browser = desk.signed_in().await;
    let tokens = desk.tokens(&browser).await.unwrap();
    assert_eq!(browser.sign_out().await.status, 204);
    // Asking for tokens would use up a token that still works: ask the API, where a revocation ends all.
    eventually_true("the tokens are revoked", async || {
        desk.asks_the_api(&tokens.access).await == 401
    })
    .await;
    assert_eq!(desk.refresh(&tokens.refresh).await, (400, "invalid_grant".into()));
}

async fn a_new_sign_in_works_after_each_end(desk: Desk) {
    let browser = desk.signed_in().await;
    for _ in 0..2 {
        assert_eq!(browser.sign_out().await.status, 204);
        assert_eq!(desk.sign_in(&browser).await.status, 303);
        assert_eq!(browser.ask(&bounces(ACTIVITY)).await.status, 200);
    }
}
