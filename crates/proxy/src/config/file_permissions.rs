//! Who may access a file that contains a secret.

use std::{fs::Metadata, os::unix::fs::PermissionsExt, path::Path};

/// Checks that a file with a secret is a regular file and is not accessible to other users.
///
/// # Errors
/// Why the file is refused, as a clause.
pub(crate) fn check_permissions(metadata: &Metadata) -> Result<(), String> {
    let mode = metadata.permissions().mode();
    if mode & 0o007 != 0 {
        return Err(format!("the file is accessible to every user (mode {:o})", mode & 0o777));
    }
    if metadata.is_file() { Ok(()) } else { Err("it is not a regular file".to_owned()) }
}

/// The same for a path.
///
/// # Errors
/// Why the file is refused, as a clause.
pub(super) fn check_path(path: &Path) -> Result<(), String> {
    let metadata = std::fs::metadata(path);
    check_permissions(&metadata.map_err(|error| format!("the file cannot be read: {error}"))?)
}
