//! The lifetime of a session, and what counts as use.

use crate::support::{ACTIVITY, Proxy, Reply, ScriptedUpstream, bounces};
use bounces_proxy::session::{Session, SessionId, Tokens};

async fn start() -> (ScriptedUpstream, Proxy) {
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() {
            Reply::empty_page()
        } else {
            Reply::tokens("access", None, 1_000_000)
        }
    })
    .await;
    let proxy = Proxy::with_upstream(&upstream).await;
    (upstream, proxy)
}

#[tokio::test]
async fn a_session_ends_after_30_idle_minutes() {
    let (_upstream, proxy) = start().await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(1799);
    assert_eq!(browser.session().await["expires_in"], 1);
    proxy.clock.advance(1);
    assert_eq!(browser.session().await["authenticated"], false);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
}

#[tokio::test]
async fn api_requests_count_as_use() {
    let (_upstream, proxy) = start().await;
    let browser = proxy.signed_in().await;
    for _ in 0..4 {
        proxy.clock.advance(1000);
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
    assert_eq!(browser.session().await["expires_in"], 1800);
}

#[tokio::test]
async fn reading_the_session_status_does_not_count_as_use() {
    let (_upstream, proxy) = start().await;
    let browser = proxy.signed_in().await;
    proxy.clock.advance(1000);
    browser.session().await;
    assert_eq!(browser.session().await["expires_in"], 800);
}

#[tokio::test]
async fn use_does_not_extend_a_session_beyond_12_hours() {
    let (_upstream, proxy) = start().await;
    let browser = proxy.signed_in().await;
    for _ in 0..43 {
        proxy.clock.advance(1000);
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
    assert_eq!(browser.session().await["expires_in"], 200);
    proxy.clock.advance(200);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.problem(), (401, "signed_out".into()));
}

#[test]
fn debug_output_of_a_session_contains_no_secrets() {
    let id = SessionId::generate();
    let tokens = Tokens {
        access: "canary-access".into(),
        refresh: Some("canary-refresh".into()),
        issued: 0,
        expires: 1,
        version: 1,
        account: None,
    };
    let session = Session { created: 0, last_used: 0, tokens };
    let printed = format!("{id:?} {:?} {session:?}", id.key());
    assert!(!printed.contains("canary"), "{printed}");
    assert!(printed.contains("REDACTED"), "{printed}");
    assert!(printed.len() < 300, "no id and no hash of one: {printed}");
}
