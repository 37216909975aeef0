//! A strict stand-in for Constant Contact's API and its authorization server: real HTTP on a
//! loopback listener of its own, for local use and tests. This file is only the map.
//!
//! Everything in it is invented, and it holds no secret. Every answer carries
//! `X-Bounces-Sandbox: 1`.

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
