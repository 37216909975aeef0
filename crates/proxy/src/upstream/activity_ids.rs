//! The ids of a request for several activities: one to ten, with commas between them, each once.

use bounces_core::Uuid;
use std::fmt;

/// The API's maximum.
const MAX: usize = 10;

/// One to ten different ids, in the order of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityIds {
    ids: [Uuid; MAX],
    count: usize,
}

impl ActivityIds {
    /// Parses ids with commas between them. A single id may have upper-case digits, as in other paths;
    /// several may not, and none may be repeated, so that each request has a single spelling.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(id) = Uuid::parse(text) {
            return Self::of(&[id]);
        }
        let mut ids = Vec::new();
        for text in text.split(',') {
            let has_capitals = text.bytes().any(|byte| byte.is_ascii_uppercase());
            let id = Uuid::parse(text).filter(|_| !has_capitals)?;
            if ids.len() == MAX || ids.contains(&id) {
                return None;
            }
            ids.push(id);
        }
        Self::of(&ids)
    }

    /// At most ten different ids; `None` if there are none or more.
    pub(crate) fn of(ids: &[Uuid]) -> Option<Self> {
        let mut all = [Uuid::NIL; MAX];
        all.get_mut(..ids.len())?.copy_from_slice(ids);
        (!ids.is_empty()).then_some(Self { ids: all, count: ids.len() })
    }

    /// The ids.
    pub fn as_slice(&self) -> &[Uuid] {
        &self.ids[..self.count]
    }
}

impl fmt::Display for ActivityIds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, id) in self.as_slice().iter().enumerate() {
            let separator = if index > 0 { "," } else { "" };
            write!(formatter, "{separator}{id}")?;
        }
        Ok(())
    }
}
