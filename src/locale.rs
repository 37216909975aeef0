//! What the browser's `Intl` knows of languages: how numbers, dates and plurals are written, how letters are sorted, and when days begin.
//!
//! No words stand here (they are in `text`), and no table of any locale.

mod clock;
mod formats;
mod letters;

pub(crate) use clock::{now, start_of_day};
pub(crate) use formats::Formats;
pub(crate) use letters::Letters;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/locale/intl.js")]
extern "C" {
    /// The locale of a report: `lang` if it is not empty, else the page's, else the user's.
    #[wasm_bindgen(js_name = localeOf)]
    pub(crate) fn locale_of(lang: &str) -> String;

    /// The locale to write in, with words of `language` around: `locale` if it is of that language,
    /// else the user's own variant of it, else `language` alone.
    #[wasm_bindgen(js_name = writtenLocale)]
    pub(crate) fn written_locale(locale: &str, language: &str) -> String;
}
