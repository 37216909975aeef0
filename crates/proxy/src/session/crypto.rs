//! Encryption of sessions in the store and of login attempts in their cookies: XChaCha20-Poly1305, with
//! a key derived from the server's key *and* a second secret.
//!
//! The secret of a session is in the browser's cookie: the store and the server key together decrypt
//! nothing without the cookies, nor does a cookie without the server key. The secret of a login attempt
//! is its `state`, which the authorization server returns.

use super::{id::SessionKey, store::StoredRecord};
use crate::{
    audit::Pseudonym,
    clock::UnixSeconds,
    config::{ServerKey, ServerKeys},
};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use secrecy::{
    ExposeSecret, SecretString,
    zeroize::{Zeroize, Zeroizing},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;

const NONCE_LENGTH: usize = 24;

/// The record that sealed content belongs to. Content that was moved to another record cannot be
/// unsealed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'a> {
    /// A session, by the hash of its id.
    Session(SessionKey),
    /// A login attempt, by its `state`.
    LoginAttempt(&'a str),
}

/// Seals a value; `None` only if it cannot be serialized.
pub(super) fn seal<T: Serialize>(
    server_key: &ServerKey,
    cookie_secret: &SecretString,
    subject: Subject<'_>,
    created: UnixSeconds,
    value: &T,
) -> Option<Vec<u8>> {
    let plaintext = Zeroizing::new(serde_json::to_vec(value).ok()?);
    let mut nonce = [0; NONCE_LENGTH];
    rand::fill(&mut nonce);
    let associated_data = subject.associated_data(created);
    let payload = Payload { msg: &plaintext, aad: &associated_data };
    let cipher = cipher(server_key, cookie_secret, subject)?;
    let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// Unseals a record; `None` unless it was sealed for this subject with one of the keys and this secret.
pub(super) fn unseal<T: DeserializeOwned>(
    keys: &ServerKeys,
    cookie_secret: &SecretString,
    subject: Subject<'_>,
    record: &StoredRecord,
) -> Option<T> {
    let (nonce, sealed) = record.sealed.split_at_checked(NONCE_LENGTH)?;
    let associated_data = subject.associated_data(record.created);
    let plaintext = keys.iter().find_map(|key| {
        let cipher = cipher(key, cookie_secret, subject)?;
        let payload = Payload { msg: sealed, aad: &associated_data };
        cipher.decrypt(XNonce::from_slice(nonce), payload).ok()
    })?;
    serde_json::from_slice(&Zeroizing::new(plaintext)).ok()
}

/// Identifies a server key without revealing it: proxies with the same key have the same fingerprint.
pub(super) fn fingerprint(server_key: &ServerKey) -> u64 {
    let mut bytes = [0; size_of::<u64>()];
    let hkdf = Hkdf::<Sha256>::new(None, server_key.expose_secret());
    // Fails only for more than 8,160 bytes.
    let _ = hkdf.expand(b"bounces-proxy fingerprint 1", &mut bytes);
    u64::from_be_bytes(bytes)
}

/// A stable name for logs. `kind` separates names of sessions from names of accounts.
pub(super) fn pseudonym(server_key: &ServerKey, kind: &str, name: &[u8]) -> Pseudonym {
    let mut pseudonym = Pseudonym([0; 8]);
    let hkdf = Hkdf::<Sha256>::new(None, server_key.expose_secret());
    let info = [b"bounces-proxy pseudonym 1 ", kind.as_bytes(), b" ", name];
    // Fails only for more than 8,160 bytes.
    let _ = hkdf.expand_multi_info(&info, &mut pseudonym.0);
    pseudonym
}

fn cipher(
    server_key: &ServerKey,
    cookie_secret: &SecretString,
    subject: Subject<'_>,
) -> Option<XChaCha20Poly1305> {
    // The extract step of HKDF is an HMAC: if either input is unknown, the output is random.
    let salt = server_key.expose_secret();
    let hkdf = Hkdf::<Sha256>::new(Some(salt), cookie_secret.expose_secret().as_bytes());
    let mut key = Key::default();
    hkdf.expand(subject.purpose(), &mut key).ok()?;
    let cipher = XChaCha20Poly1305::new(&key);
    key.as_mut_slice().zeroize();
    Some(cipher)
}

impl Subject<'_> {
    fn purpose(self) -> &'static [u8] {
        match self {
            Self::Session(_) => b"bounces-proxy session 1",
            Self::LoginAttempt(_) => b"bounces-proxy attempt 2",
        }
    }

    /// Includes the creation time, so that write access to the store cannot make a session younger. For
    /// login attempts it is the time of expiry.
    fn associated_data(self, created: UnixSeconds) -> Vec<u8> {
        let name = match &self {
            Self::Session(key) => key.0.as_slice(),
            Self::LoginAttempt(state) => state.as_bytes(),
        };
        [self.purpose(), &created.to_be_bytes(), name].concat()
    }
}
