//! The upstream API: which calls exist, how a request is built, limited, sent and cached, and how a
//! response is rewritten. Sessions and refreshing tokens belong elsewhere.

mod activity_ids;
mod cache;
mod client;
mod endpoint;
mod fair_queue;
mod not_found;
mod priority;
mod query;
mod quota;
mod rate_limiter;
mod response;
mod settled;

pub use activity_ids::ActivityIds;
pub use endpoint::{Endpoint, Parameter};
pub use fair_queue::QueueFull;
pub use query::Query;
pub use rate_limiter::{RateLimiter, Slot};
pub use response::rewrite;

pub(crate) use cache::{Cache, CacheKey, CacheResult, Lookup, TTL};
pub(crate) use client::{UpstreamClient, UpstreamError};
pub(crate) use not_found::NotFoundMemory;
pub(crate) use priority::Priority;
pub(crate) use quota::Consumer;
pub(crate) use settled::SettledEmails;
