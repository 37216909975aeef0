//! The server's key is replaced while users work, and nobody is signed out.

use crate::support::{
    ACTIVITY, Browser, Proxy, RedisServer, ScriptedUpstream, bounces, eventually_true, rotating,
};
use bounces_proxy::config::{RedisSettings, ServerKey, ServerKeys, StoreKind};
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

const USERS: usize = 20;

/// The replicas that a load balancer would use.
type Replicas = Arc<Mutex<Vec<SocketAddr>>>;

fn with_keys(redis: &RedisServer, keys: &[&ServerKey]) -> StoreKind {
    let keys = ServerKeys::new(keys.iter().copied().cloned()).unwrap();
    StoreKind::Redis { server: RedisSettings::new(redis.url()), keys }
}

async fn start(upstream: &ScriptedUpstream, store: StoreKind) -> Proxy {
    let proxy = Proxy::with_upstream_and(upstream, |config| {
        config.store = store;
        config.rate_limits.per_second = 100_000;
        // As in production: requests on open connections are answered meanwhile.
        config.limits.shutdown_delay = Duration::from_secs(1);
    })
    .await;
    let browser = proxy.browser();
    eventually_true("it is ready", async || browser.navigate("/readyz").await.status == 200).await;
    proxy
}

/// The same browser at a random replica.
fn at_some_replica(browser: &Browser, replicas: &Replicas) -> Browser {
    let replicas = replicas.lock().unwrap();
    let address = replicas[rand::random_range(0..replicas.len())];
    Browser { address, ..browser.clone() }
}

/// Requests reports until `stop`, with a new sign-in after every 20.
async fn work(browser: Browser, replicas: Replicas, stop: Arc<AtomicBool>, done: Arc<AtomicUsize>) {
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let path = format!("{}?limit={}", bounces(ACTIVITY), number % 500 + 1);
        let response = at_some_replica(&browser, &replicas).fetch_uncached(&path).await;
        assert_eq!(response.status, 200, "request {number}: {}", response.text());
        if number % 20 == 19 {
            let state = at_some_replica(&browser, &replicas).start_login_for_state().await;
            let query = format!("code=the-code&state={state}");
            let response = at_some_replica(&browser, &replicas).callback(&query).await;
            assert_eq!(response.status, 303, "{}", response.text());
        }
        done.fetch_add(1, Ordering::SeqCst);
    }
}

/// As docs/proxy.md describes it: the new key is added behind the old one at all replicas, then put
/// first, then the old one is removed.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_replaced_under_load_without_signing_anybody_out() {
    let redis = RedisServer::start();
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() {
            return crate::support::Reply::empty_page();
        }
        crate::support::Reply::tokens("access", Some("refresh"), 3600)
    })
    .await;
    let (old, new) = (ServerKey::generate(), ServerKey::generate());
    let mut proxies = Vec::new();
    for _ in 0..2 {
        proxies.push(start(&upstream, with_keys(&redis, &[&old])).await);
    }
    let addresses =
        |proxies: &[Proxy]| proxies.iter().map(|proxy| proxy.server.address()).collect();
    let replicas: Replicas = Arc::new(Mutex::new(addresses(&proxies)));
    // One user only reads, so that the session is sealed with the old key until it is refreshed.
    let idle = proxies[0].signed_in().await;
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut users = Vec::new();
    for _ in 0..USERS {
        let browser = proxies[0].signed_in().await;
        users.push(tokio::spawn(work(browser, replicas.clone(), stop.clone(), done.clone())));
    }
    for keys in [&[&old, &new][..], &[&new, &old]] {
        for place in 0..2 {
            let before = done.load(Ordering::SeqCst);
            eventually_true("the users have worked", async || {
                done.load(Ordering::SeqCst) > before + USERS
            })
            .await;
            let started = start(&upstream, with_keys(&redis, keys)).await;
            let stopped = std::mem::replace(&mut proxies[place], started);
            *replicas.lock().unwrap() = addresses(&proxies);
            stopped.server.shutdown().await;
        }
    }
    stop.store(true, Ordering::SeqCst);
    for user in users {
        user.await.unwrap();
    }
    println!("{} requests", done.load(Ordering::SeqCst));

    // Within `session_absolute_seconds` each session has ended or is sealed with the new key.
    let idle = at_some_replica(&idle, &replicas);
    assert_eq!(idle.fetch(&bounces(ACTIVITY)).await.status, 200);
    let proxy = start(&upstream, with_keys(&redis, &[&new])).await;
    let late = Browser { address: proxy.server.address(), ..idle.clone() };
    assert_eq!(late.fetch(&bounces(ACTIVITY)).await.status, 401, "it was sealed with the old key");
}

/// A session that is refreshed is sealed with the first key.
#[tokio::test]
async fn a_refresh_seals_with_the_new_key() {
    let redis = RedisServer::start();
    let upstream = rotating(Duration::ZERO, 600).await;
    let (old, new) = (ServerKey::generate(), ServerKey::generate());
    let before = start(&upstream, with_keys(&redis, &[&old])).await;
    let browser = before.signed_in().await;
    before.server.shutdown().await;
    let both = start(&upstream, with_keys(&redis, &[&new, &old])).await;
    both.clock.advance(700);
    let browser = Browser { address: both.server.address(), ..browser };
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    both.server.shutdown().await;
    let after = start(&upstream, with_keys(&redis, &[&new])).await;
    let browser = Browser { address: after.server.address(), ..browser };
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
}
