//! The setting `static_dir`.

use crate::{
    configuration::{ACCOUNT, complaints, file, read},
    support::Folder,
};
use std::fs;

/// Its files are public.
#[test]
fn a_directory_of_the_page_that_contains_secrets_is_rejected() {
    let folder = Folder::new();
    fs::create_dir(folder.file("page")).unwrap();
    let secret = file(&folder, "page/secret", "0123456789abcdef0123456789abcdef", 0o600);
    let login = file(&folder, "page/login", "user:password", 0o600);
    let outside = file(&folder, "outside", "0123456789abcdef0123456789abcdef", 0o600);
    let [secret, login, outside] = [&secret, &login, &outside].map(|path| path.to_str().unwrap());
    let (keys, page) = (format!("{outside},{secret}"), folder.file("page"));
    let database = format!("sqlite:{}", page.join("new.sqlite").display());
    let found = |more: &[(&str, &str)]| {
        let page = ("BOUNCES_STATIC_DIR", page.to_str().unwrap());
        complaints(read(None, &[&[ACCOUNT[0], page], more].concat()))
    };
    let account = ("BOUNCES_OAUTH_CLIENT_SECRET_FILE", outside);
    assert!(found(&[account]).is_empty());
    for more in [
        &[("BOUNCES_OAUTH_CLIENT_SECRET_FILE", secret)][..],
        &[account, ("BOUNCES_STORE", database.as_str())],
        &[account, ("BOUNCES_STORE", "sqlite:/var/x"), ("BOUNCES_STORE_KEY_FILE", &keys)],
        &[
            account,
            ("BOUNCES_EGRESS_PROXY", "http://proxy.example:1"),
            ("BOUNCES_EGRESS_PROXY_CREDENTIALS_FILE", login),
        ],
    ] {
        assert_eq!(found(more), ["static_dir"], "{more:?}");
    }
    let text = format!(
        "static_dir = \"{}\"\noauth_client_id = \"id\"\noauth_client_secret = \"s\"\n",
        page.display()
    );
    let inside = file(&folder, "page/proxy.toml", &text, 0o600);
    assert_eq!(complaints(read(Some(&inside), &[])), ["static_dir"]);
}
