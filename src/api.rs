//! Sends requests to the proxy, and turns the responses into typed values and errors. When to
//! request what is decided by `state` and `bounces_core::load`.

mod client;
mod failure;
mod fetcher;

pub(crate) use bounces_core::load::ErrorReason;
pub use bounces_core::load::{ApiError, ErrorCode};
pub(crate) use client::{Client, OnBeginning, PendingRequest};
pub(crate) use failure::RequestFailure;
pub use fetcher::Fetcher;
