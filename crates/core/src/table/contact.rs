//! Contact ids: UUIDs in 16 bytes each, and whatever else an upstream may send.

use std::fmt;

/// Stands in the column of contacts where there is no UUID. A contact of this one is kept as text.
pub(super) const NO_UUID: u128 = 0;

/// Which contact a row is about; what a selection is made of, since rows have other numbers after
/// each load.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactId {
    /// A UUID (RFC 9562).
    Uuid(u128),
    /// Anything else, as it came.
    Text(Box<str>),
}

impl ContactId {
    /// Reads what [`ContactId`] displays; `None` if it is empty.
    pub fn parse(text: &str) -> Option<Self> {
        match parse_uuid(text) {
            Some(uuid) => Some(Self::Uuid(uuid)),
            None => (!text.is_empty()).then(|| Self::Text(text.into())),
        }
    }
}

impl fmt::Display for ContactId {
    /// A UUID is written in lower case with hyphens, as RFC 9562 wants it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let uuid = match self {
            Self::Uuid(uuid) => uuid.to_be_bytes(),
            Self::Text(text) => return formatter.write_str(text),
        };
        // In one piece, since an export writes a million of them.
        let mut text = *b"00000000-0000-0000-0000-000000000000";
        let digits = uuid.into_iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        for (place, digit) in text.iter_mut().filter(|place| **place != b'-').zip(digits) {
            *place = b"0123456789abcdef"[usize::from(digit)];
        }
        formatter.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Reads `98edac88-f4bc-408c-9e64-acd890384231`, in any case; the nil UUID is not taken for one.
pub(super) fn parse_uuid(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let mut uuid = 0;
    for (place, byte) in text.bytes().enumerate() {
        if let 8 | 13 | 18 | 23 = place {
            if byte != b'-' {
                return None;
            }
        } else {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'f' => byte - b'a' + 10,
                b'A'..=b'F' => byte - b'A' + 10,
                _ => return None,
            };
            uuid = uuid << 4 | u128::from(digit);
        }
    }
    (uuid != NO_UUID).then_some(uuid)
}
