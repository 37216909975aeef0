//! The names of all settings, in the file and in the environment.

use std::fmt;
use strsim::levenshtein;

/// A setting. Its name in the file is [`Key::name`]; in the environment [`Key::variable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The address to listen on.
    Listen,
    /// The URL that browsers use.
    PublicUrl,
    /// The API's base URL.
    UpstreamApiUrl,
    /// The authorization endpoint.
    OauthAuthorizeUrl,
    /// The token endpoint.
    OauthTokenUrl,
    /// The revocation endpoint.
    OauthRevokeUrl,
    /// The client id.
    OauthClientId,
    /// The client secret.
    OauthClientSecret,
    /// A file with the client secret.
    OauthClientSecretFile,
    /// How the authorization server names itself.
    OauthIssuer,
    /// The requested scopes.
    OauthScopes,
    /// Whether PKCE is used.
    OauthPkce,
    /// Token requests per second.
    OauthTokenPerSecond,
    /// Sign-ins per minute of one client address.
    SignInsPerMinute,
    /// Servers in front whose `X-Forwarded-For` is believed.
    TrustedProxies,
    /// The HTTP proxy for connections to Constant Contact.
    EgressProxy,
    /// A file with the user and the password for that proxy.
    EgressProxyCredentialsFile,
    /// A file with the only authorities that certificates of Constant Contact may come from.
    UpstreamCaFile,
    /// The accounts that may sign in.
    AllowedAccounts,
    /// Where sessions are stored.
    Store,
    /// A file with the user and the password for the store.
    StoreCredentialsFile,
    /// A file with the only authorities that the store's certificate may come from.
    StoreCaFile,
    /// Files with the keys that seal the store: the first seals, all of them open.
    StoreKeyFile,
    /// Lifetime of an unused session.
    SessionIdleSeconds,
    /// Maximum lifetime of a session.
    SessionAbsoluteSeconds,
    /// Whether sign-out clears the storage and the cache of the origin.
    ClearSiteData,
    /// The directory of the built page.
    StaticDir,
    /// The format of the log.
    LogFormat,
    /// The address on which metrics are served.
    MetricsListen,
    /// Whether other machines may read the metrics.
    MetricsAllowRemote,
    /// How long a connection may be idle.
    KeepAliveSeconds,
    /// How long the proxy still answers, but is not ready, when it is stopped.
    ShutdownDelaySeconds,
    /// Other origins that may embed the widget.
    AllowedOrigins,
    /// API requests per second.
    UpstreamPerSecond,
    /// API requests per UTC day.
    UpstreamPerDay,
    /// The part of the day's requests that one account may use.
    AccountSharePercent,
    /// Whether earlier emails are read.
    History,
    /// The part of the day's requests that is not used for earlier emails.
    HistoryReservePercent,
    /// How long responses about settled emails are kept.
    HistoryCacheSeconds,
}

impl Key {
    /// All settings, in the order of the documentation.
    pub const ALL: [Self; 39] = [
        Self::Listen,
        Self::PublicUrl,
        Self::UpstreamApiUrl,
        Self::OauthAuthorizeUrl,
        Self::OauthTokenUrl,
        Self::OauthRevokeUrl,
        Self::OauthClientId,
        Self::OauthClientSecret,
        Self::OauthClientSecretFile,
        Self::OauthIssuer,
        Self::OauthScopes,
        Self::OauthPkce,
        Self::OauthTokenPerSecond,
        Self::SignInsPerMinute,
        Self::TrustedProxies,
        Self::AllowedAccounts,
        Self::EgressProxy,
        Self::EgressProxyCredentialsFile,
        Self::UpstreamCaFile,
        Self::Store,
        Self::StoreCredentialsFile,
        Self::StoreCaFile,
        Self::StoreKeyFile,
        Self::SessionIdleSeconds,
        Self::SessionAbsoluteSeconds,
        Self::ClearSiteData,
        Self::StaticDir,
        Self::LogFormat,
        Self::MetricsListen,
        Self::MetricsAllowRemote,
        Self::KeepAliveSeconds,
        Self::ShutdownDelaySeconds,
        Self::AllowedOrigins,
        Self::UpstreamPerSecond,
        Self::UpstreamPerDay,
        Self::AccountSharePercent,
        Self::History,
        Self::HistoryReservePercent,
        Self::HistoryCacheSeconds,
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
            Self::OauthIssuer => "oauth_issuer",
            Self::OauthScopes => "oauth_scopes",
            Self::OauthPkce => "oauth_pkce",
            Self::OauthTokenPerSecond => "oauth_token_per_second",
            Self::SignInsPerMinute => "sign_ins_per_minute",
            Self::TrustedProxies => "trusted_proxies",
            Self::EgressProxy => "egress_proxy",
            Self::EgressProxyCredentialsFile => "egress_proxy_credentials_file",
            Self::UpstreamCaFile => "upstream_ca_file",
            Self::AllowedAccounts => "allowed_accounts",
            Self::Store => "store",
            Self::StoreCredentialsFile => "store_credentials_file",
            Self::StoreCaFile => "store_ca_file",
            Self::StoreKeyFile => "store_key_file",
            Self::SessionIdleSeconds => "session_idle_seconds",
            Self::SessionAbsoluteSeconds => "session_absolute_seconds",
            Self::ClearSiteData => "clear_site_data",
            Self::StaticDir => "static_dir",
            Self::LogFormat => "log_format",
            Self::MetricsListen => "metrics_listen",
            Self::MetricsAllowRemote => "metrics_allow_remote",
            Self::KeepAliveSeconds => "keep_alive_seconds",
            Self::ShutdownDelaySeconds => "shutdown_delay_seconds",
            Self::AllowedOrigins => "allowed_origins",
            Self::UpstreamPerSecond => "upstream_per_second",
            Self::UpstreamPerDay => "upstream_per_day",
            Self::AccountSharePercent => "account_share_percent",
            Self::History => "history",
            Self::HistoryReservePercent => "history_reserve_percent",
            Self::HistoryCacheSeconds => "history_cache_seconds",
        }
    }

    /// The name in the environment: `BOUNCES_` and the name in the file, in capitals.
    pub fn variable(self) -> String {
        format!("{VARIABLE_PREFIX}{}", self.name().to_ascii_uppercase())
    }

    /// What separates the items of a list in the environment. Paths may contain spaces.
    pub(super) fn separator(self) -> &'static str {
        if self == Self::StoreKeyFile { "," } else { " " }
    }

    /// Whether an empty value counts as not set. Not if that would lift a limit.
    pub(super) fn is_unset_if_empty(self) -> bool {
        self != Self::AllowedAccounts
    }

    /// The setting with this name in the file.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The setting with the most similar name, if any is similar enough to be a typing error.
    pub fn nearest(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .map(|key| (levenshtein(name, key.name()), key))
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

/// The prefix of all environment variables of the proxy.
pub(super) const VARIABLE_PREFIX: &str = "BOUNCES_";
