//! The configuration: valid settings, their sources, and messages about all problems at once.

use crate::support::Folder;
use bounces_proxy::config::{Config, ConfigProblems, Pkce, RawConfig, Upstream};
use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

pub(crate) const ACCOUNT: [(&str, &str); 2] =
    [("BOUNCES_OAUTH_CLIENT_ID", "id"), ("BOUNCES_OAUTH_CLIENT_SECRET", "secret")];

pub(crate) fn read(
    file: Option<&PathBuf>,
    variables: &[(&str, &str)],
) -> Result<Config, ConfigProblems> {
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    RawConfig::read(file.map(PathBuf::as_path), variables).resolve(false)
}

/// An account and these settings.
pub(crate) fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigProblems> {
    read(None, &[&ACCOUNT, variables].concat())
}

/// The keys that have problems.
pub(crate) fn complaints(result: Result<Config, ConfigProblems>) -> Vec<String> {
    result.err().map(|all| all.0.into_iter().map(|one| one.key).collect()).unwrap_or_default()
}

pub(crate) fn file(folder: &Folder, name: &str, text: &str, mode: u32) -> PathBuf {
    let path = folder.file(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    path
}

fn account_of(config: &Config) -> &bounces_proxy::config::Account {
    match &config.upstream {
        Upstream::Account(account) => account,
        Upstream::Sandbox => panic!("the sandbox"),
    }
}

#[test]
fn only_account_settings_are_required() {
    let config = with(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8787");
    assert_eq!((config.rate_limits.per_second, config.rate_limits.per_day), (4, 10_000));
    assert_eq!((config.sessions.idle, config.sessions.absolute), (1800, 43_200));
    let account = account_of(&config);
    assert_eq!(account.api_url.as_str(), "https://api.cc.email/v3");
    assert_eq!(
        account.authorize_url.as_str(),
        "https://authz.constantcontact.com/oauth2/default/v1/authorize"
    );
    assert_eq!(
        account.token_url.as_str(),
        "https://authz.constantcontact.com/oauth2/default/v1/token"
    );
    assert_eq!(account.scopes, ["campaign_data", "offline_access"]);
    assert_eq!(account.pkce, Pkce::S256);
    assert!(account.revoke_url.is_none());
}

#[test]
fn the_environment_has_precedence_over_the_file() {
    let folder = Folder::new();
    let path = file(
        &folder,
        "wins.toml",
        "listen = \"127.0.0.1:1\"\noauth_client_id = \"file\"\noauth_client_secret = \"s\"\n\
         upstream_per_day = 7\noauth_scopes = [\"campaign_data\", \"offline_access\"]\n",
        0o600,
    );
    let config = read(Some(&path), &[("BOUNCES_LISTEN", "127.0.0.1:2"), ("BOUNCES_STORE", "")]);
    let config = config.unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.rate_limits.per_day, 7);
    assert_eq!(account_of(&config).client_id, "file");
    assert_eq!(account_of(&config).scopes.len(), 2);
}

#[test]
fn all_problems_are_reported_together_with_key_source_and_hint() {
    let folder = Folder::new();
    let path = file(
        &folder,
        "many.toml",
        "lisen = \"x\"\npublic_url = \"http://reports.example.org\"\nupstream_per_day = 1.5\n",
        0o600,
    );
    let problems = read(
        Some(&path),
        &[
            ("BOUNCES_LISTEN", "nowhere"),
            ("BOUNCES_OAUTH_PKCE", "maybe"),
            ("BOUNCES_OAUTH_CLIENT_IT", "x"),
            ("BOUNCES_UPSTREAM_PER_SECOND", "0"),
            ("BOUNCES_STORE", "postgres://x"),
            ("BOUNCES_METRICS_LISTEN", "0.0.0.0:9"),
            ("BOUNCES_ALLOWED_ORIGINS", "https://x.example/page"),
            ("UNRELATED", "x"),
        ],
    )
    .unwrap_err();
    let text = problems.to_string();
    let source = path.display().to_string();
    for piece in [
        format!("lisen ({source}): is not a setting of bounces-proxy\n    hint: did you mean listen?"),
        format!("public_url ({source}): is plain http"),
        format!("upstream_per_day ({source}): must not be a float"),
        "listen (BOUNCES_LISTEN): is not an address with a port\n    hint: for example 127.0.0.1:8787"
            .into(),
        "oauth_pkce (BOUNCES_OAUTH_PKCE): is neither s256 nor off".into(),
        "BOUNCES_OAUTH_CLIENT_IT (BOUNCES_OAUTH_CLIENT_IT): is not a setting".into(),
        "did you mean BOUNCES_OAUTH_CLIENT_ID?".into(),
        "upstream_per_second (BOUNCES_UPSTREAM_PER_SECOND): is out of range".into(),
        "store (BOUNCES_STORE): is not a valid session store".into(),
        "metrics_listen (BOUNCES_METRICS_LISTEN): can be reached from other machines".into(),
        "allowed_origins (BOUNCES_ALLOWED_ORIGINS): has a path or a query".into(),
        "oauth_client_id (not set): is required".into(),
        "oauth_client_secret (not set): is required".into(),
    ] {
        assert!(text.contains(&piece), "{piece}\nis not in\n{text}");
    }
    assert!(text.starts_with("the configuration has 12 problems:"), "{text}");
}

#[test]
fn plain_http_is_accepted_on_loopback_only() {
    for (url, good) in [
        ("https://api.example", true),
        ("http://127.0.0.1:1/v3", true),
        ("http://localhost:1/v3", true),
        ("http://[::1]:1/v3", true),
        ("http://127.0.0.1.example/v3", false),
        ("http://api.example", false),
        ("http://0.0.0.0/v3", false),
        ("ftp://127.0.0.1/", false),
        ("https://user:canary@api.example", false),
        ("https://api.example/v3?x", false),
        ("api.example", false),
    ] {
        let found = complaints(with(&[("BOUNCES_UPSTREAM_API_URL", url)]));
        assert_eq!(found.is_empty(), good, "{url} {found:?}");
    }
    for key in ["AUTHORIZE", "TOKEN", "REVOKE"] {
        let name = format!("BOUNCES_OAUTH_{key}_URL");
        assert_eq!(complaints(with(&[(&name, "http://x.example/")])).len(), 1, "{name}");
        assert!(with(&[(&name, "http://127.0.0.1:9/x")]).is_ok(), "{name}");
    }
}

#[test]
fn an_api_url_without_a_path_means_v3() {
    for (url, meant) in [
        ("http://127.0.0.1:9", "http://127.0.0.1:9/v3"),
        ("http://127.0.0.1:9/", "http://127.0.0.1:9/v3"),
        ("http://127.0.0.1:9/v3", "http://127.0.0.1:9/v3"),
        ("http://127.0.0.1:9/v3/", "http://127.0.0.1:9/v3"),
        ("http://127.0.0.1:9/cc/v3", "http://127.0.0.1:9/cc/v3"),
    ] {
        let config = with(&[("BOUNCES_UPSTREAM_API_URL", url)]).unwrap();
        assert_eq!(account_of(&config).api_url.as_str(), meant);
    }
}

#[test]
fn listener_and_public_url_must_be_consistent() {
    let https = ("BOUNCES_PUBLIC_URL", "https://reports.example.org");
    for (variables, complains) in [
        (vec![("BOUNCES_LISTEN", "0.0.0.0:8787")], true),
        (vec![("BOUNCES_LISTEN", "0.0.0.0:8787"), https], false),
        (vec![("BOUNCES_LISTEN", "0.0.0.0:1"), ("BOUNCES_PUBLIC_URL", "http://127.0.0.1:1")], true),
        (vec![("BOUNCES_LISTEN", "[::1]:8787")], false),
        (vec![https], false),
        (vec![("BOUNCES_PUBLIC_URL", "http://127.0.0.1:8080")], false),
        (vec![("BOUNCES_PUBLIC_URL", "https://reports.example.org/sub")], true),
        (vec![("BOUNCES_PUBLIC_URL", "https://reports.example.org/?x")], true),
    ] {
        let expected: &[&str] = if complains { &["public_url"] } else { &[] };
        assert_eq!(complaints(with(&variables)), expected, "{variables:?}");
    }
}

#[test]
fn secrets_in_world_readable_files_are_rejected() {
    let folder = Folder::new();
    let id = ("BOUNCES_OAUTH_CLIENT_ID", "id");
    for (name, text, mode, good) in [
        ("closed", "canary\n", 0o600, true),
        ("group", "canary", 0o640, true),
        ("world", "canary", 0o644, false),
        ("empty", "\n", 0o600, false),
    ] {
        let path = file(&folder, &format!("secret-{name}"), text, mode);
        let shown = path.display().to_string();
        let result = read(None, &[id, ("BOUNCES_OAUTH_CLIENT_SECRET_FILE", &shown)]);
        assert_eq!(result.is_ok(), good, "{name}");
    }
    let toml = "oauth_client_id = \"id\"\noauth_client_secret = \"canary\"\n";
    assert!(read(Some(&file(&folder, "closed.toml", toml, 0o600)), &[]).is_ok());
    let open = read(Some(&file(&folder, "open.toml", toml, 0o644)), &[]).unwrap_err();
    assert!(open.to_string().contains("accessible to every user"));
    let both = [id, ACCOUNT[1], ("BOUNCES_OAUTH_CLIENT_SECRET_FILE", "/nowhere")];
    assert_eq!(complaints(read(None, &both)), ["oauth_client_secret_file"]);
}

#[test]
fn a_number_that_is_not_a_number_is_not_called_out_of_range() {
    for (text, message) in [
        ("four", "is not a whole number"),
        ("4.0", "is not a whole number"),
        ("-4", "is out of range"),
        ("0", "is out of range"),
        ("1001", "is out of range"),
        ("99999999999999999999999999", "is out of range"),
    ] {
        let problems = with(&[("BOUNCES_UPSTREAM_PER_SECOND", text)]).unwrap_err();
        assert_eq!(problems.0.len(), 1, "{text}");
        let problem = &problems.0[0];
        assert_eq!(
            (problem.key.as_str(), problem.message.as_str()),
            ("upstream_per_second", message)
        );
        assert_eq!(problem.hint, "a whole number from 1 to 1000; the default is 4");
    }
}

#[test]
fn an_invalid_public_url_causes_no_complaints_about_allowed_origins() {
    let origin = ("BOUNCES_ALLOWED_ORIGINS", "https://admin.example.org");
    for url in
        ["reports.example.org", "http://reports.example.org", "https://reports.example.org/x"]
    {
        assert_eq!(
            complaints(with(&[("BOUNCES_PUBLIC_URL", url), origin])),
            ["public_url"],
            "{url}"
        );
    }
    let exposed = [("BOUNCES_LISTEN", "0.0.0.0:8787"), origin];
    assert_eq!(complaints(with(&exposed)), ["public_url"], "required, but not set");
    // Problems that do not depend on the public URL are still reported.
    let variables =
        [("BOUNCES_PUBLIC_URL", "x"), ("BOUNCES_ALLOWED_ORIGINS", "https://a.example/b")];
    assert_eq!(complaints(with(&variables)), ["public_url", "allowed_origins"]);
}

#[test]
fn secret_files_may_be_readable_by_the_group_but_not_writable_or_open_to_others() {
    let folder = Folder::new();
    let key = "0123456789abcdef0123456789abcdef";
    let toml = "oauth_client_id = \"id\"\noauth_client_secret = \"canary\"\n";
    for mode in [0o400, 0o600, 0o440, 0o640, 0o660, 0o620, 0o604, 0o601, 0o644, 0o666] {
        let is_accepted = mode & 0o027 == 0;
        let named = |name: &str, text: &str| file(&folder, &format!("{name}-{mode:o}"), text, mode);
        let (secret, store_key) = (named("secret", "canary"), named("key", key));
        let secret = ("BOUNCES_OAUTH_CLIENT_SECRET_FILE", secret.to_str().unwrap());
        let store_key = ("BOUNCES_STORE_KEY_FILE", store_key.to_str().unwrap());
        for (result, complaint) in [
            (read(None, &[ACCOUNT[0], secret]), "oauth_client_secret_file"),
            (with(&[store_key]), "store_key_file"),
            (read(Some(&named("config", toml)), &[]), "oauth_client_secret"),
        ] {
            let expected: &[&str] = if is_accepted { &[] } else { &[complaint] };
            assert_eq!(complaints(result), expected, "{mode:o}");
        }
    }
}

#[test]
fn neither_problems_nor_debug_output_quote_a_secret() {
    let folder = Folder::new();
    let broken = file(&folder, "broken.toml", "oauth_client_secret = \"canary\nlisten = 1", 0o600);
    let problems = read(Some(&broken), &[("BOUNCES_OAUTH_TOKEN_URL", "https://a:canary@b/")]);
    let problems = problems.unwrap_err();
    assert!(!format!("{problems} {problems:?}").contains("canary"));
    assert!(problems.to_string().contains("near line 1"), "{problems}");
    let variables = [("BOUNCES_OAUTH_CLIENT_ID", "id"), ("BOUNCES_OAUTH_CLIENT_SECRET", "canary")];
    let raw = RawConfig::read(None, variables.map(|(name, value)| (name.into(), value.into())));
    assert!(!format!("{raw:?} {:?}", raw.resolve(false)).contains("canary"));
}

#[test]
fn missing_files_and_directories_are_problems() {
    let nowhere = PathBuf::from("/nowhere/proxy.toml");
    assert_eq!(complaints(read(Some(&nowhere), &ACCOUNT)), ["--config"]);
    // What is not set may be in the file that cannot be read.
    assert_eq!(complaints(read(Some(&nowhere), &[])), ["--config"]);
    let redis = [("BOUNCES_STORE", "redis://127.0.0.1/0"), ("BOUNCES_LISTEN", "nowhere")];
    assert_eq!(complaints(read(Some(&nowhere), &redis)), ["--config", "listen"]);
    assert_eq!(complaints(with(&[("BOUNCES_STATIC_DIR", "/nowhere")])), ["static_dir"]);
    assert_eq!(complaints(with(&[("BOUNCES_OAUTH_SCOPES", "offline_access")])), ["oauth_scopes"]);
    let idle =
        [("BOUNCES_SESSION_IDLE_SECONDS", "7200"), ("BOUNCES_SESSION_ABSOLUTE_SECONDS", "3600")];
    assert_eq!(complaints(with(&idle)), ["session_idle_seconds"]);
}

#[test]
fn the_sandbox_excludes_account_settings_and_exposed_listeners() {
    let sandbox = |variables: &[(&str, &str)]| {
        let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let mut found = complaints(RawConfig::read(None, variables).resolve(true));
        found.retain(|key| key != "--sandbox");
        found
    };
    assert!(sandbox(&[]).is_empty());
    assert!(sandbox(&[("BOUNCES_PUBLIC_URL", "http://127.0.0.1:8080")]).is_empty());
    assert_eq!(sandbox(&ACCOUNT), ["oauth_client_id", "oauth_client_secret"]);
    assert_eq!(
        sandbox(&[("BOUNCES_UPSTREAM_API_URL", "http://127.0.0.1:1")]),
        ["upstream_api_url"]
    );
    let open = [("BOUNCES_LISTEN", "0.0.0.0:1"), ("BOUNCES_PUBLIC_URL", "https://x.example")];
    assert_eq!(sandbox(&open), ["listen"]);
}

#[test]
fn the_metrics_need_a_port_of_their_own() {
    let listeners = |listen, metrics| {
        complaints(with(&[
            ("BOUNCES_LISTEN", listen),
            ("BOUNCES_METRICS_LISTEN", metrics),
            ("BOUNCES_METRICS_ALLOW_REMOTE", "true"),
            ("BOUNCES_PUBLIC_URL", "https://reports.example.org"),
        ]))
    };
    for (listen, metrics) in [
        ("127.0.0.1:8787", "127.0.0.1:8787"),
        ("0.0.0.0:8787", "127.0.0.1:8787"),
        ("127.0.0.1:8787", "0.0.0.0:8787"),
    ] {
        assert_eq!(listeners(listen, metrics), ["metrics_listen"], "{listen} {metrics}");
    }
    for (listen, metrics) in [
        ("127.0.0.1:8787", "127.0.0.1:9464"),
        ("127.0.0.1:8787", "127.0.0.2:8787"),
        ("127.0.0.1:0", "127.0.0.1:0"),
    ] {
        assert!(listeners(listen, metrics).is_empty(), "{listen} {metrics}");
    }
}

#[test]
fn values_of_other_types_are_described() {
    let folder = Folder::new();
    for (line, expected) in [
        ("allowed_accounts = [\"a\", 1]", "must be a list of strings"),
        ("listen = 1979-05-27", "must not be a datetime"),
        ("listen = { port = 1 }", "must not be a table"),
    ] {
        let path = file(&folder, "types.toml", line, 0o600);
        let text = read(Some(&path), &ACCOUNT).unwrap_err().to_string();
        assert!(text.contains(expected), "{line}: {text}");
    }
}

/// Otherwise everybody could sign in where somebody meant to limit it.
#[test]
fn an_empty_list_of_allowed_accounts_is_rejected() {
    for text in ["", " ", ",", " , "] {
        let found = complaints(with(&[("BOUNCES_ALLOWED_ACCOUNTS", text)]));
        assert_eq!(found, ["allowed_accounts"], "{text:?}");
    }
    let folder = Folder::new();
    for text in ["\"\"", "[]", "[\"\"]"] {
        let path = file(&folder, "empty.toml", &format!("allowed_accounts = {text}\n"), 0o600);
        assert_eq!(complaints(read(Some(&path), &ACCOUNT)), ["allowed_accounts"], "{text}");
    }
}
