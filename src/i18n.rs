//! Every word that the user reads, and how the browser's `Intl` writes numbers, dates and plurals and compares letters.
//!
//! `view` decides which message is shown when. No table of any locale is here: `Intl` has them.

mod catalog;
mod collator;
mod formats;
mod interpolation;
mod languages;
mod messages;
mod time_zone;
mod translator;

pub(crate) use collator::IntlCollator;
pub(crate) use formats::Formats;
pub(crate) use messages::Key;
pub(crate) use time_zone::{now, start_of_day};
pub(crate) use translator::Translator;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    /// The locale of a report: `lang` if it is not empty, else the page's, else the user's.
    #[wasm_bindgen(js_name = localeOf)]
    pub(crate) fn locale_of(lang: &str) -> String;

    /// The locale to write in, with words of `language` around: `locale` if it is of that language,
    /// else the user's own variant of it, else `language` alone.
    #[wasm_bindgen(js_name = writtenLocale)]
    pub(crate) fn written_locale(locale: &str, language: &str) -> String;
}
