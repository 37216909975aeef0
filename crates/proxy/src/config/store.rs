//! The settings `store` and `store_key_file`: where sessions are kept, and the key that seals them.

use super::{
    Key, Source, StoreKind,
    resolve::{Resolver, refuse_open_file},
};
use crate::session::ServerKey;
use std::path::{Path, PathBuf};

/// Where sessions are kept if nothing is said: in the folder that the proxy was started in.
const SQLITE: &str = "sqlite:bounces-proxy.sqlite";
const HINT: &str =
    "memory:, sqlite:/var/lib/bounces-proxy/sessions.sqlite, or redis://127.0.0.1:6379/0";
const KEY_HINT: &str =
    "make one: (umask 077; openssl rand -base64 32 >FILE), the same for all proxies on one store";

impl Resolver<'_> {
    /// `None` only if there are problems.
    pub(super) fn store(&mut self, sandbox: bool) -> Option<StoreKind> {
        let default = if sandbox { "memory:" } else { SQLITE };
        let text = self.text(Key::Store).unwrap_or(default);
        let key_file = self.text(Key::StoreKeyFile).map(PathBuf::from);
        let key = match &key_file {
            Some(path) => Some(self.store_key(path)?),
            None => None,
        };
        match (text.split_once(':'), key) {
            (Some(("memory", "")), None) => Some(StoreKind::Memory),
            (Some(("memory", "")), Some(_)) => {
                self.note(Key::StoreKeyFile, "seals nothing: the store is in memory", "remove it");
                None
            }
            (Some(("sqlite", path)), key) if !path.is_empty() && !path.starts_with(':') => {
                Some(StoreKind::Sqlite { path: path.into(), key })
            }
            (Some(("redis", rest)), key) if rest.starts_with("//") && is_redis(text) => {
                let Some(key) = key else {
                    self.note(Key::StoreKeyFile, "is needed for a store in Redis", KEY_HINT);
                    return None;
                };
                self.check_password(text);
                Some(StoreKind::Redis { url: text.into(), key })
            }
            (_, _) => {
                self.note(Key::Store, "is no place for sessions", HINT);
                None
            }
        }
    }

    /// A password in a file that everybody may read is none.
    fn check_password(&mut self, text: &str) {
        let source = self.raw.settings.get(&Key::Store).map(|setting| setting.source.clone());
        let secret = url::Url::parse(text).is_ok_and(|url| url.password().is_some());
        if let Some(Source::File(path)) = source.filter(|_| secret)
            && let Err(message) = refuse_open_file(Path::new(&path))
        {
            self.note(Key::Store, &message, "chmod 600 the file, since a password stands in it");
        }
    }

    fn store_key(&mut self, path: &Path) -> Option<ServerKey> {
        if let Err(message) = refuse_open_file(path) {
            self.note(Key::StoreKeyFile, &message, KEY_HINT);
            return None;
        }
        match std::fs::read(path) {
            Ok(bytes) => {
                let key = ServerKey::new(bytes);
                if key.is_none() {
                    self.note(Key::StoreKeyFile, "names a file of less than 32 bytes", KEY_HINT);
                }
                key
            }
            Err(error) => {
                self.note(Key::StoreKeyFile, &format!("cannot be read: {error}"), KEY_HINT);
                None
            }
        }
    }
}

fn is_redis(text: &str) -> bool {
    redis::Client::open(text).is_ok()
}
