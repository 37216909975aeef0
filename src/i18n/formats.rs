//! Formats of numbers, percentages, dates and plurals.

use bounces_core::{Day, Timestamp};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    /// The formats of one locale and one time zone.
    #[derive(Clone)]
    pub(crate) type Formats;

    #[wasm_bindgen(js_name = formatsOf)]
    fn formats_of(locale: &str, time_zone: &str) -> Formats;

    #[wasm_bindgen(method, js_name = count)]
    fn format_count(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method, js_name = percent)]
    fn format_percent(this: &Formats, rate: f64) -> String;
    #[wasm_bindgen(method, js_name = share)]
    fn format_share(this: &Formats, rate: f64, digits: u8) -> String;
    #[wasm_bindgen(method, js_name = plural)]
    fn select_plural(this: &Formats, count: f64) -> String;
    #[wasm_bindgen(method, js_name = dateTime)]
    fn format_date_time(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = hour)]
    fn format_hour(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = shortDateTime)]
    fn format_short_date_time(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = shortDate)]
    fn format_short_date(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = date)]
    fn format_date(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = day)]
    fn format_day(this: &Formats, milliseconds: f64) -> String;
    #[wasm_bindgen(method, js_name = days)]
    fn format_days(this: &Formats, first: f64, last: f64) -> String;
}

#[expect(clippy::cast_precision_loss, reason = "counts and times are far below 2^53")]
impl Formats {
    /// An empty or invalid time zone means the user's.
    pub(crate) fn of(locale: &str, time_zone: &str) -> Self {
        formats_of(locale, time_zone)
    }

    /// `12,480`
    pub(crate) fn count(&self, count: u64) -> String {
        self.format_count(count as f64)
    }

    /// `1.71%`, for a rate from 0 to 1.
    pub(crate) fn percent(&self, rate: f64) -> String {
        self.format_percent(rate)
    }

    /// `44.4%`, `0%`: a part of a whole, with this many digits after the decimal point.
    pub(crate) fn share(&self, part: u32, whole: u32, digits: u8) -> String {
        self.format_share(f64::from(part) / f64::from(whole.max(1)), digits)
    }

    /// The CLDR plural category of a count: `one`, `other`, …
    pub(crate) fn plural(&self, count: u64) -> String {
        self.select_plural(count as f64)
    }

    /// `12 Nov 2026, 09:41`, in the time zone.
    pub(crate) fn date_time(&self, time: Timestamp) -> String {
        self.format_date_time(time.milliseconds() as f64)
    }

    /// `09:41`: the hour of a time, in the time zone.
    pub(crate) fn hour(&self, time: Timestamp) -> String {
        self.format_hour(time.milliseconds() as f64)
    }

    /// `12 Nov, 09:41`, in the time zone; with the year if that is not this year.
    pub(crate) fn short_date_time(&self, time: Timestamp) -> String {
        self.format_short_date_time(time.milliseconds() as f64)
    }

    /// `12 Nov`: the day of a time, in the time zone; with the year if that is not this year.
    pub(crate) fn short_date(&self, time: Timestamp) -> String {
        self.format_short_date(time.milliseconds() as f64)
    }

    /// `12 Nov 2026`: the day of a time, in the time zone.
    pub(crate) fn date(&self, time: Timestamp) -> String {
        self.format_date(time.milliseconds() as f64)
    }

    /// `12 Nov 2026`: a day without a time or time zone.
    pub(crate) fn day(&self, day: Day) -> String {
        self.format_day(day.start_in_utc().milliseconds() as f64)
    }

    /// `12–14 Nov 2026`
    pub(crate) fn days(&self, first: Day, last: Day) -> String {
        let [first, last] = [first, last].map(|day| day.start_in_utc().milliseconds() as f64);
        self.format_days(first, last)
    }
}
