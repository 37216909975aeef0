//! Each setting has a variable, a row in the documentation, and validation.

use crate::configuration::{ACCOUNT, complaints, with};
use bounces_proxy::config::{Key, RawConfig};
use std::ffi::OsString;

#[test]
fn every_key_is_also_a_variable() {
    let names: Vec<String> = Key::ALL.into_iter().map(Key::variable).collect();
    let expected = [
        "BOUNCES_LISTEN",
        "BOUNCES_PUBLIC_URL",
        "BOUNCES_UPSTREAM_API_URL",
        "BOUNCES_OAUTH_AUTHORIZE_URL",
        "BOUNCES_OAUTH_TOKEN_URL",
        "BOUNCES_OAUTH_REVOKE_URL",
        "BOUNCES_OAUTH_CLIENT_ID",
        "BOUNCES_OAUTH_CLIENT_SECRET",
        "BOUNCES_OAUTH_CLIENT_SECRET_FILE",
        "BOUNCES_OAUTH_ISSUER",
        "BOUNCES_OAUTH_SCOPES",
        "BOUNCES_OAUTH_PKCE",
        "BOUNCES_OAUTH_TOKEN_PER_SECOND",
        "BOUNCES_SIGN_INS_PER_MINUTE",
        "BOUNCES_TRUSTED_PROXIES",
        "BOUNCES_ALLOWED_ACCOUNTS",
        "BOUNCES_EGRESS_PROXY",
        "BOUNCES_EGRESS_PROXY_CREDENTIALS_FILE",
        "BOUNCES_UPSTREAM_CA_FILE",
        "BOUNCES_STORE",
        "BOUNCES_STORE_CREDENTIALS_FILE",
        "BOUNCES_STORE_CA_FILE",
        "BOUNCES_STORE_KEY_FILE",
        "BOUNCES_SESSION_IDLE_SECONDS",
        "BOUNCES_SESSION_ABSOLUTE_SECONDS",
        "BOUNCES_CLEAR_SITE_DATA",
        "BOUNCES_STATIC_DIR",
        "BOUNCES_LOG_FORMAT",
        "BOUNCES_METRICS_LISTEN",
        "BOUNCES_METRICS_ALLOW_REMOTE",
        "BOUNCES_KEEP_ALIVE_SECONDS",
        "BOUNCES_SHUTDOWN_DELAY_SECONDS",
        "BOUNCES_ALLOWED_ORIGINS",
        "BOUNCES_UPSTREAM_PER_SECOND",
        "BOUNCES_UPSTREAM_PER_DAY",
        "BOUNCES_ACCOUNT_SHARE_PERCENT",
        "BOUNCES_HISTORY",
        "BOUNCES_HISTORY_RESERVE_PERCENT",
        "BOUNCES_HISTORY_CACHE_SECONDS",
    ];
    assert_eq!(names, expected);
}

/// The settings listed in docs/proxy.md, in a row of their own or with another setting.
#[test]
fn the_documentation_lists_exactly_the_existing_keys() {
    let text = include_str!("../../../../docs/proxy.md");
    let (_, settings) = text.split_once("| key | default | |\n|---|---|---|\n").unwrap();
    let rows = settings.lines().take_while(|line| line.starts_with('|'));
    let mut documented: Vec<&str> =
        rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect();
    // It is documented in the row of the file setting.
    assert!(settings.contains("`oauth_client_secret`, the secret itself"));
    documented.push("oauth_client_secret");
    let mut known = Key::ALL.map(Key::name).to_vec();
    documented.sort_unstable();
    known.sort_unstable();
    assert_eq!(documented, known);
}

#[test]
fn every_key_is_validated() {
    let bad_values = [
        (Key::Listen, "nowhere"),
        (Key::PublicUrl, "reports.example.org"),
        (Key::UpstreamApiUrl, "http://api.example"),
        (Key::OauthAuthorizeUrl, "http://x.example/"),
        (Key::OauthTokenUrl, "http://x.example/"),
        (Key::OauthRevokeUrl, "http://x.example/"),
        (Key::OauthClientId, ""),
        (Key::OauthClientSecret, ""),
        (Key::OauthClientSecretFile, "/nowhere"),
        (Key::OauthIssuer, "login.example.org"),
        (Key::OauthScopes, "offline_access"),
        (Key::OauthPkce, "plain"),
        (Key::OauthTokenPerSecond, "many"),
        (Key::SignInsPerMinute, "0"),
        (Key::TrustedProxies, "10.0.0.1/8"),
        (Key::AllowedAccounts, "<account>"),
        (Key::EgressProxy, "socks5://proxy.example"),
        (Key::EgressProxyCredentialsFile, "/nowhere"),
        (Key::UpstreamCaFile, "/nowhere"),
        (Key::Store, "nowhere:"),
        (Key::StoreCredentialsFile, "/nowhere"),
        (Key::StoreCaFile, "/nowhere"),
        (Key::StoreKeyFile, "/nowhere"),
        (Key::SessionIdleSeconds, "soon"),
        (Key::SessionAbsoluteSeconds, "0"),
        (Key::ClearSiteData, "yes"),
        (Key::StaticDir, "/nowhere"),
        (Key::LogFormat, "xml"),
        (Key::MetricsListen, "0.0.0.0:9464"),
        (Key::MetricsAllowRemote, "1"),
        (Key::KeepAliveSeconds, "5"),
        (Key::ShutdownDelaySeconds, "-1"),
        (Key::AllowedOrigins, "*"),
        (Key::UpstreamPerSecond, "0"),
        (Key::UpstreamPerDay, "-1"),
        (Key::AccountSharePercent, "101"),
        (Key::History, "on"),
        (Key::HistoryReservePercent, "101"),
        (Key::HistoryCacheSeconds, "86401"),
    ];
    let (mut tried, mut all) = (bad_values.map(|(key, _)| key).to_vec(), Key::ALL.to_vec());
    tried.sort_unstable();
    all.sort_unstable();
    assert_eq!(tried, all);
    for (key, bad) in bad_values {
        let mut variables: Vec<(OsString, OsString)> =
            ACCOUNT.map(|(name, value)| (name.into(), value.into())).to_vec();
        variables.retain(|(name, _)| *name != *key.variable());
        variables.push((key.variable().into(), bad.into()));
        let found = complaints(RawConfig::read(None, variables).resolve(false));
        assert!(found.iter().any(|one| one == key.name()), "{key}={bad}: {found:?}");
    }
}

#[test]
fn variables_of_kubernetes_services_are_ignored() {
    for name in [
        "BOUNCES_PORT",
        "BOUNCES_SERVICE_HOST",
        "BOUNCES_SERVICE_PORT",
        "BOUNCES_SERVICE_PORT_HTTP",
        "BOUNCES_PROXY_SERVICE_HOST",
        "BOUNCES_PROXY_PORT",
        "BOUNCES_PROXY_PORT_8787_TCP",
        "BOUNCES_PROXY_PORT_8787_TCP_ADDR",
        "BOUNCES_PROXY_PORT_8787_TCP_PORT",
        "BOUNCES_PROXY_PORT_8787_TCP_PROTO",
    ] {
        assert!(with(&[(name, "tcp://10.0.0.1:8787")]).is_ok(), "{name}");
    }
    for name in ["BOUNCES_LISTEN_PORTS", "BOUNCES_PORT_X_TCP", "BOUNCES_IMPORT", "BOUNCES_HOST"] {
        assert_eq!(complaints(with(&[(name, "x")])), [name]);
    }
}
