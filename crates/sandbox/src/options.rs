//! The options of a sandbox. They cannot change after the start.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

/// The options of a [`Sandbox`](crate::Sandbox). [`SandboxOptions::new`] uses the upstream's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxOptions {
    /// The address to listen on. Must be a loopback address. Port 0, the default, picks a free port.
    pub listen: SocketAddr,
    /// The only registered redirect URI, compared byte for byte.
    pub redirect_uri: String,
    /// The lifetime of access tokens. 86,400 by default; 0 issues tokens that have already expired.
    pub access_token_seconds: u64,
    /// The maximum number of API requests in any sliding second, over all tokens. 4 by default; 0
    /// means no limit.
    pub per_second: u32,
    /// The maximum number of API requests per UTC day, over all tokens. 10,000 by default; 0 means no
    /// limit.
    pub per_day: u32,
    /// The maximum number of token requests in any sliding second. Beyond it, the token endpoint
    /// responds with 429 and `Retry-After: 1`. No limit (0) by default, because tests sign in often;
    /// the upstream is said to accept about one per second.
    pub tokens_per_second: u32,
    /// A delay before each API request is processed. Zero by default.
    pub latency: Duration,
}

impl SandboxOptions {
    /// The upstream's limits, a free port, and the given redirect URI.
    pub fn new(redirect_uri: impl Into<String>) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            redirect_uri: redirect_uri.into(),
            access_token_seconds: 86_400,
            per_second: 4,
            per_day: 10_000,
            tokens_per_second: 0,
            latency: Duration::ZERO,
        }
    }
}

impl Default for SandboxOptions {
    /// [`SandboxOptions::new`] with the proxy's default callback, `http://127.0.0.1:8787/auth/callback`.
    fn default() -> Self {
        Self::new("http://127.0.0.1:8787/auth/callback")
    }
}
