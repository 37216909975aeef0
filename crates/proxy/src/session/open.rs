//! From the setting `store` to an open store and its key.

use super::{MemoryStore, RedisStore, ServerKey, SqliteError, SqliteStore, Store, Vault};
use crate::config::{SessionLimits, StoreKind};
use redis::RedisError;
use std::{
    fmt, fs,
    io::{self, Read, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why sessions cannot be kept.
#[derive(Debug)]
pub enum OpenError {
    /// The file of this name cannot be used.
    Sqlite(PathBuf, SqliteError),
    /// The key in the file of this name can neither be read nor made.
    Key(PathBuf, io::Error),
    /// Redis does not answer, or not as Redis.
    Redis(RedisError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path, error) => write!(
                formatter,
                "the session store {} cannot be used: {error}: let this user write its folder, or set BOUNCES_STORE",
                path.display()
            ),
            Self::Key(path, error) => write!(
                formatter,
                "the session store's key {} cannot be used: {error}: give it to this user alone, or set BOUNCES_STORE_KEY_FILE",
                path.display()
            ),
            // Its own text could quote the URL, which may hold a password.
            Self::Redis(error) => write!(
                formatter,
                "Redis cannot be used ({:?}): start it, or correct BOUNCES_STORE",
                error.kind()
            ),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Sqlite(_, error) => Some(error),
            Self::Key(_, error) => Some(error),
            Self::Redis(_) => None,
        }
    }
}

/// Opens the store and takes its key.
///
/// # Errors
/// The store cannot be reached or written, or the key not be made.
pub async fn open_vault(kind: &StoreKind, limits: SessionLimits) -> Result<Vault, OpenError> {
    let (store, key): (Arc<dyn Store>, _) = match kind {
        StoreKind::Memory => (Arc::new(MemoryStore::default()), ServerKey::generate()),
        StoreKind::Sqlite { path, key } => {
            let opened = SqliteStore::open(path);
            let store = opened.map_err(|error| OpenError::Sqlite(path.clone(), error))?;
            let key = match key {
                Some(key) => key.clone(),
                None => find_key(&beside(path))?,
            };
            (Arc::new(store), key)
        }
        StoreKind::Redis { url, key } => {
            let store = RedisStore::connect(url).await.map_err(OpenError::Redis)?;
            (Arc::new(store), key.clone())
        }
    };
    Ok(Vault::new(store, key, limits))
}

/// Where the key lies if no file was named for it.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".key");
    name.into()
}

/// Reads the key, or makes one. Of two proxies that start together one makes it.
fn find_key(path: &Path) -> Result<ServerKey, OpenError> {
    let failed = |error| OpenError::Key(path.to_owned(), error);
    if let Some(key) = read_key(path).map_err(failed)? {
        return Ok(key);
    }
    // Whole under another name first: nobody ever reads half a key.
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".{:016x}", rand::random::<u64>()));
    let part = PathBuf::from(part);
    let mut bytes = [0_u8; ServerKey::SHORTEST];
    rand::fill(&mut bytes);
    let file = fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(&part);
    let written = file.and_then(|mut file| {
        file.write_all(&bytes)?;
        file.sync_all()
    });
    // It fails if the other proxy was quicker; then that one's key is read.
    let linked = written.and_then(|()| fs::hard_link(&part, path));
    // What stays behind would be a key that opens nothing.
    let _ = fs::remove_file(&part);
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
    if file.metadata()?.permissions().mode() & 0o007 != 0 {
        return Err(io::Error::other("every user may read it"));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    ServerKey::new(bytes).map(Some).ok_or_else(|| io::Error::other("it is shorter than 32 bytes"))
}
