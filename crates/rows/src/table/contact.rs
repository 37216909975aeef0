//! Contact ids: UUIDs, or any other text that an upstream may send.

use crate::Uuid;
use std::fmt;

/// Marks a row without a UUID in the contact column. A contact with the nil UUID is kept as text.
pub(super) const NO_UUID: Uuid = Uuid::NIL;

/// The contact that a row is about. Selections are based on it, because row ids change with each
/// load.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactId {
    /// A UUID (RFC 9562) other than the nil UUID.
    Uuid(Uuid),
    /// Anything else, unchanged.
    Text(Box<str>),
}

impl ContactId {
    /// Parses what [`ContactId`] displays; `None` if it is empty.
    pub fn parse(text: &str) -> Option<Self> {
        match parse_uuid(text) {
            Some(uuid) => Some(Self::Uuid(uuid)),
            None => (!text.is_empty()).then(|| Self::Text(text.into())),
        }
    }
}

impl fmt::Display for ContactId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uuid(uuid) => uuid.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}

/// Parses a UUID that is not nil.
pub(super) fn parse_uuid(text: &str) -> Option<Uuid> {
    Uuid::parse(text).filter(|uuid| *uuid != NO_UUID)
}
