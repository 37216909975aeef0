//! The API's error responses. Like the upstream's, they come as objects, arrays, a gateway's own
//! format, HTML pages or empty bodies.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bounces_core::wire::UpstreamError;

/// All errors of the API.
pub(super) enum ApiError {
    /// The token is missing or invalid.
    Unauthorized,
    /// The token lacks the scope `campaign_data`; reported by a gateway.
    Forbidden,
    /// The user lacks a privilege.
    AccessDenied,
    NotFound(&'static str),
    Invalid(&'static str),
    MethodNotAllowed,
    Throttled,
    QuotaExceeded,
    ServerError,
    Unavailable,
}

const SERVER_ERROR_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>500 Internal Server Error</title></head>\
    <body><h1>500 Internal Server Error</h1><hr>sandbox</body></html>\n";

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                [(header::WWW_AUTHENTICATE, "Bearer")],
                Json(error_body("unauthorized", "Unauthorized")),
            )
                .into_response(),
            Self::Forbidden => {
                let message = Some("Forbidden".to_owned());
                let body = UpstreamError { message, ..UpstreamError::default() };
                (StatusCode::FORBIDDEN, Json(body)).into_response()
            }
            Self::AccessDenied => object(
                StatusCode::FORBIDDEN,
                "access_denied",
                "The user does not have the required privilege: ui:campaign:metrics",
            ),
            Self::NotFound(message) => array(StatusCode::NOT_FOUND, "not_found", message),
            Self::Invalid(message) => {
                array(StatusCode::BAD_REQUEST, "contacts.api.validation.error", message)
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED.into_response(),
            Self::Throttled => object(
                StatusCode::TOO_MANY_REQUESTS,
                "throttled",
                "You have exceeded your rate limit of requests per second.",
            ),
            Self::QuotaExceeded => object(
                StatusCode::TOO_MANY_REQUESTS,
                "quota_exceeded",
                "You have exceeded your daily quota of requests.",
            ),
            Self::ServerError => {
                let html = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
                (StatusCode::INTERNAL_SERVER_ERROR, html, SERVER_ERROR_PAGE).into_response()
            }
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}

fn error_body(key: &str, message: &str) -> UpstreamError {
    let (error_key, error_message) = (Some(key.to_owned()), Some(message.to_owned()));
    UpstreamError { error_key, error_message, message: None }
}

fn object(status: StatusCode, key: &str, message: &str) -> Response {
    (status, Json(error_body(key, message))).into_response()
}

fn array(status: StatusCode, key: &str, message: &str) -> Response {
    (status, Json([error_body(key, message)])).into_response()
}
