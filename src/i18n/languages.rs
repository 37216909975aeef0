//! The supported languages, and how their messages are loaded.

use super::catalog::Catalog;
use crate::platform::text_entries;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/languages.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchMessages, catch)]
    async fn fetch_messages(language: &str)
    -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}

/// A supported language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// Built in.
    #[default]
    English,
    German,
    Spanish,
    French,
}

impl Language {
    pub(super) const ALL: [Self; 4] = [Self::English, Self::German, Self::Spanish, Self::French];

    /// The language of a locale; English if it is not supported.
    pub(super) fn of(locale: &str) -> Self {
        let code = locale.split('-').next().unwrap_or_default();
        let is_same = |language: &Self| language.code().eq_ignore_ascii_case(code);
        Self::ALL.into_iter().find(is_same).unwrap_or_default()
    }

    /// The BCP 47 code.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// Loads the messages; `None` for English, and if they cannot be loaded.
    pub(super) async fn fetch(self) -> Option<Catalog> {
        if self == Self::English {
            return None;
        }
        let messages = fetch_messages(self.code()).await.ok()?;
        Some(Catalog::default().with(&text_entries(&messages)?))
    }
}
