//! How the `oauth2` crate's requests travel: through our client, with limits, and slower when the server asks for it.

use crate::{config::Limits, http_client};
use axum::http;
use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Client, StatusCode, header::RETRY_AFTER};
use std::{fmt, pin::Pin, time::Duration};

/// An answer with tokens is a few kilobytes.
const BODY: usize = 64 * 1024;
/// The token host allows about one call a second and then answers 429.
const THROTTLED_TRIES: usize = 3;
/// A longer wait than this is not worth a browser's patience.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// Why there is no answer to hand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransportError {
    /// No answer, a failure of the server's own, or patience ran out.
    Unreachable,
    /// An answer that cannot be one of an authorization server.
    BadAnswer,
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unreachable => "no answer",
            Self::BadAnswer => "an unreadable answer",
        })
    }
}

impl std::error::Error for TransportError {}

#[derive(Clone, Debug)]
pub(crate) struct Transport {
    http: Client,
    time: Duration,
}

impl Transport {
    pub(crate) fn new(http: Client, limits: &Limits) -> Self {
        Self { http, time: limits.upstream }
    }

    async fn send(self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let (parts, body) = request.into_parts();
        for _ in 0..THROTTLED_TRIES {
            let mut headers = parts.headers.clone();
            for value in headers.values_mut() {
                value.set_sensitive(true);
            }
            let answer = self
                .http
                .request(parts.method.clone(), parts.uri.to_string())
                .headers(headers)
                .body(body.clone())
                .timeout(self.time)
                .send()
                .await
                .map_err(|_| TransportError::Unreachable)?;
            let status = answer.status();
            if status != StatusCode::TOO_MANY_REQUESTS {
                return receive(answer).await;
            }
            let asked = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
            let seconds = asked.and_then(|text| text.parse().ok()).unwrap_or(1);
            let wait = Duration::from_secs(seconds);
            if wait > LONGEST_WAIT {
                break;
            }
            tokio::time::sleep(wait).await;
        }
        Err(TransportError::Unreachable)
    }
}

async fn receive(answer: reqwest::Response) -> Result<HttpResponse, TransportError> {
    let status = answer.status();
    if status.is_server_error() {
        return Err(TransportError::Unreachable);
    }
    if status.is_redirection() {
        return Err(TransportError::BadAnswer);
    }
    let kind = answer.headers().get(http::header::CONTENT_TYPE).cloned();
    let body = http_client::read(answer, BODY).await.map_err(|error| match error {
        http_client::BodyError::TooLarge | http_client::BodyError::Garbled => {
            TransportError::BadAnswer
        }
        http_client::BodyError::Cut | http_client::BodyError::TooSlow => {
            TransportError::Unreachable
        }
    })?;
    let mut response = HttpResponse::new(body);
    *response.status_mut() = status;
    if let Some(kind) = kind {
        response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
    }
    Ok(response)
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}
