//! The settings `store` and `store_key_file`: where sessions are stored, and the key that seals them.

use super::{
    file_permissions::check_path,
    key::Key,
    resolver::Resolver,
    server_key::{ServerKey, ServerKeys},
    settings::StoreKind,
    source::Source,
};
use std::path::Path;

/// The default store, in the working directory.
const DEFAULT: &str = "sqlite:bounces-proxy.sqlite";
const HINT: &str =
    "memory:, sqlite:/var/lib/bounces-proxy/sessions.sqlite, or redis://127.0.0.1:6379/0";
const KEY_HINT: &str = "create one with (umask 077; openssl rand -base64 32 >FILE), the same for all proxies that share the store";

/// `None` only if there are problems.
pub(super) fn resolve(resolver: &mut Resolver<'_>, sandbox: bool) -> Option<StoreKind> {
    let default = if sandbox { "memory:" } else { DEFAULT };
    let text = resolver.text(Key::Store).unwrap_or(default);
    let keys = match resolver.text(Key::StoreKeyFile) {
        Some(paths) => Some(read_keys(resolver, paths)?),
        None => None,
    };
    match (text.split_once(':'), keys) {
        (Some(("memory", "")), None) => Some(StoreKind::Memory),
        (Some(("memory", "")), Some(_)) => {
            let message = "has no effect: the store is in memory";
            resolver.add_problem(Key::StoreKeyFile, message, "remove it");
            None
        }
        (Some(("sqlite", path)), keys) if !path.is_empty() && !path.starts_with(':') => {
            Some(StoreKind::Sqlite { path: path.into(), keys })
        }
        (Some(("redis", rest)), keys) if rest.starts_with("//") && is_redis_url(text) => {
            let Some(keys) = keys else {
                resolver.add_problem(Key::StoreKeyFile, "is required with Redis", KEY_HINT);
                return None;
            };
            check_password(resolver, text);
            Some(StoreKind::Redis { url: text.into(), keys })
        }
        (_, _) => {
            resolver.add_problem(Key::Store, "is not a valid session store", HINT);
            None
        }
    }
}

/// Refuses a password in a configuration file that other users can read.
fn check_password(resolver: &mut Resolver<'_>, text: &str) {
    let has_password = url::Url::parse(text).is_ok_and(|url| url.password().is_some());
    if let Some(Source::File(path)) = resolver.source(Key::Store).filter(|_| has_password)
        && let Err(message) = check_path(Path::new(path))
    {
        let hint = "chmod 600 the file, because it contains a password";
        resolver.add_problem(Key::Store, &message, hint);
    }
}

/// Reads the keys in files separated by commas. `None` only if there are problems.
fn read_keys(resolver: &mut Resolver<'_>, paths: &str) -> Option<ServerKeys> {
    let paths = paths.split(Key::StoreKeyFile.separator()).map(str::trim);
    let keys: Vec<Option<ServerKey>> =
        paths.map(|path| read_key(resolver, Path::new(path))).collect();
    ServerKeys::new(keys.into_iter().collect::<Option<Vec<_>>>()?)
}

fn read_key(resolver: &mut Resolver<'_>, path: &Path) -> Option<ServerKey> {
    let problem = match check_path(path) {
        Err(message) => message,
        Ok(()) => match std::fs::read(path).map(ServerKey::new) {
            Ok(Some(key)) => return Some(key),
            Ok(None) => format!("names a file of fewer than {} bytes", ServerKey::MIN_LENGTH),
            Err(error) => format!("cannot be read: {error}"),
        },
    };
    resolver.add_problem(Key::StoreKeyFile, &problem, KEY_HINT);
    None
}

fn is_redis_url(text: &str) -> bool {
    redis::Client::open(text).is_ok()
}
