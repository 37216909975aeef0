//! Random secrets and their hashes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// The length of a [`token`].
pub(crate) const TOKEN_LENGTH: usize = 43;

/// The SHA-256 of a secret: identifies the secret without revealing it.
pub(crate) type Hash = [u8; 32];

/// 256 random bits as 43 characters of base64url.
pub(crate) fn token() -> String {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a text has the form of a [`token`].
pub(crate) fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The id of a request: 32 hexadecimal digits, as in a W3C trace id.
pub(crate) fn request_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// The hash of a secret.
pub(crate) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}
