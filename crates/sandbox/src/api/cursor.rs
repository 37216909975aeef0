//! Cursors: where the next page begins, and of what. Sealed, so that only our own are taken.

use crate::account::Code;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};

/// Not a secret: it tells a cursor from an invention, and being fixed keeps every answer the same
/// at every start.
const SEAL: &str = "bounces-sandbox cursor";

/// A place in a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// What is listed: an activity's id, or `emails`.
    pub(super) resource: String,
    /// The codes that it is restricted to; all if empty.
    pub(super) codes: Vec<Code>,
    /// How many entries a page has.
    pub(super) limit: u32,
    /// The index of the next entry.
    pub(super) next: u32,
}

impl Cursor {
    /// As it stands in a link.
    pub(super) fn encode(&self) -> String {
        let codes: String = self.codes.iter().map(|code| code.letter()).collect();
        let text = format!("{},{codes},{},{}", self.resource, self.limit, self.next);
        BASE64.encode(format!("{text},{}", seal(&text)))
    }

    /// Reads what [`Cursor::encode`] wrote, and nothing else.
    pub(super) fn decode(cursor: &str) -> Option<Self> {
        let sealed = String::from_utf8(BASE64.decode(cursor).ok()?).ok()?;
        let (text, given) = sealed.rsplit_once(',')?;
        if given != seal(text) {
            return None;
        }
        let mut parts = text.split(',');
        let resource = parts.next()?.to_owned();
        let codes = parts.next()?;
        let codes = codes.split("").filter(|letter| !letter.is_empty()).map(Code::of);
        let codes = codes.collect::<Option<_>>()?;
        let (limit, next) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { resource, codes, limit, next })
    }
}

fn seal(text: &str) -> String {
    BASE64.encode(Sha256::new().chain_update(SEAL).chain_update(text).finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_in_no_other_way() {
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
