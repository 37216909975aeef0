//! All messages by key and language; numbers, dates, plurals and collation by the browser's `Intl`.
//!
//! `view` decides which message is shown when. There are no locale tables here: `Intl` has them.

mod catalog;
mod collator;
mod formats;
mod interpolation;
mod languages;
mod message_keys;
mod messages;
mod time_zone;
mod translator;

pub(crate) use catalog::unknown_keys;
pub(crate) use collator::IntlCollator;
pub(crate) use formats::Formats;
pub(crate) use messages::Key;
pub(crate) use time_zone::{now, start_of_day, today};
pub(crate) use translator::{Translator, t, t_attr};

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    /// The locale of a report: `lang` if it is valid, else the page's, else the user's.
    #[wasm_bindgen(js_name = localeOf)]
    pub(crate) fn locale_of(lang: &str) -> String;

    /// The locale of numbers and dates in a text in `language`: `locale` if it is a variant of that
    /// language, else the user's variant of it, else the language alone.
    #[wasm_bindgen(js_name = formatLocale)]
    pub(crate) fn format_locale(locale: &str, language: &str) -> String;

    /// A text in lower case. Rust's `to_lowercase` and `to_uppercase` have tables that take 7 KB of the compressed module.
    #[wasm_bindgen(js_name = lowerCase)]
    pub(crate) fn lower_case(text: &str) -> String;

    /// A text in upper case.
    #[wasm_bindgen(js_name = upperCase)]
    pub(crate) fn upper_case(text: &str) -> String;
}
