//! The HTTP client for all outgoing requests, and reading a response body of limited size.

use crate::{
    config::{Credentials, Egress, EgressProxy, Limits},
    tls,
};
use reqwest::{Certificate, Client, Proxy, Response, redirect, retry};
use secrecy::ExposeSecret;
use std::{error::Error, fmt};

const USER_AGENT: &str = concat!("bounces-proxy/", env!("CARGO_PKG_VERSION"));

/// Builds a client: no redirects, retries or environment proxies. `needs_tls` is `false` if no URL is
/// https: a machine without certificates can still run the sandbox.
///
/// # Errors
/// The certificates of this machine cannot be read.
pub(crate) fn build(
    limits: &Limits,
    egress: &Egress,
    needs_tls: bool,
) -> Result<Client, reqwest::Error> {
    tls::install_provider();
    let builder = Client::builder();
    let builder = match &egress.ca {
        Some(ca) => builder.tls_certs_only(Certificate::from_pem_bundle(ca.pem())?),
        None if needs_tls => builder,
        None => builder.tls_certs_only([]),
    };
    let builder = builder.no_proxy();
    let builder = match &egress.proxy {
        Some(proxy) => builder.proxy(connect_proxy(proxy)?),
        None => builder,
    };
    builder
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .http1_only()
        .connect_timeout(limits.connect)
        .timeout(limits.upstream)
        .build()
}

/// A proxy for https connections. Those to plain-http upstreams on this machine stay direct.
fn connect_proxy(proxy: &EgressProxy) -> Result<Proxy, reqwest::Error> {
    let connect = Proxy::https(proxy.url.clone())?;
    Ok(match &proxy.credentials {
        Some(Credentials { user, password }) => connect.basic_auth(user, password.expose_secret()),
        None => connect,
    })
}

/// Why there is no response, without the URL, whose query may contain a cursor.
pub(crate) fn describe(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = "no connection".to_owned();
    while let Some(error) = cause {
        text = error.to_string();
        cause = error.source();
    }
    text
}

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is larger than the limit.
    TooLarge,
    /// It cannot be decompressed.
    Decompression,
    /// It ended early.
    Truncated,
    /// It took too long.
    Timeout,
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::Decompression => "the body cannot be decompressed",
            Self::Truncated => "the body ended early",
            Self::Timeout => "the body took too long",
        })
    }
}

impl Error for BodyError {}

/// Reads a body of at most `limit` bytes after decompression.
pub(crate) async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, BodyError> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > limit => return Err(BodyError::TooLarge),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err(BodyError::Timeout),
            Err(error) if is_connection_error(&error) => return Err(BodyError::Truncated),
            Err(_) => return Err(BodyError::Decompression),
        }
    }
}

/// Whether the connection failed, as opposed to the decompression: `reqwest` reports both as decode
/// errors.
fn is_connection_error(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<hyper::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
}
