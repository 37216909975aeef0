//! A request that failed: what the user learns of it, and what the host's developers do.

use super::{ApiError, ErrorCode};
use bounces_core::wire::DecodeError;
use wasm_bindgen::JsValue;

/// A request that failed.
#[derive(Clone, Debug)]
pub(crate) struct RequestFailure {
    /// What the user learns.
    pub(crate) error: ApiError,
    /// What was requested; empty if no request was sent.
    pub(crate) url: String,
    /// The media type of the response.
    pub(crate) media_type: Option<String>,
    /// The exception of the browser or of the host's fetcher.
    pub(crate) cause: Option<JsValue>,
    /// Whether the host's fetcher failed.
    pub(crate) is_of_host: bool,
}

impl From<ApiError> for RequestFailure {
    fn from(error: ApiError) -> Self {
        let url = String::new();
        Self { error, url, media_type: None, cause: None, is_of_host: false }
    }
}

impl From<ErrorCode> for RequestFailure {
    fn from(code: ErrorCode) -> Self {
        ApiError::from(code).into()
    }
}

impl From<DecodeError> for RequestFailure {
    fn from(error: DecodeError) -> Self {
        ApiError::from(error).into()
    }
}

impl From<Box<RequestFailure>> for ApiError {
    fn from(failure: Box<RequestFailure>) -> Self {
        failure.error
    }
}
