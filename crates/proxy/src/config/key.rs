//! Every setting's name, once: in the file, in the environment, and what it may look like.

use std::fmt;

/// A setting. Its name in the file is [`Key::name`]; in the environment [`Key::variable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Where to listen.
    Listen,
    /// The address that browsers use.
    PublicUrl,
    /// The API's base.
    UpstreamApiUrl,
    /// Where a browser signs in.
    OauthAuthorizeUrl,
    /// Where codes and refresh tokens are exchanged.
    OauthTokenUrl,
    /// Where tokens are revoked at sign-out.
    OauthRevokeUrl,
    /// The application's id.
    OauthClientId,
    /// The application's secret.
    OauthClientSecret,
    /// A file that holds the application's secret.
    OauthClientSecretFile,
    /// What is asked for at sign-in.
    OauthScopes,
    /// Whether PKCE is sent.
    OauthPkce,
    /// Where sessions are kept.
    Store,
    /// A file that holds the key that seals the store.
    StoreKeyFile,
    /// How long an unused session lives.
    SessionIdleSeconds,
    /// How long any session lives.
    SessionAbsoluteSeconds,
    /// The folder of the built page.
    StaticDir,
    /// Where metrics are served.
    MetricsListen,
    /// Other origins that may embed the widget.
    AllowedOrigins,
    /// API requests a second.
    UpstreamPerSecond,
    /// API requests a UTC day.
    UpstreamPerDay,
}

impl Key {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 20] = [
        Self::Listen,
        Self::PublicUrl,
        Self::UpstreamApiUrl,
        Self::OauthAuthorizeUrl,
        Self::OauthTokenUrl,
        Self::OauthRevokeUrl,
        Self::OauthClientId,
        Self::OauthClientSecret,
        Self::OauthClientSecretFile,
        Self::OauthScopes,
        Self::OauthPkce,
        Self::Store,
        Self::StoreKeyFile,
        Self::SessionIdleSeconds,
        Self::SessionAbsoluteSeconds,
        Self::StaticDir,
        Self::MetricsListen,
        Self::AllowedOrigins,
        Self::UpstreamPerSecond,
        Self::UpstreamPerDay,
    ];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listen => "listen",
            Self::PublicUrl => "public_url",
            Self::UpstreamApiUrl => "upstream_api_url",
            Self::OauthAuthorizeUrl => "oauth_authorize_url",
            Self::OauthTokenUrl => "oauth_token_url",
            Self::OauthRevokeUrl => "oauth_revoke_url",
            Self::OauthClientId => "oauth_client_id",
            Self::OauthClientSecret => "oauth_client_secret",
            Self::OauthClientSecretFile => "oauth_client_secret_file",
            Self::OauthScopes => "oauth_scopes",
            Self::OauthPkce => "oauth_pkce",
            Self::Store => "store",
            Self::StoreKeyFile => "store_key_file",
            Self::SessionIdleSeconds => "session_idle_seconds",
            Self::SessionAbsoluteSeconds => "session_absolute_seconds",
            Self::StaticDir => "static_dir",
            Self::MetricsListen => "metrics_listen",
            Self::AllowedOrigins => "allowed_origins",
            Self::UpstreamPerSecond => "upstream_per_second",
            Self::UpstreamPerDay => "upstream_per_day",
        }
    }

    /// The name in the environment: `BOUNCES_` and the file's name in capitals.
    pub fn variable(self) -> String {
        format!("{PREFIX}{}", self.name().to_ascii_uppercase())
    }

    /// The setting of this name in the file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The setting whose name is nearest to a mistyped one, if any is near.
    pub fn nearest(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .map(|key| (distance(name, key.name()), key))
            .min()
            .filter(|(edits, _)| *edits <= 3)
            .map(|(_, key)| key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What every environment variable of ours begins with.
pub(super) const PREFIX: &str = "BOUNCES_";

/// The number of single edits between two words (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
