//! Unguessable text, its hash, and comparing it. Every secret that the proxy itself makes is made here.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The length of [`token`]'s text.
pub(crate) const TOKEN_LENGTH: usize = 43;

/// The SHA-256 of a secret: enough to recognise it, of no use to steal.
pub(crate) type Hash = [u8; 32];

/// 256 random bits as 43 characters of base64url.
pub(crate) fn token() -> String {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a text could be a [`token`].
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The hash of a secret.
pub(crate) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

/// Whether two secrets are equal, in a time that does not say where they differ.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}
