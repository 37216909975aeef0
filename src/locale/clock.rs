//! What time it is.

use bounces_core::Timestamp;
use js_sys::Date;

/// This moment.
pub(crate) fn now() -> Timestamp {
    timestamp(Date::now())
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds are whole numbers")]
fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds as i64)
}
