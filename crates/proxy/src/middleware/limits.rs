//! Limits on the raw request: form and length of the target, and size of the headers. No route reads a
//! request body.

use crate::{error::ProxyError, route::check_target};
use axum::http::{HeaderMap, Uri};

/// Maximum size of all headers together, in bytes.
const MAX_HEADERS_SIZE: usize = 16 * 1024;

/// Rejects ambiguous or oversized requests.
pub(crate) fn check_limits(uri: &Uri, headers: &HeaderMap) -> Result<(), ProxyError> {
    check_target(uri)?;
    if headers_size(headers) > MAX_HEADERS_SIZE {
        return Err(ProxyError::HeadersTooLarge);
    }
    Ok(())
}

fn headers_size(headers: &HeaderMap) -> usize {
    // Each line has four more bytes: colon, space, CR and LF.
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}
