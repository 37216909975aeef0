//! What happens around the handler of every request, in order.
//!
//! One layer calls all of it. As a layer each, which is how axum puts them together, every one of them
//! would copy and allocate all those beneath it at every request: fourteen layers took a quarter of the
//! processor time of a cached response.

use super::{
    cors::{add_cors, answer_preflight, reading_origin},
    csrf::check_csrf,
    error_page::{render_error_page, wants_page},
    host::check_host,
    limits::check_limits,
    request_id::RequestId,
    request_log::RequestLog,
    security_headers::add_security_headers,
};
use crate::{client_address::Peer, error::ProxyError, route::Route, state::AppState};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;
use tokio::time::timeout;
use tracing::Instrument;

const SANDBOX: HeaderName = HeaderName::from_static("x-bounces-sandbox");

/// Gives the request an id, logs it, checks it, passes it to its handler, and completes the response.
pub(crate) async fn handle_request(
    State(state): State<Arc<AppState>>,
    Extension(peer): Extension<Peer>,
    route: Route,
    request: Request,
    next: Next,
) -> Response {
    let id = RequestId::of(peer, request.headers(), &state.trusted_proxies);
    let span = id.span();
    let respond = async move {
        let log = RequestLog::start(route, request.method());
        let response = complete(&state, route, request, next).await;
        log.finish(&state.metrics, response.status());
        response
    };
    let mut response = respond.instrument(span).await;
    id.add_to(response.headers_mut());
    response
}

/// The response with what every response has, whether it comes from a check or from a handler.
async fn complete(state: &AppState, route: Route, request: Request, next: Next) -> Response {
    let reader = reading_origin(&state.site, route, request.headers());
    let wants_page = wants_page(route, request.headers());
    let mut response = match check(state, route, &request) {
        Ok(None) => match timeout(state.handler_timeout, next.run(request)).await {
            Ok(response) => response,
            Err(_) => ProxyError::UpstreamTimeout.into_response(),
        },
        Ok(Some(preflight)) => preflight,
        Err(error) => error.into_response(),
    };
    if wants_page {
        render_error_page(&mut response);
    }
    let headers = response.headers_mut();
    add_security_headers(route, headers);
    if state.is_sandbox {
        headers.insert(SANDBOX, HeaderValue::from_static("1"));
    }
    if let Some(origin) = reader {
        add_cors(origin, headers);
    }
    response
}

/// Rejects a request that no handler may see. Preflight requests are answered without one.
fn check(
    state: &AppState,
    route: Route,
    request: &Request,
) -> Result<Option<Response>, ProxyError> {
    let (site, method, headers) = (&state.site, request.method(), request.headers());
    check_limits(request.uri(), headers)?;
    check_host(site, route, headers)?;
    if let Some(response) = answer_preflight(site, route, method, headers) {
        return Ok(Some(response));
    }
    check_csrf(site, route, headers)?;
    // Not left to axum's `MethodRouter`, which lets `get` handlers answer `HEAD`: that would cost an
    // upstream request or start a sign-in.
    route.check_method(method)?;
    Ok(None)
}
