//! The upstream API: which calls exist, how a request is built, limited, sent and cached, and how a
//! response is rewritten. Sessions and refreshing tokens belong elsewhere.

mod cache;
mod client;
mod endpoint;
mod fair_queue;
mod not_found;
mod query;
mod quota;
mod rate_limiter;
mod response;

pub use endpoint::{Endpoint, Parameter};
pub use fair_queue::QueueFull;
pub use query::Query;
pub use rate_limiter::{RateLimiter, Slot};
pub use response::rewrite;

pub(crate) use cache::{Cache, CacheKey};
pub(crate) use client::{UpstreamClient, UpstreamError};
pub(crate) use not_found::NotFoundMemory;
pub(crate) use quota::Consumer;
