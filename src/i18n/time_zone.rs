//! What time it is, and when days begin.

use bounces_core::{Day, Timestamp};
use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/i18n/intl.js")]
extern "C" {
    #[wasm_bindgen(js_name = startOfDay)]
    fn find_start_of_day(time_zone: &str, utc: f64) -> f64;
}

/// This moment.
pub(crate) fn now() -> Timestamp {
    timestamp(Date::now())
}

/// When a day begins in a time zone; an empty one, or one that is none, means the user's.
#[expect(clippy::cast_precision_loss, reason = "no time comes near 2^53")]
pub(crate) fn start_of_day(time_zone: &str, day: Day) -> Timestamp {
    let utc = day.start_in_utc().milliseconds() as f64;
    timestamp(find_start_of_day(time_zone, utc))
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole numbers")]
fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds as i64)
}
