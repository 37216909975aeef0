//! Many concurrent requests when the tokens have expired. Tests with slow servers are in `tests/slow`.

use crate::{
    replicas::{in_file, in_redis},
    support::{Folder, RedisServer, all_succeed_with_one_refresh},
};
use bounces_proxy::config::StoreKind;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_requests_at_expiry_cause_one_refresh_and_all_succeed() {
    for count in [1, 5, 100, 1000] {
        all_succeed_with_one_refresh(count, Duration::ZERO, StoreKind::Memory).await;
    }
    all_succeed_with_one_refresh(100, Duration::from_secs(1), StoreKind::Memory).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_requests_at_expiry_with_sqlite_and_redis() {
    let (folder, redis) = (Folder::new(), RedisServer::start());
    all_succeed_with_one_refresh(1000, Duration::ZERO, in_file(&folder.file("s"))).await;
    all_succeed_with_one_refresh(1000, Duration::ZERO, in_redis(&redis)).await;
}
