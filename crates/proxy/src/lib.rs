//! An OAuth proxy for the bounces report: it signs users in, keeps tokens out of the browser, forwards
//! an allow-list of read-only API calls, and serves the built page.
//!
//! A request passes the layers of `router` and reaches a handler in `routes`. Dependencies point one
//! way: `main → server → router → routes, middleware → state → oauth → session; upstream → session;
//! all → config, error`. All errors of requests are a [`ProxyError`].

#![forbid(unsafe_code)]

mod address_limit;
mod allowed_accounts;
pub mod audit;
mod client_address;
pub mod clock;
pub mod config;
pub mod cookies;
mod descriptors;
mod error;
mod headers;
mod http_client;
mod metrics;
mod middleware;
pub mod oauth;
pub mod operator;
mod random;
mod readiness;
pub mod return_to;
pub mod route;
mod router;
mod routes;
mod server;
pub mod session;
mod site;
mod state;
mod sync;
mod tls;
pub mod upstream;

pub use error::ProxyError;
pub use server::{ServeError, Server};
pub use state::BuildError;
