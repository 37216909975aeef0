//! The setting `static_dir`: the directory of the built page, whose files anyone can read.

use super::{key::Key, resolver::Resolver, settings::StoreKind, source::Source};
use std::path::{Path, PathBuf};

/// Settings that each name a file with a secret.
const SECRET_FILES: [Key; 3] =
    [Key::OauthClientSecretFile, Key::StoreCredentialsFile, Key::EgressProxyCredentialsFile];

/// `None` if it is not set, or there is a problem.
pub(super) fn resolve(resolver: &mut Resolver<'_>, store: Option<&StoreKind>) -> Option<PathBuf> {
    let path = Path::new(resolver.text(Key::StaticDir)?);
    let Some(directory) = path.canonicalize().ok().filter(|path| path.is_dir()) else {
        resolver.add_problem(
            Key::StaticDir,
            "is not a readable directory",
            "the directory created by `trunk build --release`, usually dist",
        );
        return None;
    };
    for (key, file) in private_files(resolver, store) {
        if canonicalize(&file).is_some_and(|file| file.starts_with(&directory)) {
            let message = format!("contains the file of {key}, which anyone could then read");
            let hint = "a directory with nothing but the built page";
            resolver.add_problem(Key::StaticDir, &message, hint);
        }
    }
    Some(directory)
}

/// The files that must not be public, with the settings that name or contain them.
fn private_files(resolver: &Resolver<'_>, store: Option<&StoreKind>) -> Vec<(Key, PathBuf)> {
    let mut files: Vec<(Key, PathBuf)> = SECRET_FILES
        .into_iter()
        .filter_map(|key| Some((key, resolver.text(key)?.into())))
        .collect();
    let keys = resolver.text(Key::StoreKeyFile).unwrap_or_default();
    let keys = keys.split(Key::StoreKeyFile.separator()).map(str::trim);
    files.extend(keys.map(|path| (Key::StoreKeyFile, path.into())));
    // Next to the database is its key.
    if let Some(StoreKind::Sqlite { path, .. }) = store {
        files.push((Key::Store, path.clone()));
    }
    // The configuration file itself, if it contains what may be secret.
    for key in [Key::OauthClientSecret, Key::Store] {
        if let Some(Source::File(path)) = resolver.source(key) {
            files.push((key, path.into()));
        }
    }
    files
}

/// The canonical path of a file, which need not exist yet.
fn canonicalize(file: &Path) -> Option<PathBuf> {
    if let Ok(path) = file.canonicalize() {
        return Some(path);
    }
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new(".")).canonicalize().ok()?;
    Some(parent.join(file.file_name()?))
}
