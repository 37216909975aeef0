//! The one way out: how clients are built, and how an answer is read without trusting its size.

use crate::config::Limits;
use reqwest::{Client, Response, redirect, retry};
use std::{error::Error, fmt};

const USER_AGENT: &str = concat!("bounces-proxy/", env!("CARGO_PKG_VERSION"));

/// A client that follows nothing, retries nothing by itself, and takes no advice from the
/// environment about proxies. `secure` says whether it will meet https at all: a machine without
/// certificates can still show the sandbox.
///
/// # Errors
/// The machine's certificates cannot be read.
pub(crate) fn build(limits: &Limits, secure: bool) -> Result<Client, reqwest::Error> {
    // An error means that it is installed already, by another proxy in this process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder();
    let builder = if secure { builder } else { builder.tls_certs_only([]) };
    builder
        .user_agent(USER_AGENT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .http1_only()
        .connect_timeout(limits.connect)
        .timeout(limits.upstream)
        .build()
}

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    /// It is larger than it may be.
    TooLarge,
    /// It cannot be decompressed.
    Garbled,
    /// It ended in the middle.
    Cut,
    /// It took too long.
    TooSlow,
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::Garbled => "the body cannot be decompressed",
            Self::Cut => "the body ended in the middle",
            Self::TooSlow => "the body took too long",
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
            Err(error) if error.is_timeout() => return Err(BodyError::TooSlow),
            Err(error) if is_broken(&error) => return Err(BodyError::Cut),
            Err(_) => return Err(BodyError::Garbled),
        }
    }
}

/// Whether the connection is at fault, and not what came over it: `reqwest` itself says "decode" of
/// both.
fn is_broken(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<hyper::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
}
