//! The authorization server: its routes. Each endpoint has its own file.

mod authorize;
mod client;
mod page;
mod revoke;
mod token;

use crate::state::AppState;
use axum::{
    Router,
    routing::{get, post},
};

/// All routes under `/oauth2/default/v1`.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/authorize", get(authorize::show).post(authorize::sign_in))
        .route("/sign-in.css", get(page::style))
        .route("/icon.svg", get(page::icon))
        .route("/token", post(token::token))
        .route("/revoke", post(revoke::revoke))
}
