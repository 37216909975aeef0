//! The axum router: the layers around all requests, from the outermost to the innermost, and the
//! handlers.

use crate::{
    error::ProxyError,
    middleware::{
        cors::{add_cors, answer_preflight},
        csrf::{check_csrf, require_navigation},
        error_page::render_error_page,
        host::{check_host, redirect_to_canonical_host},
        limits::check_limits,
        methods::check_method,
        request_id::identify_request,
        request_log::log_request,
        security_headers::add_security_headers,
        sign_in_limit::limit_sign_ins,
    },
    route::path,
    routes::{api, assets, callback, health, login, logout, session},
    state::AppState,
};
use axum::{
    BoxError, Router,
    error_handling::HandleErrorLayer,
    http::{HeaderName, HeaderValue, header},
    middleware::{from_fn, from_fn_with_state as with_state},
    routing::any,
};
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer as SetHeader;

/// Builds the router. Handlers accept any method: `check_method` has already rejected others.
pub(crate) fn router(state: Arc<AppState>) -> Router {
    let sandbox = state.is_sandbox.then(|| HeaderValue::from_static("1"));
    let layers = ServiceBuilder::new()
        .layer(with_state(Arc::clone(&state), identify_request))
        .layer(with_state(Arc::clone(&state), log_request))
        .layer(with_state(Arc::clone(&state), add_cors))
        .layer(SetHeader::overriding(HeaderName::from_static("x-bounces-sandbox"), sandbox))
        .layer(SetHeader::overriding(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")))
        .layer(SetHeader::overriding(header::REFERRER_POLICY, fixed("no-referrer")))
        .layer(SetHeader::overriding(header::X_FRAME_OPTIONS, fixed("DENY")))
        .layer(from_fn(add_security_headers))
        .layer(from_fn(render_error_page))
        .layer(from_fn(check_limits))
        .layer(with_state(Arc::clone(&state), check_host))
        .layer(with_state(Arc::clone(&state), answer_preflight))
        .layer(with_state(Arc::clone(&state), check_csrf))
        .layer(from_fn(check_method))
        .layer(HandleErrorLayer::new(|_: BoxError| async { ProxyError::UpstreamTimeout }))
        .timeout(state.handler_timeout);
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
        .layer(layers)
        .with_state(state)
}

fn fixed(value: &'static str) -> HeaderValue {
    HeaderValue::from_static(value)
}
