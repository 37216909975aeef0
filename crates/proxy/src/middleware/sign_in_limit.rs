//! Limits how often one client address may start and finish sign-ins. Each finished one costs a request
//! to the token endpoint, and anyone may send them.

use crate::{
    client_address::{Peer, client_address},
    error::ProxyError,
    route::Route,
    state::AppState,
};
use axum::{
    Extension,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// Rejects sign-ins of an address that has had too many in the last minute.
pub(crate) async fn limit_sign_ins(
    State(state): State<Arc<AppState>>,
    Extension(peer): Extension<Peer>,
    route: Route,
    request: Request,
    next: Next,
) -> Result<Response, ProxyError> {
    let limit = if route == Route::Login { &state.login_limit } else { &state.callback_limit };
    let client = client_address(peer, request.headers(), &state.trusted_proxies);
    match limit.check(client) {
        Ok(()) => Ok(next.run(request).await),
        Err(seconds) => {
            state.metrics.record_refusal("sign_ins");
            Err(ProxyError::TooManySignIns(seconds))
        }
    }
}
