//! The axum router: which handler answers which route, and what is around it.

use crate::{
    middleware::{
        csrf::require_navigation, handle_request::handle_request, host::redirect_to_canonical_host,
        sign_in_limit::limit_sign_ins,
    },
    route::path,
    routes::{api, assets, callback, health, login, logout, session},
    state::AppState,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state as with_state},
    routing::any,
};
use std::sync::Arc;
use tower::ServiceBuilder;

/// Builds the router. Handlers accept any method: `handle_request` has already rejected others.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    let login_layers = ServiceBuilder::new()
        .layer(with_state(Arc::clone(&state), redirect_to_canonical_host))
        .layer(from_fn(require_navigation))
        .layer(with_state(Arc::clone(&state), limit_sign_ins));
    let limit_callbacks = with_state(Arc::clone(&state), limit_sign_ins);

    Router::new()
        .route(path::API, any(api::forward))
        .route(path::SESSION, any(session::show_session))
        .route(path::LOGIN, any(login::start_login).layer(login_layers))
        .route(path::CALLBACK, any(callback::finish_login).layer(limit_callbacks))
        .route(path::LOGOUT, any(logout::sign_out))
        .route(path::HEALTH, any(health::live))
        .route(path::READY, any(health::ready))
        .fallback(assets::serve_asset)
        .layer(with_state(Arc::clone(&state), handle_request))
        .with_state(state)
}
