//! A strict stand-in for Constant Contact's API and its authorization server: real HTTP on its own
//! loopback listener, for local use and tests. This file only lists the modules.
//!
//! All data is fictional except the two samples from the upstream's documentation, and nothing here
//! is secret. Every response carries `X-Bounces-Sandbox: 1`. `tests/specification` documents the
//! behavior as tests.
//!
//! Where a client could get away with a mistake, the sandbox is stricter than the upstream is known
//! to be: it rejects unknown parameters, forged cursors and token requests without a user agent.

#![forbid(unsafe_code)]

mod account;
pub mod activities;
mod api;
mod auth;
mod error;
mod grants;
mod limits;
mod options;
mod parameters;
mod registration;
mod sample_account;
mod server;
mod state;
mod sync;

/// The id of the account, as `GET /v3/account/summary` says it.
pub const ENCODED_ACCOUNT_ID: &str = api::ENCODED_ACCOUNT_ID;

pub use error::SandboxError;
pub use options::SandboxOptions;
pub use server::Sandbox;
