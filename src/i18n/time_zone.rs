//! The current time, and when days start in a time zone.

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
    timestamp(day_at(time_zone, Date::now())).day_in_utc()
}

/// The start of a day in a time zone. An empty or invalid time zone means the user's.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
pub(crate) fn start_of_day(time_zone: &str, day: Day) -> Timestamp {
    let utc_midnight = day.start_in_utc().milliseconds() as f64;
    timestamp(find_start_of_day(time_zone, utc_midnight))
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole numbers")]
fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds as i64)
}
