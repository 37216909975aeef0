//! The authorization server: signing in, exchanging and revoking tokens, and keeping the tokens of all
//! sessions fresh.

mod client;
mod token_manager;
mod token_queue;
mod transport;

pub use client::{TokenError, read_tokens};

pub(crate) use client::{AuthorizationServer, token_subject};
pub(crate) use token_manager::TokenManager;
