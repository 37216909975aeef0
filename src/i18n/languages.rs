//! The languages that the widget speaks, and how their words come.

use super::catalog::Catalog;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/languages.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchWords, catch)]
    async fn fetch_words(language: &str) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}

/// A language that the widget speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// Its words are always here.
    #[default]
    English,
    German,
    Spanish,
    French,
}

impl Language {
    /// The language of a locale; English for one that the widget does not speak.
    pub(super) fn of(locale: &str) -> Self {
        let language = locale.split('-').next().unwrap_or_default();
        let others = [Self::German, Self::Spanish, Self::French];
        let spoken = others.into_iter().find(|one| one.code().eq_ignore_ascii_case(language));
        spoken.unwrap_or_default()
    }

    /// Its code in BCP 47.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// Its words; `None` for English, and if they cannot be had.
    pub(super) async fn fetch(self) -> Option<Catalog> {
        if self == Self::English {
            return None;
        }
        let texts = fetch_words(self.code()).await.ok()?;
        let texts = serde_wasm_bindgen::from_value(texts).ok()?;
        Some(Catalog::default().with(&texts))
    }
}
