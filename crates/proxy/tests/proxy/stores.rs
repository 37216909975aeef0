//! All stores: one suite of tests for memory, SQLite and a real Redis, and encryption at rest.

mod at_rest;
mod conformance;
mod writes;

pub(crate) use writes::{assert_all_writes_fail, fill_store};

use crate::support::{Folder, RedisServer};
use bounces_proxy::config::RedisSettings;
use bounces_proxy::session::{MemoryStore, RedisStore, SqliteStore, Store};
use std::sync::Arc;

/// A store, with the resources that it needs.
struct OpenStore {
    store: Arc<dyn Store>,
    _folder: Option<Folder>,
    _redis: Option<RedisServer>,
}

async fn open(kind: &str) -> OpenStore {
    match kind {
        "memory" => {
            OpenStore { store: Arc::new(MemoryStore::default()), _folder: None, _redis: None }
        }
        "sqlite" => {
            let folder = Folder::new();
            let store = Arc::new(SqliteStore::open(&folder.file("sessions")).unwrap());
            OpenStore { store, _folder: Some(folder), _redis: None }
        }
        "redis" => {
            let redis = RedisServer::start();
            let store =
                Arc::new(RedisStore::connect(&RedisSettings::new(redis.url())).await.unwrap());
            OpenStore { store, _folder: None, _redis: Some(redis) }
        }
        other => panic!("no such store: {other}"),
    }
}
