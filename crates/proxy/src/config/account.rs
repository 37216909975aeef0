//! The settings that name a real account: the API, its authorization server, and the application.

use super::{
    address::{parse_api_url, parse_url},
    file_permissions::check_path,
    files::read_secret,
    key::Key,
    resolver::Resolver,
    settings::{Account, Pkce, Upstream},
    source::Source,
};
use secrecy::SecretString;
use std::path::Path;
use url::{Position, Url};

const API_URL: &str = "https://api.cc.email/v3";
const AUTHORIZE_URL: &str = "https://authz.constantcontact.com/oauth2/default/v1/authorize";
const TOKEN_URL: &str = "https://authz.constantcontact.com/oauth2/default/v1/token";
const SCOPES: &str = "campaign_data offline_access";

/// The settings of an account, which cannot be combined with `--sandbox`.
pub(super) const KEYS: [Key; 14] = [
    Key::UpstreamApiUrl,
    Key::OauthAuthorizeUrl,
    Key::OauthTokenUrl,
    Key::OauthRevokeUrl,
    Key::OauthClientId,
    Key::OauthClientSecret,
    Key::OauthClientSecretFile,
    Key::OauthIssuer,
    Key::OauthScopes,
    Key::OauthPkce,
    Key::OauthTokenPerSecond,
    Key::EgressProxy,
    Key::EgressProxyCredentialsFile,
    Key::UpstreamCaFile,
];

/// `None` only if there are problems.
pub(super) fn resolve(resolver: &mut Resolver<'_>) -> Option<Upstream> {
    let api_hint = "for example https://api.cc.email/v3";
    let url_hint = "a complete https URL";
    let api_url = resolver.url(Key::UpstreamApiUrl, Some(API_URL), parse_api_url, api_hint);
    let authorize_url =
        resolver.url(Key::OauthAuthorizeUrl, Some(AUTHORIZE_URL), parse_url, url_hint);
    let token_url = resolver.url(Key::OauthTokenUrl, Some(TOKEN_URL), parse_url, url_hint);
    let revoke_url = resolver.url(Key::OauthRevokeUrl, None, parse_url, url_hint);
    let client_id = resolver.text(Key::OauthClientId).map(str::to_owned);
    if client_id.is_none() {
        resolver.add_problem(
            Key::OauthClientId,
            "is required",
            "the API key of your Constant Contact application; or start with --sandbox",
        );
    }
    let client_secret = client_secret(resolver);
    let issuer = issuer(resolver, authorize_url.as_ref());
    let scopes = scopes(resolver);
    let pkce = pkce(resolver);
    let token_per_second = resolver.number(Key::OauthTokenPerSecond, 1, 1..=1000);
    Some(Upstream::Account(Box::new(Account {
        api_url: api_url?,
        authorize_url: authorize_url?,
        token_url: token_url?,
        revoke_url,
        issuer: issuer?,
        client_id: client_id?,
        client_secret: client_secret?,
        scopes,
        pkce,
        token_per_second: u32::try_from(token_per_second).ok()?,
    })))
}

/// The issuer is compared as text, so it is kept as written.
fn issuer(resolver: &mut Resolver<'_>, authorize_url: Option<&Url>) -> Option<String> {
    let hint = "how the authorization server names itself, such as https://login.example.org";
    match resolver.text(Key::OauthIssuer) {
        Some(text) => {
            resolver.url(Key::OauthIssuer, None, parse_url, hint)?;
            Some(text.to_owned())
        }
        None => authorize_url.map(default_issuer),
    }
}

/// The issuer whose authorization endpoint this is: the part before `/v1/authorize`, as at Constant
/// Contact, or else before the last segment.
fn default_issuer(authorize_url: &Url) -> String {
    let text = &authorize_url[..Position::AfterPath];
    let issuer = text.strip_suffix("/v1/authorize");
    issuer.or_else(|| text.rsplit_once('/').map(|(base, _)| base)).unwrap_or(text).to_owned()
}

fn scopes(resolver: &mut Resolver<'_>) -> Vec<String> {
    let text = resolver.text(Key::OauthScopes).unwrap_or(SCOPES);
    let scopes: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if !scopes.iter().any(|scope| scope == "campaign_data") {
        let message = "does not contain campaign_data, which is required to read reports";
        resolver.add_problem(Key::OauthScopes, message, SCOPES);
    }
    scopes
}

fn pkce(resolver: &mut Resolver<'_>) -> Pkce {
    match resolver.text(Key::OauthPkce) {
        None | Some("s256") => Pkce::S256,
        Some("off") => Pkce::Off,
        Some(_) => {
            resolver.add_problem(Key::OauthPkce, "is neither s256 nor off", "s256, the default");
            Pkce::S256
        }
    }
}

fn client_secret(resolver: &mut Resolver<'_>) -> Option<SecretString> {
    let text = resolver.text(Key::OauthClientSecret);
    let file = resolver.text(Key::OauthClientSecretFile);
    match (text, file) {
        (Some(_), Some(_)) => {
            resolver.add_problem(
                Key::OauthClientSecretFile,
                "is set as well as oauth_client_secret",
                "keep one of the two, preferably the file",
            );
            None
        }
        (Some(text), None) => {
            if let Some(Source::File(path)) = resolver.source(Key::OauthClientSecret)
                && let Err(message) = check_path(Path::new(path))
            {
                resolver.add_problem(Key::OauthClientSecret, &message, "chmod 600 the file");
            }
            Some(text.into())
        }
        (None, Some(_)) => read_secret(resolver, Key::OauthClientSecretFile),
        (None, None) => {
            resolver.add_problem(
                Key::OauthClientSecret,
                "is required",
                "write it to a file of mode 600 and set oauth_client_secret_file",
            );
            None
        }
    }
}

/// The accounts that may sign in; none means that all may.
pub(super) fn allowed(resolver: &mut Resolver<'_>) -> Vec<String> {
    let text = resolver.text(Key::AllowedAccounts).unwrap_or_default();
    let ids: Vec<&str> = text.split([' ', ',']).filter(|id| !id.is_empty()).collect();
    if ids.is_empty() && resolver.is_set(Key::AllowedAccounts) {
        let hint = "list the accounts that may sign in; to allow all, remove the setting";
        resolver.add_problem(Key::AllowedAccounts, "contains no account", hint);
    }
    if !ids.iter().all(|id| is_account_id(id)) {
        resolver.add_problem(
            Key::AllowedAccounts,
            "contains something else than ids of accounts",
            "the encoded_account_id of each account; the page that refuses an account shows it",
        );
    }
    ids.into_iter().map(str::to_owned).collect()
}

/// Whether a text has the form of an `encoded_account_id`.
pub(crate) fn is_account_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'=');
    (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
}
