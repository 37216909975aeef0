//! The current time, and when days start in a time zone.

use super::formats::{day_to_milliseconds, to_milliseconds};
use bounces_core::{Day, Timestamp};
use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    #[wasm_bindgen(js_name = startOfDay)]
    fn find_start_of_day(time_zone: &str, utc_midnight: f64) -> f64;
    #[wasm_bindgen(js_name = dayAt)]
    fn day_at(time_zone: &str, time: f64) -> f64;
}

/// The current time.
pub(crate) fn now() -> Timestamp {
    timestamp(Date::now())
}

/// The current day in a time zone. An empty or invalid time zone means the user's.
pub(crate) fn today(time_zone: &str) -> Day {
    day_of(time_zone, now())
}

/// The day of a time in a time zone. An empty or invalid time zone means the user's.
pub(crate) fn day_of(time_zone: &str, time: Timestamp) -> Day {
    timestamp(day_at(time_zone, to_milliseconds(time))).day_in_utc()
}

/// The start of a day in a time zone. An empty or invalid time zone means the user's.
pub(crate) fn start_of_day(time_zone: &str, day: Day) -> Timestamp {
    timestamp(find_start_of_day(time_zone, day_to_milliseconds(day)))
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole numbers")]
fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds as i64)
}
