//! How records lie at rest: sealed by XChaCha20-Poly1305, under a key that takes the server's key *and* what only the browser's cookie holds.
//!
//! Whoever has the store and the server's key still opens nothing without the cookies; whoever has
//! a cookie's text opens nothing without the server's key.

use super::{Row, SessionKey};
use crate::clock::UnixSeconds;
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use secrecy::{
    ExposeSecret, SecretSlice, SecretString,
    zeroize::{Zeroize, Zeroizing},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;

const NONCE: usize = 24;

/// What a sealed text is about: a text that was moved to another place opens no more.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    /// A session, by the hash of its id.
    Session(SessionKey),
    /// An attempt, by its public id.
    Attempt(&'a str),
}

/// The server's half of all keys.
#[derive(Clone, Debug)]
pub struct ServerKey(SecretSlice<u8>);

impl ServerKey {
    /// The shortest key that is taken, in bytes.
    pub const SHORTEST: usize = 32;

    /// `None` if it is too short to be a key.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() >= Self::SHORTEST).then(|| Self(bytes.into()))
    }

    /// One for as long as this process lives.
    pub fn generate() -> Self {
        let mut bytes = vec![0; Self::SHORTEST];
        rand::fill(bytes.as_mut_slice());
        Self(bytes.into())
    }

    pub(super) fn seal<T: Serialize>(
        &self,
        subject: Subject<'_>,
        created: UnixSeconds,
        half: &SecretString,
        value: &T,
    ) -> Option<Vec<u8>> {
        let text = Zeroizing::new(serde_json::to_vec(value).ok()?);
        let mut nonce = [0; NONCE];
        rand::fill(&mut nonce);
        let aad = subject.bytes(created);
        let payload = Payload { msg: &text, aad: &aad };
        let sealed =
            self.cipher(subject, half)?.encrypt(XNonce::from_slice(&nonce), payload).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// `None` if it is not what was sealed for this subject, by this key and this half.
    pub(super) fn open<T: DeserializeOwned>(
        &self,
        subject: Subject<'_>,
        half: &SecretString,
        row: &Row,
    ) -> Option<T> {
        let (nonce, sealed) = row.sealed.split_at_checked(NONCE)?;
        let aad = subject.bytes(row.created);
        let payload = Payload { msg: sealed, aad: &aad };
        let text = self.cipher(subject, half)?.decrypt(XNonce::from_slice(nonce), payload);
        serde_json::from_slice(&Zeroizing::new(text.ok()?)).ok()
    }

    fn cipher(&self, subject: Subject<'_>, half: &SecretString) -> Option<XChaCha20Poly1305> {
        // HKDF's extract is HMAC: without either input its output is random.
        let hkdf =
            Hkdf::<Sha256>::new(Some(self.0.expose_secret()), half.expose_secret().as_bytes());
        let mut key = Key::default();
        hkdf.expand(subject.purpose(), &mut key).ok()?;
        let cipher = XChaCha20Poly1305::new(&key);
        key.as_mut_slice().zeroize();
        Some(cipher)
    }
}

impl Subject<'_> {
    fn purpose(self) -> &'static [u8] {
        match self {
            Self::Session(_) => b"bounces-proxy session 1",
            Self::Attempt(_) => b"bounces-proxy attempt 1",
        }
    }

    /// The time of sign-in is bound as well: who can write into the store cannot make a session younger.
    fn bytes(self, created: UnixSeconds) -> Vec<u8> {
        let name = match &self {
            Self::Session(key) => key.0.as_slice(),
            Self::Attempt(id) => id.as_bytes(),
        };
        [self.purpose(), &created.to_be_bytes(), name].concat()
    }
}
