//! Rejects unknown routes and methods.
//!
//! Not left to axum's `MethodRouter`, which lets `get` handlers answer `HEAD`: that would cost an
//! upstream request or start a sign-in.

use crate::{error::ProxyError, route::Route};
use axum::{extract::Request, middleware::Next, response::Response};

/// Rejects methods that the route does not have.
pub(crate) async fn check_method(
    route: Route,
    request: Request,
    next: Next,
) -> Result<Response, ProxyError> {
    route.check_method(request.method())?;
    Ok(next.run(request).await)
}
