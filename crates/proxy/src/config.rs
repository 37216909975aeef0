//! The configuration: what the user wrote ([`RawConfig`]) and what the program runs on ([`Config`]).

mod account;
mod address;
mod file_permissions;
mod key;
mod origins;
mod problem;
mod raw;
mod resolve;
mod resolver;
mod server_key;
mod settings;
mod source;
mod store;

pub use address::{PublicUrl, is_loopback_host};
pub use key::Key;
pub use problem::{ConfigProblem, ConfigProblems};
pub use raw::RawConfig;
pub use server_key::{ServerKey, ServerKeys};
pub use settings::{
    Account, Config, ConnectionLimits, Limits, LogFormat, Pkce, RateLimits, SessionLimits,
    StoreKind, Upstream,
};
pub use source::Source;

pub(crate) use file_permissions::check_permissions;
