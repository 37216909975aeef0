//! The configuration: what the user wrote ([`RawConfig`]) and what the program runs on ([`Config`]).

mod account;
mod address;
mod egress;
mod file_permissions;
mod files;
mod key;
mod origins;
mod problem;
mod raw;
mod resolve;
mod resolver;
mod server_key;
mod settings;
mod source;
mod static_dir;
mod store;
mod trusted_proxies;

pub use address::{PublicUrl, is_loopback_host};
pub use files::{CaCertificates, Credentials};
pub use key::Key;
pub use problem::{ConfigProblem, ConfigProblems};
pub use raw::RawConfig;
pub use server_key::{ServerKey, ServerKeys};
pub use settings::{
    Account, Config, ConnectionLimits, Egress, EgressProxy, HistorySettings, Limits, LogFormat,
    Pkce, RateLimits, RedisSettings, SessionLimits, StoreKind, Upstream,
};
pub use source::Source;
pub use trusted_proxies::TrustedProxies;

pub(crate) use account::is_account_id;
pub(crate) use file_permissions::check_permissions;
