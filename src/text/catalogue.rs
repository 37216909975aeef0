//! The words that are in force: the host's before the language's before English.

use super::english::Key;
use std::collections::HashMap;

/// Words of another language, or of the host, by key. A key without one is said in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Catalogue {
    /// In the order of [`Key::ALL`].
    texts: Vec<Option<Box<str>>>,
}

impl Catalogue {
    /// The same, with some words replaced. Unknown keys are passed over.
    pub(super) fn with(mut self, texts: &HashMap<String, String>) -> Self {
        self.texts.resize(Key::ALL.len(), None);
        for (place, key) in self.texts.iter_mut().zip(Key::ALL) {
            if let Some(text) = texts.get(key.name()) {
                *place = Some(text.as_str().into());
            }
        }
        self
    }

    /// What a key says.
    pub(super) fn text(&self, key: Key) -> &str {
        let text = self.texts.get(key as usize).and_then(Option::as_deref);
        text.unwrap_or_else(|| key.english())
    }
}
