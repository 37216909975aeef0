//! What a sandbox can be told when it starts. There is no way to tell it anything later.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

/// How a [`Sandbox`](crate::Sandbox) starts. [`SandboxOptions::new`] has the upstream's own limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxOptions {
    /// Where to listen; a loopback address, or the sandbox refuses to start. Port 0, the default,
    /// takes a free one.
    pub listen: SocketAddr,
    /// The one registered redirect URI, compared byte for byte.
    pub redirect_uri: String,
    /// How long an access token lives. 86,400 by default; 0 makes tokens that have expired.
    pub access_token_seconds: u64,
    /// How many API requests any sliding second may hold, all tokens together. 4 by default; 0
    /// means no limit.
    pub per_second: u32,
    /// How many API requests a UTC day may hold, all tokens together. 10,000 by default; 0 means
    /// no limit.
    pub per_day: u32,
    /// How many requests the token endpoint takes in any sliding second; beyond, it answers 429
    /// with `Retry-After: 1`. No limit (0) by default, although the upstream is said to take about
    /// one: tests sign in often.
    pub tokens_per_second: u32,
    /// How long each API request waits before it is looked at. Nothing by default.
    pub latency: Duration,
}

impl SandboxOptions {
    /// The upstream's own limits, a free port, and this redirect URI.
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
    /// [`SandboxOptions::new`] with the proxy's own callback, `http://127.0.0.1:8787/auth/callback`.
    fn default() -> Self {
        Self::new("http://127.0.0.1:8787/auth/callback")
    }
}
