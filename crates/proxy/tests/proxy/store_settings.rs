//! The settings of the session store and its keys.

use crate::{
    configuration::{ACCOUNT, file, read, with},
    support::{Authority, Folder},
};
use bounces_proxy::config::StoreKind;

fn store(variables: &[(&str, &str)]) -> Result<StoreKind, Vec<String>> {
    match with(variables) {
        Ok(config) => Ok(config.store),
        Err(problems) => Err(problems.0.iter().map(|problem| problem.key.clone()).collect()),
    }
}

#[test]
fn sessions_are_stored_in_sqlite_by_default() {
    let Ok(StoreKind::Sqlite { path, keys }) = store(&[]) else { panic!("no SQLite") };
    assert_eq!((path.to_str(), keys.is_none()), (Some("bounces-proxy.sqlite"), true));
    assert!(matches!(store(&[("BOUNCES_STORE", "memory:")]), Ok(StoreKind::Memory)));
    let Ok(StoreKind::Sqlite { path, .. }) = store(&[("BOUNCES_STORE", "sqlite:/var/x")]) else {
        panic!("no SQLite")
    };
    assert_eq!(path.to_str(), Some("/var/x"));
}

#[test]
fn redis_requires_a_private_key_of_sufficient_length() {
    let folder = Folder::new();
    let url = ("BOUNCES_STORE", "redis://:canary@127.0.0.1:6379/0");
    assert_eq!(store(&[url]).unwrap_err(), ["store_key_file"]);
    for (text, mode, good) in [
        ("0123456789abcdef0123456789abcdef", 0o600, true),
        ("0123456789abcdef0123456789abcdef", 0o644, false),
        ("too short", 0o600, false),
    ] {
        let path = file(&folder, &format!("key-{mode:o}-{}", text.len()), text, mode);
        let found = store(&[url, ("BOUNCES_STORE_KEY_FILE", path.to_str().unwrap())]);
        assert_eq!(matches!(&found, Ok(StoreKind::Redis { .. })), good, "{text} {mode:o}");
        assert!(!format!("{found:?}").contains("canary"));
        assert!(!format!("{found:?}").contains("0123456789"));
        if !good {
            assert_eq!(found.unwrap_err(), ["store_key_file"]);
        }
    }
    assert_eq!(store(&[("BOUNCES_STORE_KEY_FILE", "/nowhere")]).unwrap_err(), ["store_key_file"]);
}

#[test]
fn invalid_stores_are_rejected() {
    for text in [
        "memory",
        "memory:x",
        "sqlite:",
        "sqlite::memory:",
        "redis:",
        "redis://",
        "rediss://x#insecure",
        "redis+unix:",
        "x",
        "file:y",
    ] {
        assert_eq!(store(&[("BOUNCES_STORE", text)]).unwrap_err(), ["store"], "{text}");
    }
}

#[test]
fn a_redis_password_in_a_world_readable_file_is_rejected() {
    let folder = Folder::new();
    let key = file(&folder, "redis-key", "0123456789abcdef0123456789abcdef", 0o600);
    for (login, mode, good) in
        [("", 0o644, true), (":canary@", 0o644, false), (":canary@", 0o600, true)]
    {
        let text = format!(
            "store = \"redis://{login}127.0.0.1/0\"\nstore_key_file = \"{}\"\n",
            key.display()
        );
        let path = file(&folder, &format!("redis-{}-{mode:o}.toml", login.len()), &text, mode);
        let problems = read(Some(&path), &ACCOUNT).err().map(|problems| problems.to_string());
        assert_eq!(problems.is_none(), good, "{problems:?}");
        assert!(!problems.unwrap_or_default().contains("canary"));
    }
}

#[test]
fn several_keys_are_listed_with_commas_or_as_an_array() {
    let folder = Folder::new();
    let path =
        |name: &str| file(&folder, name, &format!("{name:*>32}"), 0o600).display().to_string();
    let (one, two) = (path("a key"), path("another key"));
    let keys_of = |result: Result<StoreKind, Vec<String>>| match result {
        Ok(StoreKind::Redis { .. }) => Ok(()),
        Ok(_) => panic!("not Redis"),
        Err(keys) => Err(keys),
    };
    let redis = ("BOUNCES_STORE", "redis://127.0.0.1/0");
    for (list, expected) in [
        (format!("{one},{two}"), Ok(())),
        (format!("{one}, {two}"), Ok(())),
        (format!("{one} {two}"), Err(vec!["store_key_file".to_owned()])),
        (format!("{one},"), Err(vec!["store_key_file".to_owned()])),
        (format!("{one},/nowhere"), Err(vec!["store_key_file".to_owned()])),
    ] {
        assert_eq!(keys_of(store(&[redis, ("BOUNCES_STORE_KEY_FILE", &list)])), expected, "{list}");
    }
    let text = format!(
        "oauth_client_id = \"id\"\noauth_client_secret = \"s\"\nstore = \"redis://127.0.0.1/0\"\n\
         store_key_file = [\"{one}\", \"{two}\"]\n"
    );
    let config = read(Some(&file(&folder, "list.toml", &text, 0o600)), &[]);
    assert!(matches!(config.unwrap().store, StoreKind::Redis { .. }));
}

#[test]
fn the_connection_to_redis_is_validated() {
    let folder = Folder::new();
    let path = |name: &str, text: &str, mode| file(&folder, name, text, mode).display().to_string();
    let key = path("key", "0123456789abcdef0123456789abcdef", 0o600);
    let ca = Authority::new().write(&folder).display().to_string();
    let login = path("login", "user:pass:word\n", 0o600);
    let (open, nobody) = (path("open", "user:pass", 0o644), path("nobody", "password", 0o600));
    let no_ca = path("not-a-ca", "x", 0o644);
    let (tls, plain) = ("rediss://redis.example.org/0", "redis://127.0.0.1/0");
    for (url, login, ca, expected) in [
        (tls, &login, &ca, ""),
        ("redis+unix:///run/redis.sock?db=1", &login, &String::new(), ""),
        (plain, &login, &ca, "store_ca_file"),
        (tls, &open, &ca, "store_credentials_file"),
        (tls, &nobody, &ca, "store_credentials_file"),
        (tls, &login, &no_ca, "store_ca_file"),
        (tls, &login, &key, "store_ca_file"),
        ("rediss://:secret@redis.example.org", &login, &ca, "store_credentials_file"),
        ("rediss://other@redis.example.org", &login, &ca, "store_credentials_file"),
        ("redis+unix:///run/redis.sock?user=x", &login, &String::new(), "store_credentials_file"),
        ("redis+unix:///run/redis.sock?pass=x", &login, &String::new(), "store_credentials_file"),
    ] {
        let found = store(&[
            ("BOUNCES_STORE", url),
            ("BOUNCES_STORE_KEY_FILE", &key),
            ("BOUNCES_STORE_CREDENTIALS_FILE", login),
            ("BOUNCES_STORE_CA_FILE", ca),
        ]);
        let problems = found.err().unwrap_or_default();
        assert_eq!(problems.join(" "), expected, "{url}");
    }
    for name in ["STORE_CREDENTIALS_FILE", "STORE_CA_FILE"] {
        let value = if name.contains("CA") { &ca } else { &login };
        let found = store(&[(&format!("BOUNCES_{name}"), value)]);
        assert_eq!(found.unwrap_err(), [name.to_lowercase()], "the store is SQLite");
    }
}

#[test]
fn a_key_that_cannot_be_used_hides_no_other_problem() {
    let folder = Folder::new();
    let good = file(&folder, "good", "0123456789abcdef0123456789abcdef", 0o600);
    let keys = format!("{},/nowhere", good.display());
    for (url, expected) in [
        ("nowhere:", &["store_key_file", "store"][..]),
        ("rediss://redis.example.org/0#insecure", &["store_key_file", "store"]),
        ("redis://:canary@127.0.0.1/0", &["store_key_file", "store_credentials_file"]),
        ("sqlite:/var/x", &["store_key_file", "store_credentials_file"]),
    ] {
        let login = file(&folder, "login", "user:password", 0o600);
        let problems = with(&[
            ("BOUNCES_STORE", url),
            ("BOUNCES_STORE_KEY_FILE", &keys),
            ("BOUNCES_STORE_CREDENTIALS_FILE", login.to_str().unwrap()),
        ]);
        let problems = problems.unwrap_err();
        assert!(
            problems.to_string().contains("file 2 of 2: the file cannot be read"),
            "{problems}"
        );
        for key in expected {
            assert!(problems.0.iter().any(|one| one.key == *key), "{key} with {url}: {problems}");
        }
    }
}
