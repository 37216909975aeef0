//! The words that are in force: the host's before the language's before English.

use super::messages::Key;
use std::collections::HashMap;

/// Words of another language, or of the host, by key. A key without one is said in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Catalog {
    /// In the order of [`Key::ALL`].
    texts: Vec<Option<Box<str>>>,
}

impl Catalog {
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

// Which keys there are is known here only, and no browser is needed to compare lists.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::Key;
    use std::collections::{BTreeMap, BTreeSet};

    const LANGUAGES: [(&str, &str); 3] = [
        ("de", include_str!("languages/de.json")),
        ("es", include_str!("languages/es.json")),
        ("fr", include_str!("languages/fr.json")),
    ];

    fn texts(json: &str) -> BTreeMap<String, String> {
        serde_json::from_str(json).unwrap()
    }

    /// What stands in braces: the names of values.
    fn places(message: &str) -> BTreeSet<&str> {
        let places = message.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        places.map(|(place, _)| place.split('?').next().unwrap_or(place)).collect()
    }

    #[test]
    fn every_language_has_every_key_and_no_other() {
        let english: BTreeSet<&str> = Key::ALL.iter().map(|key| key.name()).collect();
        for (language, json) in LANGUAGES {
            let texts = texts(json);
            let known: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
            let missing: Vec<_> = english.difference(&known).collect();
            let unknown: Vec<_> = known.difference(&english).collect();
            assert!(missing.is_empty(), "{language} lacks {missing:?}");
            assert!(unknown.is_empty(), "{language} has unknown {unknown:?}");
        }
    }

    #[test]
    fn every_translation_has_the_values_of_the_english_text() {
        for (language, json) in LANGUAGES {
            let texts = texts(json);
            for key in Key::ALL {
                let Some(text) = texts.get(key.name()) else { continue };
                assert_eq!(places(text), places(key.english()), "{language}: {}", key.name());
                assert!(!text.trim().is_empty(), "{language}: {}", key.name());
            }
        }
    }

    #[test]
    fn every_choice_by_plural_has_a_form_for_all_other_counts() {
        let english = Key::ALL.iter().map(|key| key.english().to_owned());
        let others = LANGUAGES.into_iter().flat_map(|(_, json)| texts(json).into_values());
        for text in english.chain(others) {
            for place in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                if let (_, Some((_, forms))) = (place.1, place.0.split_once('?')) {
                    let other = forms.split('|').any(|form| form.starts_with("other:"));
                    assert!(other, "{text}");
                }
            }
        }
    }
}
