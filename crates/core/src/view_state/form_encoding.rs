//! The encoding of HTML forms (`application/x-www-form-urlencoded` in the URL standard).
//!
//! Written by hand, because the crate for it would bring tables into the wasm. In addition to the
//! standard, `@` is not escaped: it has no meaning in a query or a fragment, and stays readable.

use std::fmt::{self, Write};

/// Writes text so that it can be part of a query or a fragment of a URL.
pub(super) fn encode(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' | b'@' => {
                formatter.write_char(byte.into())?;
            }
            b' ' => formatter.write_str("+")?,
            _ => write!(formatter, "%{byte:02X}")?,
        }
    }
    Ok(())
}

/// Decodes what [`encode`] writes. A `%` without two digits stands for itself, and invalid UTF-8
/// becomes replacement characters.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let escaped = (*byte == b'%').then(|| escaped_byte(after)).flatten();
        let (byte, after) = match (escaped, byte) {
            (Some(byte), _) => (byte, &after[2..]),
            (None, b'+') => (b' ', after),
            (None, byte) => (*byte, after),
        };
        decoded.push(byte);
        rest = after;
    }
    String::from_utf8(decoded)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The byte of the two hexadecimal digits after a `%`.
fn escaped_byte(after: &[u8]) -> Option<u8> {
    let digit = |index: usize| char::from(*after.get(index)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
