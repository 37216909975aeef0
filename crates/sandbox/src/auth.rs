//! The authorization server: its routes. Each endpoint has a file of its own.

mod authorize;
mod client;
mod grants;
mod page;
mod revoke;
mod scope;
mod token;

pub(crate) use grants::Grants;
pub(crate) use scope::Scopes;

use crate::service::Shared;
use axum::{
    Router,
    routing::{get, post},
};

/// Everything below `/oauth2/default/v1`.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/authorize", get(authorize::show).post(authorize::sign_in))
        .route("/sign-in.css", get(page::style))
        .route("/icon.svg", get(page::icon))
        .route("/token", post(token::token))
        .route("/revoke", post(revoke::revoke))
}
