//! Two proxies on one store share sessions and refresh tokens once.

use crate::support::{
    ACTIVITY, Browser, Folder, Proxy, RedisServer, Reply, ScriptedUpstream, bounces, eventually,
    rotating,
};
use bounces_proxy::{
    clock::Clock,
    config::{RedisSettings, ServerKey, StoreKind},
};
use std::{path::Path, time::Duration};

pub(crate) fn in_redis(redis: &RedisServer) -> StoreKind {
    let key = ServerKey::new(b"the same key for all the replicas".to_vec()).unwrap();
    StoreKind::Redis { server: RedisSettings::new(redis.url()), keys: key.into() }
}

pub(crate) fn in_file(path: &Path) -> StoreKind {
    StoreKind::Sqlite { path: path.to_owned(), keys: None }
}

/// The same browser at another replica, as behind a load balancer.
fn at(other: &Proxy, browser: &Browser) -> Browser {
    let twin = other.browser();
    twin.cookies.lock().unwrap().clone_from(&browser.cookies.lock().unwrap());
    twin
}

async fn share_sessions(store: impl Fn() -> StoreKind) {
    let upstream = rotating(Duration::from_millis(300), 600).await;
    let one = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let two = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let here = one.signed_in().await;
    let there = at(&two, &here);
    assert_eq!(there.fetch(&bounces(ACTIVITY)).await.status, 200);

    for round in 1..=3 {
        one.clock.advance(700);
        two.clock.advance(700);
        let tasks: Vec<_> = (0..40)
            .map(|number| {
                let browser = if number % 2 == 0 { here.clone() } else { there.clone() };
                let path = format!("{}?limit={}", bounces(ACTIVITY), number + 1);
                tokio::spawn(async move { browser.fetch(&path).await.status })
            })
            .collect();
        for ask in tasks {
            assert_eq!(ask.await.unwrap(), 200);
        }
        assert_eq!(upstream.refreshes(), round, "one refresh for both proxies");
    }

    assert_eq!(here.sign_out().await.status, 204);
    assert_eq!(there.session().await["authenticated"], false);
    let revoked =
        || upstream.requests().iter().any(|request| request.body.contains("token=refresh-5&"));
    eventually("the last refresh token is revoked", revoked).await;
}

#[tokio::test]
async fn two_proxies_on_one_redis_share_sessions_and_refresh_once() {
    let redis = RedisServer::start();
    share_sessions(|| in_redis(&redis)).await;
}

#[tokio::test]
async fn two_proxies_on_one_sqlite_file_share_sessions_and_refresh_once() {
    let folder = Folder::new();
    share_sessions(|| in_file(&folder.file("sessions"))).await;
}

#[tokio::test]
async fn a_sign_in_started_at_one_replica_finishes_at_another() {
    let redis = RedisServer::start();
    let upstream = rotating(Duration::ZERO, 600).await;
    let one = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let two = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let here = one.browser();
    let state = here.start_login_for_state().await;
    let there = at(&two, &here);
    assert_eq!(there.callback(&format!("code=the-code&state={state}")).await.status, 303);
    assert_eq!(there.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(here.callback(&format!("code=the-code&state={state}")).await.problem().0, 400);
}

#[tokio::test]
async fn a_restart_signs_nobody_out() {
    let folder = Folder::new();
    let upstream = rotating(Duration::ZERO, 600).await;
    let store = || in_file(&folder.file("sessions"));
    let before = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let browser = before.signed_in().await;
    before.server.shutdown().await;
    let after = Proxy::with_upstream_and(&upstream, |config| config.store = store()).await;
    let browser = at(&after, &browser);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    after.clock.advance(700);
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200, "it can refresh, too");
}

#[tokio::test]
async fn the_daily_count_survives_a_restart() {
    let folder = Folder::new();
    for says_so_itself in [false, true] {
        let upstream = ScriptedUpstream::api(move |_, _| {
            if says_so_itself {
                Reply::json(429, r#"{"error_key":"quota_exceeded"}"#)
            } else {
                Reply::empty_page()
            }
        })
        .await;
        let name = format!("sessions-{says_so_itself}");
        let change = |config: &mut bounces_proxy::config::Config| {
            config.store = in_file(&folder.file(&name));
            config.rate_limits.per_day = 2;
        };
        let before = Proxy::with_upstream_and(&upstream, change).await;
        let browser = before.signed_in().await;
        let page = |number: usize| format!("{}?limit={number}", bounces(ACTIVITY));
        browser.fetch(&page(1)).await;
        browser.fetch(&page(2)).await;
        let calls = upstream.api_calls().len();
        before.server.shutdown().await;

        let after = Proxy::with_upstream_and(&upstream, change).await;
        let browser = at(&after, &browser);
        let response = browser.fetch(&page(3)).await;
        assert_eq!(response.problem(), (429, "quota_exhausted".into()));
        let seconds: u64 = response.header("retry-after").parse().unwrap();
        let midnight = 86_400 - after.clock.now() % 86_400;
        assert!(seconds.abs_diff(midnight) <= 2, "{seconds} of {midnight}");
        assert_eq!(upstream.api_calls().len(), calls);
        after.clock.advance(midnight);
        browser.sign_in("/").await;
        browser.fetch(&page(4)).await;
        assert_eq!(upstream.api_calls().len(), calls + 1, "the next day starts at zero");
    }
}
