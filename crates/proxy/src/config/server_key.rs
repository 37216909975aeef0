//! The server's half of the key that seals the session store.

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
