//! Asks the proxy, and makes typed answers and errors of what comes back. Who asks when stands in `state`.

mod client;
mod error;
mod fetcher;

pub(crate) use client::{Asked, Client, PageQuery};
pub use error::{ApiError, ErrorCode};
pub use fetcher::Fetcher;
