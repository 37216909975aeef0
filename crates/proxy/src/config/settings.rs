//! The resolved configuration: what the program runs on.

use super::{
    address::PublicUrl,
    files::{CaCertificates, Credentials},
    server_key::ServerKeys,
    trusted_proxies::TrustedProxies,
};
use secrecy::SecretString;
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use url::Url;

/// A configuration without problems.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to listen on. TLS is terminated in front of the proxy.
    pub listen: SocketAddr,
    /// The URL that browsers use; `None` means the listener's own address, which is a loopback address
    /// then.
    pub public_url: Option<PublicUrl>,
    /// The API to forward to.
    pub upstream: Upstream,
    /// How to connect to the upstream and its authorization server.
    pub egress: Egress,
    /// Limits for requests to the upstream.
    pub rate_limits: RateLimits,
    /// Reading the emails before that of a report.
    pub history: HistorySettings,
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// Whether sign-out clears the storage and the cache of the origin, which then must be the proxy's
    /// alone.
    pub clear_site_data: bool,
    /// Where sessions are stored.
    pub store: StoreKind,
    /// The accounts that may sign in, by `encoded_account_id`; empty if all may.
    pub allowed_accounts: Vec<String>,
    /// Servers in front, which say who their clients are.
    pub trusted_proxies: TrustedProxies,
    /// Other origins of the same site that may send requests, as in the header `Origin`.
    pub allowed_origins: Vec<String>,
    /// The format of the log.
    pub log_format: LogFormat,
    /// The address on which metrics are served.
    pub metrics_listen: Option<SocketAddr>,
    /// Whether other machines may read the metrics; otherwise the address is a loopback address.
    pub metrics_allow_remote: bool,
    /// The directory of the built page.
    pub static_dir: Option<PathBuf>,
    /// Other limits.
    pub limits: Limits,
}

/// The API to forward to.
#[derive(Clone, Debug)]
pub enum Upstream {
    /// The sandbox, which the proxy starts in its own process.
    Sandbox,
    /// A real API and its authorization server.
    Account(Box<Account>),
}

/// An API, and the application registered with its authorization server.
#[derive(Clone, Debug)]
pub struct Account {
    /// The API's base URL without a trailing slash, `https://api.cc.email/v3`.
    pub api_url: Url,
    /// The authorization endpoint, where a browser signs in.
    pub authorize_url: Url,
    /// The token endpoint.
    pub token_url: Url,
    /// The revocation endpoint for sign-out; `None` if tokens are only deleted.
    pub revoke_url: Option<Url>,
    /// How the server names itself in the parameter `iss` of a callback (RFC 9207).
    pub issuer: String,
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: SecretString,
    /// The requested scopes.
    pub scopes: Vec<String>,
    /// Whether PKCE is used.
    pub pkce: Pkce,
    /// Requests per second to the token endpoint.
    pub token_per_second: u32,
}

/// The format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Whether PKCE (RFC 7636) is used. `state` is checked in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pkce {
    /// With a SHA-256 challenge.
    S256,
    /// Without PKCE, for a server that rejects it from confidential clients.
    Off,
}

/// Limits for requests to the upstream, over all sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests in any sliding second.
    pub per_second: u32,
    /// Requests in a UTC day.
    pub per_day: u32,
    /// The percentage of the day's requests that one account may use.
    pub account_share_percent: u32,
    /// The percentage of the day's requests, and of each share, that is not used for earlier emails.
    pub history_reserve_percent: u32,
}

/// Reading the emails before that of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistorySettings {
    /// Whether it is allowed.
    pub is_on: bool,
    /// How long responses about settled emails are kept for later reports, within their session.
    pub cache_seconds: u64,
}

/// Where sessions are stored, and the server's half of the keys that seal them.
#[derive(Clone, Debug)]
pub enum StoreKind {
    /// In memory: a restart signs all users out.
    Memory,
    /// In a SQLite file.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The keys; `None` means a file next to the database, created at the first start.
        keys: Option<ServerKeys>,
    },
    /// In Redis.
    Redis {
        /// The server.
        server: RedisSettings,
        /// The keys, the same for all proxies that share the store.
        keys: ServerKeys,
    },
}

/// A Redis server.
#[derive(Clone, Debug)]
pub struct RedisSettings {
    /// The URL, which may contain a password.
    pub url: SecretString,
    /// The user, unless the URL contains it.
    pub credentials: Option<Credentials>,
    /// The authorities that the server's certificate may come from; `None` means those of this machine.
    pub ca: Option<CaCertificates>,
}

impl RedisSettings {
    /// A server of which nothing but the URL needs to be known.
    pub fn new(url: impl Into<SecretString>) -> Self {
        Self { url: url.into(), credentials: None, ca: None }
    }
}

/// How to connect to the upstream and its authorization server.
#[derive(Clone, Debug, Default)]
pub struct Egress {
    /// The HTTP proxy for https connections; `None` means that they are direct.
    pub proxy: Option<EgressProxy>,
    /// The authorities that certificates may come from; `None` means those of this machine.
    pub ca: Option<CaCertificates>,
}

/// An HTTP proxy, through which connections are opened with CONNECT.
#[derive(Clone, Debug)]
pub struct EgressProxy {
    /// Its URL.
    pub url: Url,
    /// The user, if it requires one.
    pub credentials: Option<Credentials>,
}

/// How long sessions live, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// After the last use.
    pub idle: u64,
    /// After sign-in.
    pub absolute: u64,
}

/// Limits, most of which have no setting. Tests shorten them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Timeout for connecting to the upstream.
    pub connect: Duration,
    /// Timeout for one request to the upstream, from its send to the last byte of the response.
    pub upstream: Duration,
    /// Timeout for one request to the proxy, including waiting and retries.
    pub handler: Duration,
    /// Maximum size of an upstream response after decompression, in bytes.
    pub max_body: usize,
    /// Maximum number of requests that wait to be sent to the upstream.
    pub max_waiting: usize,
    /// Sign-ins per minute that one client address may start, and that it may finish.
    pub sign_ins_per_minute: u32,
    /// Maximum size of all cached responses together, in bytes.
    pub cache_bytes: usize,
    /// Maximum delay before the first retry; it doubles with each retry.
    pub retry_delay: Duration,
    /// How long the proxy still accepts and answers requests when it is stopped, while it is not ready.
    pub shutdown_delay: Duration,
    /// How long shutdown then waits for requests and refreshes in progress.
    pub drain: Duration,
    /// How often expired sessions and responses are deleted.
    pub purge_interval: Duration,
    /// Limits for connections of clients.
    pub connections: ConnectionLimits,
}

/// Limits for connections of clients, so that no client can occupy the proxy.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Maximum number of connections, if the limit of file descriptors allows it.
    pub total: usize,
    /// Maximum number of connections of one client address.
    pub per_address: usize,
    /// How long a connection may be idle after a request.
    pub keep_alive: Duration,
    /// How long a client may take to send the headers of a request.
    pub header_timeout: Duration,
    /// How long a client may take to accept more of a response.
    pub write_timeout: Duration,
    /// Lifetime of a connection, after which it is closed when its request is done.
    pub max_age: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            upstream: Duration::from_secs(20),
            handler: Duration::from_secs(30),
            max_body: 8 * 1024 * 1024,
            max_waiting: 64,
            sign_ins_per_minute: 30,
            cache_bytes: 32 * 1024 * 1024,
            retry_delay: Duration::from_secs(1),
            shutdown_delay: Duration::ZERO,
            drain: Duration::from_secs(10),
            purge_interval: Duration::from_secs(60),
            connections: ConnectionLimits {
                total: 2048,
                per_address: 1024,
                keep_alive: Duration::from_secs(150),
                header_timeout: Duration::from_secs(15),
                write_timeout: Duration::from_secs(10),
                max_age: Duration::from_secs(3600),
            },
        }
    }
}
