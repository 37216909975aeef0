//! `/readyz`: the store can be written and read, and all proxies of a store have the same key.

use crate::{
    replicas::{in_file, in_redis},
    support::{Folder, Process, Proxy, RedisServer, eventually, eventually_true, honest_upstream},
};
use bounces_proxy::config::{ServerKey, StoreKind};
use std::{fs, process::Stdio, time::Duration};

async fn is_ready(proxy: &Proxy) -> bool {
    proxy.browser().navigate("/readyz").await.status == 200
}

/// The same store with another key.
fn with_other_key(store: &StoreKind) -> StoreKind {
    let other = ServerKey::new(b"another key for one of the replicas".to_vec()).unwrap();
    match store.clone() {
        StoreKind::Memory => StoreKind::Memory,
        StoreKind::Sqlite { path, .. } => StoreKind::Sqlite { path, key: Some(other) },
        StoreKind::Redis { url, .. } => StoreKind::Redis { url, key: other },
    }
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
        let start = async |store: StoreKind| {
            Proxy::with_upstream_and(&upstream, |config| config.store = store).await
        };
        let first = start(store.clone()).await;
        assert!(is_ready(&first).await);
        let same = start(store.clone()).await;
        let different = start(with_other_key(&store)).await;
        assert!(is_ready(&same).await);
        assert!(!is_ready(&different).await, "it cannot read the sessions of the others");
        assert!(is_ready(&first).await);
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
