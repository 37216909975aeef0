//! Where sealed records are stored: the interface, and one module for each store.

mod contract;
mod memory;
mod redis;
mod sqlite;

pub use contract::{
    DayLimits, LockOwner, RequestCount, SessionTimes, Store, StoreError, StoreFuture, StoredRecord,
};
pub use memory::MemoryStore;
pub use redis::RedisStore;
pub use sqlite::{SqliteError, SqliteStore};
