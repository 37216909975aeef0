//! The server's half of the keys that seal the session store.

use secrecy::{ExposeSecret, SecretSlice};

/// The secret of the server from which the keys of all records are derived.
#[derive(Clone, Debug)]
pub struct ServerKey(SecretSlice<u8>);

impl ServerKey {
    /// Minimum length, in bytes.
    pub const MIN_LENGTH: usize = 32;

    /// Returns `None` if the key is too short.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() >= Self::MIN_LENGTH).then(|| Self(bytes.into()))
    }

    /// Generates a key that lives as long as this process.
    pub fn generate() -> Self {
        let mut bytes = vec![0; Self::MIN_LENGTH];
        rand::fill(bytes.as_mut_slice());
        Self(bytes.into())
    }

    /// The secret bytes, for key derivation only.
    pub(crate) fn expose_secret(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

/// The keys of a store: the first seals, all of them open. So a key can be replaced while records that
/// the previous one has sealed are in use.
#[derive(Clone, Debug)]
pub struct ServerKeys {
    first: ServerKey,
    others: Vec<ServerKey>,
}

impl ServerKeys {
    /// Returns `None` if there is no key.
    pub fn new(keys: impl IntoIterator<Item = ServerKey>) -> Option<Self> {
        let mut keys = keys.into_iter();
        Some(Self { first: keys.next()?, others: keys.collect() })
    }

    /// The key that seals.
    pub(crate) fn first(&self) -> &ServerKey {
        &self.first
    }

    /// All keys, the first first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &ServerKey> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

impl From<ServerKey> for ServerKeys {
    fn from(first: ServerKey) -> Self {
        Self { first, others: Vec::new() }
    }
}
