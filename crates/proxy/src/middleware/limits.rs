//! Limits on the raw request: form and length of the target, and size of the headers. No route reads a
//! request body.

use crate::{error::ProxyError, route::check_target};
use axum::{extract::Request, http::HeaderMap, middleware::Next, response::Response};

/// Maximum size of all headers together, in bytes.
const MAX_HEADERS_SIZE: usize = 16 * 1024;

/// Rejects ambiguous or oversized requests.
pub(crate) async fn check_limits(request: Request, next: Next) -> Result<Response, ProxyError> {
    check_target(request.uri())?;
    if headers_size(request.headers()) > MAX_HEADERS_SIZE {
        return Err(ProxyError::HeadersTooLarge);
    }
    Ok(next.run(request).await)
}

fn headers_size(headers: &HeaderMap) -> usize {
    // Each line has four more bytes: colon, space, CR and LF.
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}
