//! Signs in with OAuth, keeps tokens away from the browser, forwards an allow-list of read-only
//! calls, and serves the built page. This file is only the map.
//!
//! A request goes through [`App::answer`]: raw path, sizes, host, page (CSRF), method, and then to
//! its place: [`forward`], `auth`, or the static pages. Everything that can go wrong is a
//! [`Failure`].

#![forbid(unsafe_code)]

mod app;
pub mod auth;
pub mod clock;
pub mod config;
pub mod cookies;
mod dress;
mod failure;
pub mod forward;
mod guard;
mod http_client;
mod metrics;
pub mod oauth;
mod pages;
pub mod place;
mod random;
mod server;
pub mod session;
mod tokens;

pub use app::{App, AppError, Surroundings};
pub use failure::Failure;
pub use server::{ServeError, Server};
