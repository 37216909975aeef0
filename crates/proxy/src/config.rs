//! The configuration: what was written ([`RawConfig`]) and what the program runs on ([`Config`]).

mod address;
mod key;
mod origins;
mod problem;
mod raw;
mod resolve;
mod store;

pub use address::{PublicUrl, is_loopback_host};
pub use key::Key;
pub use problem::{ConfigProblem, ConfigProblems};
pub use raw::{RawConfig, Source};

use crate::session::ServerKey;
use secrecy::SecretString;
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use url::Url;

/// A configuration without problems.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen. TLS ends in front of the proxy.
    pub listen: SocketAddr,
    /// The address that browsers use; `None` means the listener's own, which is loopback then.
    pub public_url: Option<PublicUrl>,
    /// Whom to forward to.
    pub upstream: Upstream,
    /// How much the upstream may be asked.
    pub pace: Pace,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// Where sessions are kept.
    pub store: StoreKind,
    /// Other origins of the same site that may ask, as browsers write them.
    pub allowed_origins: Vec<String>,
    /// Where metrics are served, on loopback.
    pub metrics_listen: Option<SocketAddr>,
    /// The folder of the built page.
    pub static_dir: Option<PathBuf>,
    /// What nobody needs to set.
    pub limits: Limits,
}

/// Whom to forward to.
#[derive(Clone, Debug)]
pub enum Upstream {
    /// The stand-in, which the proxy starts in its own process.
    Sandbox,
    /// A real API and its authorization server.
    Account(Box<Account>),
}

/// An API, and how to sign in to it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The API's base without a slash at its end, `https://api.cc.email/v3`.
    pub api_url: Url,
    /// Where a browser signs in.
    pub authorize_url: Url,
    /// Where codes and refresh tokens are exchanged.
    pub token_url: Url,
    /// Where tokens are revoked at sign-out; `None`: they are only forgotten.
    pub revoke_url: Option<Url>,
    /// The application's id.
    pub client_id: String,
    /// The application's secret.
    pub client_secret: SecretString,
    /// What is asked for at sign-in.
    pub scopes: Vec<String>,
    /// Whether PKCE is sent.
    pub pkce: Pkce,
}

/// Whether PKCE (RFC 7636) is sent. `state` is checked either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pkce {
    /// A challenge by SHA-256.
    S256,
    /// None, for a server that refuses it from an application with a secret.
    Off,
}

/// How much the upstream may be asked, over all sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Requests in any sliding second.
    pub per_second: u32,
    /// Requests in a UTC day.
    pub per_day: u32,
}

/// Where sessions are kept, and the server's half of the key that seals them.
#[derive(Clone, Debug)]
pub enum StoreKind {
    /// In the process: a restart signs everybody out.
    Memory,
    /// In a file.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The key; without one it lies in a file beside, made at the first start.
        key: Option<ServerKey>,
    },
    /// In Redis.
    Redis {
        /// Where; it may hold a password.
        url: SecretString,
        /// The key, the same for all proxies.
        key: ServerKey,
    },
}

/// How long sessions live, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// After its last use.
    pub idle: u64,
    /// After sign-in.
    pub absolute: u64,
}

/// Limits that are no settings. Tests shorten them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Setting up a connection to the upstream.
    pub connect: Duration,
    /// One request to the upstream, from its send to its last byte.
    pub upstream: Duration,
    /// One request to the proxy, waiting and retries included.
    pub handler: Duration,
    /// An answer of the upstream, after decompression, in bytes.
    pub body: usize,
    /// How many requests may wait for their turn at the upstream.
    pub queue: usize,
    /// What all kept answers may take together, in bytes.
    pub cache: usize,
    /// The longest wait before a first retry; it doubles with each.
    pub retry: Duration,
    /// How long a stopping proxy waits for requests and refreshes.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            upstream: Duration::from_secs(20),
            handler: Duration::from_secs(30),
            body: 8 * 1024 * 1024,
            queue: 64,
            cache: 32 * 1024 * 1024,
            retry: Duration::from_secs(1),
            drain: Duration::from_secs(10),
        }
    }
}
