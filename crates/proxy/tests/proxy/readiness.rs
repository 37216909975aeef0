//! `/readyz`: the store can be written and read, and all proxies of a store have the same key.

use crate::{
    replicas::{in_file, in_redis},
    support::{
        Folder, Process, Proxy, RedisServer, ScriptedUpstream, eventually, eventually_true,
        honest_upstream,
    },
};
use bounces_proxy::config::{ServerKey, ServerKeys, StoreKind};
use std::{fs, process::Stdio, time::Duration};

async fn is_ready(proxy: &Proxy) -> bool {
    proxy.browser().navigate("/readyz").await.status == 200
}

fn key(text: &str) -> ServerKey {
    ServerKey::new(format!("{text:*>32}").into_bytes()).unwrap()
}

/// The same store with these keys.
fn with_keys(store: &StoreKind, keys: &[&str]) -> StoreKind {
    let keys = ServerKeys::new(keys.iter().map(|text| key(text))).unwrap();
    match store.clone() {
        StoreKind::Memory => StoreKind::Memory,
        StoreKind::Sqlite { path, .. } => StoreKind::Sqlite { path, keys: Some(keys) },
        StoreKind::Redis { server, .. } => StoreKind::Redis { server, keys },
    }
}

async fn start(upstream: &ScriptedUpstream, store: StoreKind) -> Proxy {
    Proxy::with_upstream_and(upstream, |config| config.store = store).await
}

#[tokio::test]
async fn a_full_disk_makes_the_proxy_unready_but_not_dead() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let process = Process::start(&upstream, &folder);
    let browser = &process.browser;
    assert_eq!(browser.navigate("/readyz").await.status, 200);
    process.limit("1");
    eventually_true("the full disk is noticed", async || {
        browser.navigate("/readyz").await.status == 503
    })
    .await;
    assert_eq!(browser.navigate("/readyz").await.problem(), (503, "unavailable".into()));
    assert_eq!(browser.navigate("/healthz").await.status, 200);
    process.limit("unlimited");
    eventually_true("it is ready again", async || browser.navigate("/readyz").await.status == 200)
        .await;
}

/// As the primary becomes after a failover to another server.
#[tokio::test]
async fn a_read_only_store_makes_the_proxy_unready_and_signs_nobody_out() {
    let (redis, upstream) = (RedisServer::start(), honest_upstream().await);
    let proxy = start(&upstream, in_redis(&redis)).await;
    let browser = proxy.signed_in().await;
    assert!(is_ready(&proxy).await);
    redis.command("REPLICAOF 127.0.0.1 1");
    eventually_true("it is noticed", async || !is_ready(&proxy).await).await;
    assert_eq!(browser.navigate("/healthz").await.status, 200);
    assert!(browser.session().await["authenticated"] == true);
    assert_eq!(browser.sign_out().await.problem(), (503, "unavailable".into()));
    redis.command("REPLICAOF NO ONE");
    eventually_true("it is ready again", async || is_ready(&proxy).await).await;
    assert!(browser.session().await["authenticated"] == true);
    assert_eq!(browser.sign_out().await.status, 204);
}

#[tokio::test]
async fn a_store_without_its_sessions_makes_the_proxy_unready() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let path = folder.file("sessions");
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("ALTER TABLE sessions RENAME TO unavailable").unwrap();
    assert!(!is_ready(&proxy).await);
}

#[tokio::test]
async fn a_replica_with_another_key_is_unready() {
    let (folder, redis) = (Folder::new(), RedisServer::start());
    let upstream = honest_upstream().await;
    for store in [in_file(&folder.file("sessions")), in_redis(&redis)] {
        let first = start(&upstream, store.clone()).await;
        assert!(is_ready(&first).await);
        let same = start(&upstream, store.clone()).await;
        let different = start(&upstream, with_keys(&store, &["other"])).await;
        assert!(is_ready(&same).await);
        assert!(!is_ready(&different).await, "it cannot read the sessions of the others");
        assert!(is_ready(&first).await);
    }
}

/// A replica is ready if it can open what the running ones seal, and the reverse.
#[tokio::test]
async fn replicas_with_different_lists_of_keys_are_ready_if_they_can_open_each_others_sessions() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    for (number, (running, new, expected)) in [
        (["old"].as_slice(), ["old", "new"].as_slice(), true),
        (&["old", "new"], &["new", "old"], true),
        (&["new", "old"], &["new"], true),
        (&["old"], &["new", "old"], false),
        (&["old", "new"], &["new"], false),
        (&["new"], &["old", "new"], false),
    ]
    .into_iter()
    .enumerate()
    {
        let store = in_file(&folder.file(&number.to_string()));
        let first = start(&upstream, with_keys(&store, running)).await;
        assert!(is_ready(&first).await);
        let second = start(&upstream, with_keys(&store, new)).await;
        assert_eq!(is_ready(&second).await, expected, "{running:?}, then {new:?}");
        assert!(is_ready(&first).await, "the running one stays ready");
    }
}

/// When all proxies have been stopped, their keys no longer matter.
#[tokio::test]
async fn a_replaced_key_is_ready_immediately_after_the_others_have_stopped() {
    let (folder, redis) = (Folder::new(), RedisServer::start());
    let upstream = honest_upstream().await;
    for store in [in_file(&folder.file("sessions")), in_redis(&redis)] {
        let before = [start(&upstream, store.clone()).await, start(&upstream, store.clone()).await];
        for proxy in &before {
            assert!(is_ready(proxy).await);
        }
        for proxy in before {
            proxy.server.shutdown().await;
        }
        assert!(is_ready(&start(&upstream, with_keys(&store, &["other"])).await).await);
    }
}

#[tokio::test]
async fn a_replica_with_another_key_says_so_at_start() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let first = Process::start(&upstream, &folder);
    assert_eq!(first.browser.navigate("/readyz").await.status, 200);
    let key = folder.file("other.key");
    fs::write(&key, "0123456789abcdef0123456789abcdef").unwrap();
    fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let log = folder.file("log");
    let settings = [("STORE_KEY_FILE", key.display().to_string())];
    let output = Stdio::from(fs::File::create(&log).unwrap());
    let _second = Process::start_with(&upstream, &folder, &settings, output);
    eventually("the log says so", || {
        fs::read_to_string(&log).unwrap().contains("uses this store with a different key")
    })
    .await;
}

/// Anyone may request `/readyz`, which must not become load for the store.
#[tokio::test]
async fn many_readiness_requests_check_the_store_once_a_second() {
    let (folder, upstream) = (Folder::new(), honest_upstream().await);
    let path = folder.file("sessions");
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_file(&path)).await;
    assert!(is_ready(&proxy).await);
    let other = rusqlite::Connection::open(&path).unwrap();
    // Any write of another connection changes this number.
    let version = || other.query_row("PRAGMA data_version", [], |row| row.get::<_, i64>(0));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let mut changes = 0;
    let mut last = version().unwrap();
    let tasks: Vec<_> = (0..200)
        .map(|_| {
            let browser = proxy.browser();
            tokio::spawn(async move { browser.navigate("/readyz").await.status })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 200);
        let current = version().unwrap();
        changes += usize::from(current != last);
        last = current;
    }
    // The check may be in progress at the first look, and due again after a second.
    assert!((1..=6).contains(&changes), "{changes} changes");
}
