//! The examples in `deploy/` have valid settings. `scripts/test deploy` validates them as files of
//! Kubernetes and Compose.

use crate::support::Folder;
use bounces_proxy::config::RawConfig;
use std::{
    ffi::OsString,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
};

/// A directory with the files that the examples name.
fn mounted() -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.file("page")).unwrap();
    for secret in ["client", "client-secret", "store-key"] {
        fs::write(folder.file(secret), [b'k'; 32]).unwrap();
        fs::set_permissions(folder.file(secret), Permissions::from_mode(0o440)).unwrap();
    }
    folder
}

/// The settings with the paths of the directory instead of those of a container.
fn in_folder(text: &str, folder: &Folder) -> String {
    let path = folder.path().display().to_string();
    text.replace("/run/secrets/bounces-proxy", &path)
        .replace("/run/secrets", &path)
        .replace("/srv/bounces-report", &format!("{path}/page"))
}

/// The lines below a line, as far as they are indented further, without their indentation.
fn block<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    let (before, after) = text.split_once(start).unwrap();
    let own = before.rsplit('\n').next().unwrap().len();
    let indented = |line: &&str| line.len() - line.trim_start().len() > own;
    after.lines().skip(1).take_while(indented).map(str::trim).collect()
}

fn assert_valid(raw: &RawConfig) {
    if let Err(problems) = raw.resolve(false) {
        panic!("{problems}");
    }
}

#[test]
fn the_settings_for_kubernetes_are_valid() {
    let folder = mounted();
    let lines = block(include_str!("../../../../deploy/kubernetes.yaml"), "proxy.toml: |");
    assert!(lines.len() > 8, "{lines:?}");
    fs::write(folder.file("proxy.toml"), in_folder(&lines.join("\n"), &folder)).unwrap();
    assert_valid(&RawConfig::read(Some(&folder.file("proxy.toml")), []));
}

#[test]
fn the_settings_for_compose_are_valid_beside_those_of_the_image() {
    let folder = mounted();
    let compose = block(include_str!("../../../../deploy/compose.yaml"), "environment:");
    let compose = compose.iter().filter_map(|line| line.split_once(": "));
    let image = include_str!("../../../../deploy/Containerfile")
        .split(|c: char| c.is_whitespace())
        .filter(|word| word.starts_with("BOUNCES_"))
        .filter_map(|word| word.split_once('='))
        .filter(|(_, value)| !value.contains("example") && !value.ends_with('…'));
    let settings: Vec<(OsString, OsString)> = image
        .chain(compose)
        .filter(|(name, _)| name.starts_with("BOUNCES_"))
        .map(|(name, value)| (name.into(), in_folder(value, &folder).into()))
        .collect();
    assert!(settings.len() > 8, "{settings:?}");
    assert_valid(&RawConfig::read(None, settings));
}
