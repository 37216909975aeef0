//! Sends the requests of the `oauth2` crate with our HTTP client, in the order of the token queue, and
//! retries throttled refreshes.

use super::token_queue::{TokenQueue, TokenRequestKind};
use crate::{
    config::Limits,
    descriptors::{is_lack_of_descriptors, report_lack_of_descriptors},
    http_client,
};
use axum::http;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Client, StatusCode, header::RETRY_AFTER};
use serde_json::Value;
use std::{fmt, pin::Pin, sync::Arc, time::Duration};

/// Maximum size of a response, in bytes. A response with tokens has a few kilobytes.
const MAX_BODY: usize = 64 * 1024;
/// Maximum number of tries of a refresh if the server throttles. Code exchanges are not retried.
const MAX_TRIES: usize = 3;
/// If the server asks for a longer delay than this, the request fails.
const MAX_DELAY: Duration = Duration::from_secs(3);
/// Later requests wait no longer than this, whatever the server asks for.
const MAX_BACK_OFF: Duration = Duration::from_secs(10);

/// Why there is no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportError {
    /// The server did not answer, failed, or throttled for too long.
    Unreachable,
    /// The response cannot be that of an authorization server.
    InvalidResponse,
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unreachable => "no response",
            Self::InvalidResponse => "an invalid response",
        })
    }
}

impl std::error::Error for TransportError {}

#[derive(Clone, Debug)]
pub(crate) struct Transport {
    http: Client,
    timeout: Duration,
    queue: Arc<TokenQueue>,
    kind: TokenRequestKind,
}

impl Transport {
    pub(super) fn new(
        http: Client,
        limits: &Limits,
        queue: Arc<TokenQueue>,
        kind: TokenRequestKind,
    ) -> Self {
        Self { http, timeout: limits.upstream, queue, kind }
    }

    async fn send(self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let (parts, body) = request.into_parts();
        let tries = match self.kind {
            TokenRequestKind::Refresh => MAX_TRIES,
            TokenRequestKind::Exchange => 1,
        };
        for _ in 0..tries {
            // Who exchanges a code has waited before.
            if self.kind == TokenRequestKind::Refresh {
                self.queue.wait_for_refresh().await;
            }
            let mut headers = parts.headers.clone();
            for value in headers.values_mut() {
                value.set_sensitive(true);
            }
            let response = self
                .http
                .request(parts.method.clone(), parts.uri.to_string())
                .headers(headers)
                .body(body.clone())
                .timeout(self.timeout)
                .send()
                .await
                .map_err(|error| {
                    if is_lack_of_descriptors(&error) {
                        report_lack_of_descriptors("connecting to the authorization server");
                    }
                    let reason = http_client::describe(&error);
                    tracing::warn!(reason, "no response from the authorization server");
                    TransportError::Unreachable
                })?;
            let status = response.status();
            if status != StatusCode::TOO_MANY_REQUESTS {
                return read_response(response).await;
            }
            let header = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
            let seconds = header.and_then(|text| text.parse().ok()).unwrap_or(1);
            let delay = Duration::from_secs(seconds);
            self.queue.back_off(delay.min(MAX_BACK_OFF));
            if delay > MAX_DELAY {
                break;
            }
        }
        Err(TransportError::Unreachable)
    }
}

async fn read_response(response: reqwest::Response) -> Result<HttpResponse, TransportError> {
    let status = response.status();
    if status.is_server_error() {
        return Err(TransportError::Unreachable);
    }
    if status.is_redirection() {
        return Err(TransportError::InvalidResponse);
    }
    let content_type = response.headers().get(http::header::CONTENT_TYPE).cloned();
    let body = http_client::read(response, MAX_BODY).await.map_err(|error| match error {
        http_client::BodyError::TooLarge | http_client::BodyError::Decompression => {
            TransportError::InvalidResponse
        }
        http_client::BodyError::Truncated | http_client::BodyError::Timeout => {
            TransportError::Unreachable
        }
    })?;
    let mut response = HttpResponse::new(normalize_lifetime(body));
    *response.status_mut() = status;
    if let Some(content_type) = content_type {
        response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
    }
    Ok(response)
}

/// Replaces an `expires_in` that is a string by the number, because some servers send it so.
fn normalize_lifetime(body: Vec<u8>) -> Vec<u8> {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(&body) else { return body };
    let text = fields.get("expires_in").and_then(Value::as_str);
    let Some(seconds) = text.and_then(|text| text.parse::<u64>().ok()) else { return body };
    fields.insert("expires_in".to_owned(), seconds.into());
    serde_json::to_vec(&fields).unwrap_or(body)
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}
