//! The handlers, one module a route.

pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod callback;
pub(crate) mod health;
mod handover;
mod known_stats;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod session;
