//! The settings of the store: where sessions are stored, the keys that seal them, and the connection to
//! Redis.

use super::{
    file_permissions::check_path,
    files,
    key::Key,
    resolver::Resolver,
    server_key::{ServerKey, ServerKeys},
    settings::{RedisSettings, StoreKind},
    source::Source,
};
use std::path::Path;
use url::Url;

/// The default store, in the working directory.
const DEFAULT: &str = "sqlite:bounces-proxy.sqlite";
const HINT: &str = "memory:, sqlite:/var/lib/bounces-proxy/sessions.sqlite, redis://127.0.0.1:6379/0, \
    rediss://redis.example.org:6380/0, or redis+unix:///run/redis.sock";
const KEY_HINT: &str = "create one with (umask 077; openssl rand -base64 32 >FILE), the same for all proxies that share the store";

/// `None` only if there are problems.
pub(super) fn resolve(resolver: &mut Resolver<'_>, sandbox: bool) -> Option<StoreKind> {
    let default = if sandbox { "memory:" } else { DEFAULT };
    let text = resolver.text(Key::Store).unwrap_or(default);
    // `Some(None)` is a problem, but not the only one that should be reported.
    let keys = resolver.text(Key::StoreKeyFile).map(|paths| read_keys(resolver, paths));
    let is_redis = text.starts_with("redis");
    for key in [Key::StoreCredentialsFile, Key::StoreCaFile] {
        if resolver.is_set(key) && !is_redis {
            resolver.add_problem(key, "has no effect: the store is not Redis", "remove it");
        }
    }
    match (text.split_once(':'), keys) {
        (Some(("memory", "")), None) => Some(StoreKind::Memory),
        (Some(("memory", "")), Some(_)) => {
            let message = "has no effect: the store is in memory";
            resolver.add_problem(Key::StoreKeyFile, message, "remove it");
            None
        }
        (Some(("sqlite", path)), keys) if !path.is_empty() && !path.starts_with(':') => {
            let keys = match keys {
                Some(keys) => Some(keys?),
                None => None,
            };
            Some(StoreKind::Sqlite { path: path.into(), keys })
        }
        (Some(("redis" | "rediss" | "redis+unix", rest)), keys)
            if rest.starts_with("//") && is_redis_url(text) =>
        {
            let server = redis_settings(resolver, text);
            let Some(keys) = keys else {
                resolver.add_problem(Key::StoreKeyFile, "is required with Redis", KEY_HINT);
                return None;
            };
            Some(StoreKind::Redis { server, keys: keys? })
        }
        (_, _) => {
            resolver.add_problem(Key::Store, "is not a valid session store", HINT);
            None
        }
    }
}

fn redis_settings(resolver: &mut Resolver<'_>, text: &str) -> RedisSettings {
    let credentials = files::read_credentials(resolver, Key::StoreCredentialsFile);
    let ca = files::read_certificates(resolver, Key::StoreCaFile);
    let url = UrlCredentials::of(text);
    if url.has_any() && resolver.is_set(Key::StoreCredentialsFile) {
        let message = "is set, but store has a user or a password";
        let hint = "keep one of the two, preferably the file";
        resolver.add_problem(Key::StoreCredentialsFile, message, hint);
    }
    if url.has_password {
        check_file_of_password(resolver);
    }
    if resolver.is_set(Key::StoreCaFile) && !text.starts_with("rediss:") {
        let message = "has no effect: the connection is not encrypted";
        resolver.add_problem(Key::StoreCaFile, message, "use rediss:// in store, or remove it");
    }
    RedisSettings { url: text.into(), credentials, ca }
}

/// What a valid URL contains: before the host, or for a socket in the query.
struct UrlCredentials {
    has_user: bool,
    has_password: bool,
}

impl UrlCredentials {
    fn of(text: &str) -> Self {
        let Ok(url) = Url::parse(text) else {
            return Self { has_user: false, has_password: false };
        };
        let has_parameter = |name| url.query_pairs().any(|(other, _)| other == name);
        Self {
            has_user: !url.username().is_empty() || has_parameter("user"),
            has_password: url.password().is_some() || has_parameter("pass"),
        }
    }

    fn has_any(&self) -> bool {
        self.has_user || self.has_password
    }
}

/// Refuses a password in a configuration file that other users can read.
fn check_file_of_password(resolver: &mut Resolver<'_>) {
    if let Some(Source::File(path)) = resolver.source(Key::Store)
        && let Err(message) = check_path(Path::new(path))
    {
        let hint = "chmod 600 the file, because it contains a password";
        resolver.add_problem(Key::Store, &message, hint);
    }
}

/// Reads the keys in files separated by commas. `None` only if there are problems.
fn read_keys(resolver: &mut Resolver<'_>, paths: &str) -> Option<ServerKeys> {
    let paths: Vec<&str> = paths.split(Key::StoreKeyFile.separator()).map(str::trim).collect();
    let count = paths.len();
    let mut keys = Vec::new();
    for (index, path) in paths.into_iter().enumerate() {
        match read_key(Path::new(path)) {
            Ok(key) => keys.push(key),
            Err(problem) => {
                // By number, because values are not quoted.
                let which = format!("file {} of {count}: ", index + 1);
                let which = if count > 1 { which } else { String::new() };
                resolver.add_problem(Key::StoreKeyFile, &format!("{which}{problem}"), KEY_HINT);
            }
        }
    }
    ServerKeys::new(keys).filter(|keys| keys.iter().count() == count)
}

/// Reads a key.
///
/// # Errors
/// What is wrong with its file, as a clause.
fn read_key(path: &Path) -> Result<ServerKey, String> {
    check_path(path)?;
    let bytes = std::fs::read(path).map_err(|error| format!("the file cannot be read: {error}"))?;
    let too_short = || format!("the file has fewer than {} bytes", ServerKey::MIN_LENGTH);
    ServerKey::new(bytes).ok_or_else(too_short)
}

/// Not with a fragment: `#insecure` would disable the verification of certificates.
fn is_redis_url(text: &str) -> bool {
    redis::Client::open(text).is_ok() && !text.contains('#')
}
