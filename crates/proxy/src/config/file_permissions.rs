//! Who may access a file that contains a secret.

use std::{fs::Metadata, os::unix::fs::PermissionsExt, path::Path};

/// Checks that a file with a secret is a regular file, is not accessible to other users, and is not
/// writable by its group.
///
/// The group may read it: container orchestrators mount secrets readable by a group.
///
/// # Errors
/// Why the file is refused, as a clause.
pub(crate) fn check_permissions(metadata: &Metadata) -> Result<(), String> {
    let mode = metadata.permissions().mode();
    let problem = if mode & 0o007 != 0 {
        "accessible to every user"
    } else if mode & 0o020 != 0 {
        "writable by the group"
    } else if !metadata.is_file() {
        return Err("it is not a regular file".to_owned());
    } else {
        return Ok(());
    };
    Err(format!("the file is {problem} (mode {:o})", mode & 0o777))
}

/// The same for a path.
///
/// # Errors
/// Why the file is refused, as a clause.
pub(super) fn check_path(path: &Path) -> Result<(), String> {
    let metadata = std::fs::metadata(path);
    check_permissions(&metadata.map_err(|error| format!("the file cannot be read: {error}"))?)
}
