//! Sessions and login attempts: ids, records, encryption at rest, and the stores. Tokens leave a
//! record only on the way to the upstream.

mod check;
mod crypto;
mod factory;
mod id;
mod manager;
mod record;
mod store;

pub use check::StoreProblem;
pub use factory::{OpenError, open_sessions};
pub use id::{AttemptKey, SessionId, SessionKey};
pub use manager::SessionManager;
pub use record::{LOGIN_ATTEMPT_SECONDS, LoginAttempt, Session, Tokens};
pub use store::{
    DayLimits, LockOwner, MemoryStore, RedisStore, RequestCount, SessionTimes, SqliteError,
    SqliteStore, Store, StoreError, StoreFuture, StoredRecord,
};
