//! Cursors: the list and the position where the next page starts. A checksum rejects forged cursors.

use crate::account::Code;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};

/// Not a secret: it only distinguishes real cursors from made-up ones. It is fixed, so responses are
/// the same after every start.
const CHECKSUM_SALT: &str = "bounces-sandbox cursor";

/// A position in a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The list: an activity id, or `emails`.
    pub(super) resource: String,
    /// The codes that the list is restricted to; all if empty.
    pub(super) codes: Vec<Code>,
    /// The page size.
    pub(super) limit: u32,
    /// The index of the next entry.
    pub(super) next: u32,
}

impl Cursor {
    /// Encodes the cursor for a link.
    pub(super) fn encode(&self) -> String {
        let codes: String = self.codes.iter().map(|code| code.letter()).collect();
        let text = format!("{},{codes},{},{}", self.resource, self.limit, self.next);
        BASE64.encode(format!("{text},{}", checksum(&text)))
    }

    /// Decodes a cursor. Accepts only the output of [`Cursor::encode`].
    pub(super) fn decode(cursor: &str) -> Option<Self> {
        let decoded = String::from_utf8(BASE64.decode(cursor).ok()?).ok()?;
        let (text, actual) = decoded.rsplit_once(',')?;
        if actual != checksum(text) {
            return None;
        }
        let mut parts = text.split(',');
        let resource = parts.next()?.to_owned();
        let codes = parts.next()?;
        let codes = codes.split("").filter(|letter| !letter.is_empty()).map(Code::from_letter);
        let codes = codes.collect::<Option<_>>()?;
        let (limit, next) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { resource, codes, limit, next })
    }
}

fn checksum(text: &str) -> String {
    BASE64.encode(Sha256::new().chain_update(CHECKSUM_SALT).chain_update(text).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decode_accepts_only_what_encode_wrote() {
        for codes in [vec![], vec![Code::NonExistent, Code::Blocked]] {
            let cursor = Cursor { resource: "emails".into(), codes, limit: 5, next: 10 };
            let text = cursor.encode();
            assert_eq!(Cursor::decode(&text), Some(cursor));
            assert_eq!(Cursor::decode(&text[1..]), None);
            assert_eq!(Cursor::decode(&format!("{text}A")), None);
        }
        assert_eq!(Cursor::decode(&BASE64.encode("emails,,5,10,0000000000000000")), None);
        assert_eq!(Cursor::decode(""), None);
    }
}
