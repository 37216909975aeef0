//! From what was written to what the program runs on: every rule about settings stands here, and all problems are found at once.

use super::{
    Account, Config, ConfigProblem, ConfigProblems, Key, Limits, Pace, Pkce, PublicUrl, RawConfig,
    SessionLimits, Source, Upstream,
    address::{parse_api_url, parse_url},
    raw::Setting,
};
use secrecy::{ExposeSecret, SecretString};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};
use url::Url;

const API_URL: &str = "https://api.cc.email/v3";
const AUTHORIZE_URL: &str = "https://authz.constantcontact.com/oauth2/default/v1/authorize";
const TOKEN_URL: &str = "https://authz.constantcontact.com/oauth2/default/v1/token";
const SCOPES: &str = "campaign_data offline_access";

/// Settings that name a real account, and have no place beside `--sandbox`.
const ACCOUNT_KEYS: [Key; 9] = [
    Key::UpstreamApiUrl,
    Key::OauthAuthorizeUrl,
    Key::OauthTokenUrl,
    Key::OauthRevokeUrl,
    Key::OauthClientId,
    Key::OauthClientSecret,
    Key::OauthClientSecretFile,
    Key::OauthScopes,
    Key::OauthPkce,
];

impl RawConfig {
    /// Makes a configuration of what was written.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn resolve(&self, sandbox: bool) -> Result<Config, ConfigProblems> {
        let mut resolver = Resolver { raw: self, problems: self.problems.clone() };
        let config = resolver.config(sandbox);
        match config {
            Some(config) if resolver.problems.is_empty() => Ok(config),
            Some(_) | None => Err(ConfigProblems(resolver.problems)),
        }
    }
}

pub(super) struct Resolver<'a> {
    pub(super) raw: &'a RawConfig,
    problems: Vec<ConfigProblem>,
}

impl<'a> Resolver<'a> {
    /// `None` only if there are problems.
    fn config(&mut self, sandbox: bool) -> Option<Config> {
        let listen = self.listen();
        let public_url = self.public_url(listen);
        let upstream = if sandbox {
            self.check_sandbox(listen);
            Some(Upstream::Sandbox)
        } else {
            self.account()
        };
        let per_second = self.number(Key::UpstreamPerSecond, 4, 1..=1000);
        let per_day = self.number(Key::UpstreamPerDay, 10_000, 1..=100_000_000);
        let sessions = self.sessions();
        let store = self.store(sandbox);
        let static_dir = self.static_dir();
        let allowed_origins = self.origins(public_url.as_ref());
        let metrics_listen = self.metrics_listen();
        Some(Config {
            listen: listen?,
            public_url,
            upstream: upstream?,
            pace: Pace {
                per_second: u32::try_from(per_second).ok()?,
                per_day: u32::try_from(per_day).ok()?,
            },
            sessions,
            store: store?,
            allowed_origins,
            metrics_listen,
            static_dir,
            limits: Limits::default(),
        })
    }

    fn listen(&mut self) -> Option<SocketAddr> {
        let Some(text) = self.text(Key::Listen) else {
            return Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 8787)));
        };
        let address = text.parse().ok();
        if address.is_none() {
            self.note(Key::Listen, "is no address with a port", "for example 127.0.0.1:8787");
        }
        address
    }

    fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<PublicUrl> {
        let Some(text) = self.text(Key::PublicUrl) else {
            if listen.is_some_and(|address| !address.ip().is_loopback()) {
                self.note(
                    Key::PublicUrl,
                    "is needed when the listener is not loopback",
                    "the https address that browsers use, for example https://reports.example.org",
                );
            }
            return None;
        };
        match PublicUrl::parse(text) {
            Ok(url) if !url.is_secure() && listen.is_some_and(|at| !at.ip().is_loopback()) => {
                self.note(
                    Key::PublicUrl,
                    "is plain http, but the listener is reachable from other machines",
                    "listen on 127.0.0.1, or give the https address that browsers use",
                );
                None
            }
            Ok(url) => Some(url),
            Err(message) => {
                self.note(
                    Key::PublicUrl,
                    message,
                    "only scheme, host and port, for example https://reports.example.org",
                );
                None
            }
        }
    }

    fn check_sandbox(&mut self, listen: Option<SocketAddr>) {
        for key in ACCOUNT_KEYS {
            if self.raw.settings.contains_key(&key) {
                self.note(
                    key,
                    "belongs to a real account and cannot stand beside --sandbox",
                    "remove it, or start without --sandbox",
                );
            }
        }
        if listen.is_some_and(|address| !address.ip().is_loopback()) {
            self.note(
                Key::Listen,
                "is reachable from other machines, and the sandbox signs everybody in",
                "listen on 127.0.0.1",
            );
        }
        if !cfg!(feature = "sandbox") {
            self.problems.push(ConfigProblem {
                key: "--sandbox".to_owned(),
                source: Some(Source::Flag("the command line")),
                message: "is not in this build".to_owned(),
                hint: "build with `cargo build -p bounces-proxy --features sandbox`".to_owned(),
            });
        }
    }

    fn account(&mut self) -> Option<Upstream> {
        let api_hint = "for example https://api.cc.email/v3";
        let url_hint = "a complete https URL";
        let api_url = self.url(Key::UpstreamApiUrl, Some(API_URL), parse_api_url, api_hint);
        let authorize_url =
            self.url(Key::OauthAuthorizeUrl, Some(AUTHORIZE_URL), parse_url, url_hint);
        let token_url = self.url(Key::OauthTokenUrl, Some(TOKEN_URL), parse_url, url_hint);
        let revoke_url = self.url(Key::OauthRevokeUrl, None, parse_url, url_hint);
        let client_id = self.text(Key::OauthClientId).map(str::to_owned);
        if client_id.is_none() {
            self.note(
                Key::OauthClientId,
                "is needed",
                "the API key of your Constant Contact application; or start with --sandbox",
            );
        }
        let client_secret = self.client_secret();
        let scopes = self.text(Key::OauthScopes).unwrap_or(SCOPES);
        let scopes: Vec<String> = scopes.split_whitespace().map(str::to_owned).collect();
        if !scopes.iter().any(|scope| scope == "campaign_data") {
            self.note(
                Key::OauthScopes,
                "lacks campaign_data, without which no report can be read",
                SCOPES,
            );
        }
        let pkce = match self.text(Key::OauthPkce) {
            None | Some("s256") => Pkce::S256,
            Some("off") => Pkce::Off,
            Some(_) => {
                self.note(Key::OauthPkce, "is neither s256 nor off", "s256, the default");
                Pkce::S256
            }
        };
        Some(Upstream::Account(Box::new(Account {
            api_url: api_url?,
            authorize_url: authorize_url?,
            token_url: token_url?,
            revoke_url,
            client_id: client_id?,
            client_secret: client_secret?,
            scopes,
            pkce,
        })))
    }

    fn client_secret(&mut self) -> Option<SecretString> {
        let written = self.raw.settings.get(&Key::OauthClientSecret);
        let file = self.text(Key::OauthClientSecretFile).map(PathBuf::from);
        match (written, file) {
            (Some(_), Some(_)) => {
                self.note(
                    Key::OauthClientSecretFile,
                    "stands beside oauth_client_secret",
                    "keep one of the two; the file is better",
                );
                None
            }
            (Some(Setting { text, source }), None) => {
                if let Source::File(path) = source
                    && let Err(message) = refuse_open_file(Path::new(path))
                {
                    self.note(Key::OauthClientSecret, &message, "chmod 600 the file");
                }
                Some(text.clone())
            }
            (None, Some(path)) => self.secret_from(&path),
            (None, None) => {
                self.note(
                    Key::OauthClientSecret,
                    "is needed",
                    "put it in a file of mode 600 and set oauth_client_secret_file",
                );
                None
            }
        }
    }

    fn secret_from(&mut self, path: &Path) -> Option<SecretString> {
        let key = Key::OauthClientSecretFile;
        if let Err(message) = refuse_open_file(path) {
            self.note(key, &message, "a file that only this user may read: chmod 600");
            return None;
        }
        match std::fs::read_to_string(path) {
            Ok(text) if !text.trim().is_empty() => Some(text.trim().into()),
            Ok(_) => {
                self.note(key, "names an empty file", "put the secret in it, and nothing else");
                None
            }
            Err(error) => {
                let message = format!("cannot be read: {error}");
                self.note(key, &message, "name a file that this user may read");
                None
            }
        }
    }

    fn sessions(&mut self) -> SessionLimits {
        let idle = self.number(Key::SessionIdleSeconds, 30 * 60, 60..=604_800);
        let absolute = self.number(Key::SessionAbsoluteSeconds, 12 * 3600, 60..=604_800);
        if idle > absolute {
            self.note(
                Key::SessionIdleSeconds,
                "is longer than session_absolute_seconds, so it would never count",
                "make it shorter",
            );
        }
        SessionLimits { idle, absolute }
    }

    fn static_dir(&mut self) -> Option<PathBuf> {
        let path = PathBuf::from(self.text(Key::StaticDir)?);
        match path.canonicalize() {
            Ok(path) if path.is_dir() => Some(path),
            Ok(_) | Err(_) => {
                self.note(
                    Key::StaticDir,
                    "is no folder that can be read",
                    "the folder that `trunk build --release` made, usually dist",
                );
                None
            }
        }
    }

    fn metrics_listen(&mut self) -> Option<SocketAddr> {
        let hint = "for example 127.0.0.1:9464";
        match self.text(Key::MetricsListen)?.parse::<SocketAddr>() {
            Ok(address) if address.ip().is_loopback() => Some(address),
            Ok(_) => {
                self.note(Key::MetricsListen, "is reachable from other machines", hint);
                None
            }
            Err(_) => {
                self.note(Key::MetricsListen, "is no address with a port", hint);
                None
            }
        }
    }

    fn url(
        &mut self,
        key: Key,
        default: Option<&str>,
        parse: fn(&str) -> Result<Url, &'static str>,
        hint: &str,
    ) -> Option<Url> {
        match parse(self.text(key).or(default)?) {
            Ok(url) => Some(url),
            Err(message) => {
                self.note(key, message, hint);
                None
            }
        }
    }

    fn number(&mut self, key: Key, default: u64, range: std::ops::RangeInclusive<u64>) -> u64 {
        let Some(text) = self.text(key) else { return default };
        match text.parse() {
            Ok(number) if range.contains(&number) => number,
            Ok(_) | Err(_) => {
                let hint = format!(
                    "a whole number from {} to {}; {default} is the default",
                    range.start(),
                    range.end()
                );
                self.note(key, "is out of range", &hint);
                default
            }
        }
    }

    /// What was written, alive as long as the raw configuration so that problems can be noted.
    pub(super) fn text(&self, key: Key) -> Option<&'a str> {
        self.raw.settings.get(&key).map(|setting| setting.text.expose_secret())
    }

    pub(super) fn note(&mut self, key: Key, message: &str, hint: &str) {
        self.problems.push(ConfigProblem {
            key: key.name().to_owned(),
            source: self.raw.settings.get(&key).map(|setting| setting.source.clone()),
            message: message.to_owned(),
            hint: hint.to_owned(),
        });
    }
}

/// A secret in a file that other users of the machine may read is none.
pub(super) fn refuse_open_file(path: &Path) -> Result<(), String> {
    let metadata = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = metadata.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(format!(
                "lies in a file that every user may read (mode {:o})",
                mode & 0o777
            ));
        }
    }
    if metadata.is_file() { Ok(()) } else { Err("is no file".to_owned()) }
}
