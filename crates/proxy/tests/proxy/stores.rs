//! What every store does, and what lies in it: one suite, run on memory, SQLite and a real Redis.

mod at_rest;
mod conformance;

use crate::support::{Folder, RedisServer};
use bounces_proxy::session::{MemoryStore, RedisStore, SqliteStore, Store};
use std::sync::Arc;

/// A store, and what it lives on.
struct Place {
    store: Arc<dyn Store>,
    _folder: Option<Folder>,
    _redis: Option<RedisServer>,
}

async fn open(kind: &str) -> Place {
    match kind {
        "memory" => Place { store: Arc::new(MemoryStore::default()), _folder: None, _redis: None },
        "sqlite" => {
            let folder = Folder::new();
            let store = Arc::new(SqliteStore::open(&folder.file("sessions")).unwrap());
            Place { store, _folder: Some(folder), _redis: None }
        }
        "redis" => {
            let redis = RedisServer::start();
            let store = Arc::new(RedisStore::connect(&redis.url().into()).await.unwrap());
            Place { store, _folder: None, _redis: Some(redis) }
        }
        other => panic!("no such store: {other}"),
    }
}
