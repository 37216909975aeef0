//! The messages in use: the host's override the language's, which override English.

use super::messages::Key;

/// Messages by key. A missing one is English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Catalog {
    /// In the order of [`Key::ALL`].
    messages: Vec<Option<Box<str>>>,
}

impl Catalog {
    /// Replaces some messages. Unknown keys are ignored.
    pub(super) fn with(mut self, messages: &[(String, String)]) -> Self {
        let count = Key::ALL.len();
        self.messages.resize(count, None);
        let mut next = 0;
        for (name, text) in messages {
            // Languages have the order of the keys, so each message is found at the first position.
            let mut positions = (next..count).chain(0..next);
            if let Some(position) = positions.find(|key| Key::ALL[*key].name() == name) {
                self.messages[position] = Some(text.as_str().into());
                next = position + 1;
            }
        }
        self
    }

    /// The message of a key.
    pub(super) fn text(&self, key: Key) -> &str {
        let text = self.messages.get(key as usize).and_then(Option::as_deref);
        text.unwrap_or_else(|| key.english())
    }
}

/// The names among those of the host's messages that are no keys.
pub(crate) fn unknown_keys(messages: &[(String, String)]) -> Vec<String> {
    let names = messages.iter().map(|(name, _)| name);
    let unknown = names.filter(|name| Key::ALL.iter().all(|key| key.name() != name.as_str()));
    unknown.cloned().collect()
}

// The list of keys is private to this module, and comparing lists needs no browser.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::{super::languages::Language, Key};
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
    };

    /// All language files: codes, and messages by key.
    fn languages() -> BTreeMap<String, BTreeMap<String, String>> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n/languages");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let language = |path: std::path::PathBuf| {
            let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (code, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        };
        files.map(language).collect()
    }

    /// The names of the placeholders of a message.
    fn placeholders(message: &str) -> BTreeSet<&str> {
        let braces = message.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        braces
            .map(|(placeholder, _)| placeholder.split('?').next().unwrap_or(placeholder))
            .collect()
    }

    #[test]
    fn every_language_has_a_file_and_a_url() {
        let files: BTreeSet<String> = languages().into_keys().collect();
        let supported = Language::ALL.map(|language| language.code().to_owned());
        let fetched: BTreeSet<String> =
            supported.into_iter().filter(|code| code != Language::English.code()).collect();
        assert_eq!(files, fetched);
        for code in fetched {
            let url = format!("{code}: new URL(\"../../../../languages/{code}.json\"");
            assert!(include_str!("languages.js").contains(&url), "languages.js lacks {code}");
        }
    }

    #[test]
    fn every_language_has_every_key_and_no_other() {
        let english: BTreeSet<&str> = Key::ALL.iter().map(|key| key.name()).collect();
        for (language, texts) in languages() {
            let known: BTreeSet<&str> = texts.keys().map(String::as_str).collect();
            let missing: Vec<_> = english.difference(&known).collect();
            let unknown: Vec<_> = known.difference(&english).collect();
            assert!(missing.is_empty(), "{language} has no {missing:?}");
            assert!(unknown.is_empty(), "{language} has unknown {unknown:?}");
        }
    }

    #[test]
    fn every_translation_has_the_placeholders_of_the_english_message() {
        for (language, texts) in languages() {
            for key in Key::ALL {
                let Some(text) = texts.get(key.name()) else { continue };
                assert_eq!(
                    placeholders(text),
                    placeholders(key.english()),
                    "{language}: {}",
                    key.name()
                );
                assert!(!text.trim().is_empty(), "{language}: {}", key.name());
            }
        }
    }

    #[test]
    fn every_plural_placeholder_has_a_form_for_other() {
        let english = Key::ALL.iter().map(|key| key.english().to_owned());
        let others = languages().into_values().flat_map(BTreeMap::into_values);
        for text in english.chain(others) {
            for parts in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                if let (_, Some((_, forms))) = (parts.1, parts.0.split_once('?')) {
                    let other = forms.split('|').any(|form| form.starts_with("other:"));
                    assert!(other, "{text}");
                }
            }
        }
    }
}
