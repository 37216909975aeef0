//! How numbers, shares, dates and plurals are written.

use bounces_core::{Day, Timestamp};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    /// Writes numbers and dates in one locale and one time zone.
    #[derive(Clone)]
    pub(crate) type Formats;

    #[wasm_bindgen(js_name = formatsOf)]
    fn formats_of(locale: &str, time_zone: &str) -> Formats;

    #[wasm_bindgen(method, js_name = count)]
    fn write_count(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method, js_name = share)]
    fn write_share(this: &Formats, share: f64) -> String;
    #[wasm_bindgen(method, js_name = plural)]
    fn select_plural(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method, js_name = moment)]
    fn write_moment(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = date)]
    fn write_date(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = day)]
    fn write_day(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = days)]
    fn write_days(this: &Formats, first: f64, last: f64) -> String;
}

#[expect(clippy::cast_precision_loss, reason = "no count and no time comes near 2^53")]
impl Formats {
    /// The formats of a locale; an empty time zone, or one that is none, means the user's.
    pub(crate) fn of(locale: &str, time_zone: &str) -> Self {
        formats_of(locale, time_zone)
    }

    /// `12,480`
    pub(crate) fn count(&self, count: u64) -> String {
        self.write_count(count as f64)
    }

    /// `1.71%`, of a share from 0 to 1.
    pub(crate) fn percent(&self, rate: f64) -> String {
        self.write_share(rate)
    }

    /// The plural category of a count, as CLDR names them: `one`, `other`, …
    pub(crate) fn plural(&self, count: u64) -> String {
        self.select_plural(count as f64)
    }

    /// `12 Nov 2026, 09:41`, in the time zone.
    pub(crate) fn date_time(&self, time: Timestamp) -> String {
        self.write_moment(time.milliseconds() as f64)
    }

    /// `12 Nov 2026`: the day of a moment, in the time zone.
    pub(crate) fn date(&self, time: Timestamp) -> String {
        self.write_date(time.milliseconds() as f64)
    }

    /// `12 Nov 2026`: a date without a time has no time zone.
    pub(crate) fn day(&self, day: Timestamp) -> String {
        self.write_day(day.milliseconds() as f64)
    }

    /// `12–14 Nov 2026`
    pub(crate) fn days(&self, first: Day, last: Day) -> String {
        let [first, last] = [first, last].map(|day| day.start_in_utc().milliseconds() as f64);
        self.write_days(first, last)
    }
}
