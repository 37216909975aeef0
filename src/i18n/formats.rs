//! Formats of numbers, percentages, dates and plurals, by `Intl`. `Translator` has them for the report's locale.

use bounces_core::{Day, Timestamp};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    /// The formats of one locale and one time zone. Numbers are JavaScript's, see [`to_number`] and [`to_milliseconds`].
    #[derive(Clone)]
    pub(crate) type Formats;

    /// An empty or invalid time zone means the user's.
    #[wasm_bindgen(js_name = formatsOf)]
    pub(super) fn formats_of(locale: &str, time_zone: &str) -> Formats;

    #[wasm_bindgen(method)]
    pub(super) fn count(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn percent(this: &Formats, rate: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn share(this: &Formats, rate: f64, digits: u8) -> String;
    /// The CLDR plural category of a count: `one`, `other`, …
    #[wasm_bindgen(method)]
    pub(super) fn plural(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method, js_name = dateTime)]
    pub(super) fn date_time(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn hour(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = shortDateTime)]
    pub(super) fn short_date_time(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = shortDate)]
    pub(super) fn short_date(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn date(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn day(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method)]
    pub(super) fn days(this: &Formats, first: f64, last: f64) -> String;
}

/// A count as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn to_number(count: u64) -> f64 {
    count as f64
}

/// A time as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
pub(super) fn to_milliseconds(time: Timestamp) -> f64 {
    time.milliseconds() as f64
}

/// The beginning of a day in UTC, which is how `Intl` formats days without a time zone.
pub(super) fn day_to_milliseconds(day: Day) -> f64 {
    to_milliseconds(day.start_in_utc())
}
