//! Many requests at the moment when the tokens have expired. Slower servers stand in `tests/long`.

use crate::{
    replicas::{in_file, in_redis},
    support::{Folder, RedisServer, all_are_answered_by_one_refresh},
};
use bounces_proxy::config::StoreKind;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn any_number_of_requests_at_expiry_make_one_refresh_and_none_fails() {
    for count in [1, 5, 100, 1000] {
        all_are_answered_by_one_refresh(count, Duration::ZERO, StoreKind::Memory).await;
    }
    all_are_answered_by_one_refresh(100, Duration::from_secs(1), StoreKind::Memory).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_sqlite_and_redis_too() {
    let (folder, redis) = (Folder::new(), RedisServer::start());
    all_are_answered_by_one_refresh(1000, Duration::ZERO, in_file(&folder.file("s"))).await;
    all_are_answered_by_one_refresh(1000, Duration::ZERO, in_redis(&redis)).await;
}
