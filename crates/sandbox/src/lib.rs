//! A strict stand-in for Constant Contact's API and its authorization server: real HTTP on a
//! loopback listener of its own, for local use and tests. This file is only the map.
//!
//! Everything in it is invented but the two samples of the upstream's documentation, and it holds
//! no secret. Every answer carries `X-Bounces-Sandbox: 1`. What it promises is written down as tests
//! in `tests/specification`.
//!
//! It is stricter than the upstream is known to be wherever a client might get away with a mistake:
//! unknown parameters, invented cursors, a token request without a user agent are all refused.

#![forbid(unsafe_code)]

mod account;
pub mod activities;
mod api;
mod auth;
mod error;
mod form;
mod limits;
mod options;
mod server;
mod service;

pub use error::SandboxError;
pub use options::SandboxOptions;
pub use server::Sandbox;
