//! Opens the configured store and its key.

use super::{
    manager::SessionManager,
    store::{MemoryStore, RedisStore, SqliteError, SqliteStore, Store},
};
use crate::config::{ServerKey, ServerKeys, SessionLimits, StoreKind, check_permissions};
use redis::RedisError;
use std::{
    fmt, fs,
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::task::{JoinError, spawn_blocking};

/// Why sessions cannot be stored.
#[derive(Debug)]
pub enum OpenError {
    /// The SQLite file cannot be used.
    Sqlite(PathBuf, SqliteError),
    /// The key file can be neither read nor created.
    Key(PathBuf, io::Error),
    /// Redis cannot be reached, or does not answer as Redis does.
    Redis(RedisError),
    /// The process stops while the store is being opened.
    Interrupted(JoinError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path, error) => write!(
                formatter,
                "cannot use the session store {}: {error}; make its directory writable for this user, or set BOUNCES_STORE",
                path.display()
            ),
            Self::Key(path, error) => write!(
                formatter,
                "cannot use the key {} of the session store: {error}; deny access to other users and writing to the group, or set BOUNCES_STORE_KEY_FILE",
                path.display()
            ),
            // The text of the error could quote the URL, which may contain a password.
            Self::Redis(error) => write!(
                formatter,
                "cannot use Redis ({:?}); start it, or correct BOUNCES_STORE, BOUNCES_STORE_CREDENTIALS_FILE or BOUNCES_STORE_CA_FILE",
                error.kind()
            ),
            Self::Interrupted(error) => write!(formatter, "cannot open the session store: {error}"),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Sqlite(_, error) => Some(error),
            Self::Key(_, error) => Some(error),
            Self::Interrupted(error) => Some(error),
            Self::Redis(_) => None,
        }
    }
}

/// Opens the store and reads its key.
///
/// # Errors
/// The store cannot be reached or written, or the key cannot be created.
pub async fn open_sessions(
    kind: &StoreKind,
    limits: SessionLimits,
) -> Result<SessionManager, OpenError> {
    let (store, keys): (Arc<dyn Store>, ServerKeys) = match kind {
        StoreKind::Memory => (Arc::new(MemoryStore::default()), ServerKey::generate().into()),
        StoreKind::Sqlite { path, keys } => {
            let (path, keys) = (path.clone(), keys.clone());
            // On a thread of its own, because a disk may hang.
            let opening = spawn_blocking(move || open_sqlite(&path, keys));
            let (store, keys) = opening.await.map_err(OpenError::Interrupted)??;
            (Arc::new(store), keys)
        }
        StoreKind::Redis { server, keys } => {
            let store = RedisStore::connect(server).await.map_err(OpenError::Redis)?;
            (Arc::new(store), keys.clone())
        }
    };
    Ok(SessionManager::new(store, keys, limits))
}

fn open_sqlite(
    path: &Path,
    keys: Option<ServerKeys>,
) -> Result<(SqliteStore, ServerKeys), OpenError> {
    let opened = SqliteStore::open(path);
    let store = opened.map_err(|error| OpenError::Sqlite(path.to_owned(), error))?;
    let keys = match keys {
        Some(keys) => keys,
        None => read_or_create_key(&default_key_path(path))?.into(),
    };
    Ok((store, keys))
}

/// Where the key is stored unless a file is configured.
fn default_key_path(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".key");
    name.into()
}

/// Reads the key, or creates one. Of two proxies that start together, only one creates it.
fn read_or_create_key(path: &Path) -> Result<ServerKey, OpenError> {
    let failed = |error| OpenError::Key(path.to_owned(), error);
    if let Some(key) = read_key(path).map_err(failed)? {
        return Ok(key);
    }
    // Written under a temporary name first, so that no process reads an incomplete key.
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{:016x}", rand::random::<u64>()));
    let temporary = PathBuf::from(temporary);
    let mut bytes = [0_u8; ServerKey::MIN_LENGTH];
    rand::fill(&mut bytes);
    let file = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&temporary);
    let written = file.and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()
    });
    // Linking fails if another proxy has created the key first; its key is read then.
    let linked = written.and_then(|()| fs::hard_link(&temporary, path));
    // If the removal fails, the file that remains is a key that opens nothing.
    let _ = fs::remove_file(&temporary);
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(error)),
        Ok(()) | Err(_) => {}
    }
    let key = read_key(path).map_err(failed)?;
    key.ok_or_else(|| failed(io::ErrorKind::NotFound.into()))
}

fn read_key(path: &Path) -> io::Result<Option<ServerKey>> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    check_permissions(&file.metadata()?).map_err(io::Error::other)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let too_short =
        || io::Error::other(format!("it has fewer than {} bytes", ServerKey::MIN_LENGTH));
    ServerKey::new(bytes).map(Some).ok_or_else(too_short)
}
