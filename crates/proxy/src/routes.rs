//! The handlers, one module a route.

pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod callback;
mod handover;
pub(crate) mod health;
mod known_stats;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod session;
