//! Parsing and writing timestamps and days.

use bounces_core::{
    Day, Timestamp,
    time::{MILLISECONDS_PER_DAY, SECONDS_PER_DAY},
};
use proptest::prelude::*;

fn milliseconds(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(Timestamp::milliseconds)
}

#[test]
fn the_documented_form_is_parsed_to_the_millisecond() {
    assert_eq!(milliseconds("1970-01-01T00:00:00.000Z"), Some(0));
    assert_eq!(milliseconds("2019-04-25T11:08:00.000Z"), Some(1_556_190_480_000));
    assert_eq!(milliseconds("2019-04-25T11:08:00.1239Z"), Some(1_556_190_480_123));
    assert_eq!(milliseconds("2019-04-25T11:08:00.5Z"), Some(1_556_190_480_500));
}

#[test]
fn offsets_milliseconds_and_times_are_optional() {
    let timestamp = Some(1_556_190_480_000);
    for text in [
        "2019-04-25T11:08:00Z",
        "2019-04-25t11:08:00z",
        "2019-04-25 11:08:00Z",
        "2019-04-25T13:08:00+02:00",
        "2019-04-25T13:08:00+0200",
        "2019-04-25T05:38:00-05:30",
        "2019-04-25T11:08:00",
        "  2019-04-25T11:08:00Z ",
    ] {
        assert_eq!(milliseconds(text), timestamp, "{text}");
    }
    assert_eq!(milliseconds("2015-08-10"), Some(1_439_164_800_000));
}

#[test]
fn a_leap_second_is_the_next_minute() {
    assert_eq!(milliseconds("2016-12-31T23:59:60Z"), milliseconds("2017-01-01T00:00:00Z"));
    assert_eq!(milliseconds("2017-01-01T01:59:60+02:00"), milliseconds("2017-01-01T00:00:00Z"));
}

#[test]
fn malformed_and_impossible_timestamps_are_rejected() {
    for text in [
        "",
        "yesterday",
        "2019",
        "2019-02-29",
        "2026-02-30",
        "2026-02-30T09:41:00Z",
        "2100-02-29",
        "2019-13-01",
        "2019-00-01",
        "2019-04-31",
        "2019-04-00",
        "2019-04-25T24:00:00Z",
        "2019-04-25T25:00:00Z",
        "2019-04-25T11:60:00Z",
        "2019-04-25T11:08:61Z",
        "2019-04-25T11:08Z",
        "2019-04-25T11:08:00.Z",
        "2019-04-25T11:08:00+24:00",
        "2019-04-25T11:08:00+02:",
        "2019-04-25T11:08:00Zjunk",
        "19-04-25",
        "2019/04/25",
        "+2019-04-25",
        "２０１９-04-25",
        "2019-04-2é",
    ] {
        assert_eq!(milliseconds(text), None, "{text}");
    }
}

#[test]
fn every_day_of_eight_centuries_follows_the_one_before() {
    let mut expected = milliseconds("1600-01-01").unwrap();
    for year in 1600..2400 {
        for month in 1..=12 {
            for day in 1..=31 {
                if let Some(found) = milliseconds(&format!("{year:04}-{month:02}-{day:02}")) {
                    assert_eq!(found, expected, "{year}-{month}-{day}");
                    expected += MILLISECONDS_PER_DAY;
                }
            }
        }
    }
    assert_eq!(Some(expected), milliseconds("2400-01-01"));
}

#[test]
fn a_timestamp_is_written_in_utc_without_milliseconds_that_are_zero() {
    let cases = [
        ("2019-04-25T11:08:00.000Z", "2019-04-25T11:08:00Z"),
        ("2019-04-25T13:08:07.5+02:00", "2019-04-25T11:08:07.500Z"),
        ("2015-08-10", "2015-08-10T00:00:00Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0000-01-01", "0000-01-01T00:00:00Z"),
        ("0000-01-01T00:30:00+01:00", "-000001-12-31T23:30:00Z"),
        ("9999-12-31T23:30:00-01:00", "+010000-01-01T00:30:00Z"),
    ];
    for (text, written) in cases {
        assert_eq!(Timestamp::parse(text).unwrap().to_string(), written);
    }
}

#[test]
fn a_day_is_a_date_without_a_time() {
    let day = Day::parse("2026-11-12").unwrap();
    assert_eq!(day.civil(), (2026, 11, 12));
    assert_eq!(day.to_string(), "2026-11-12");
    assert_eq!(day.plus_days(19).to_string(), "2026-12-01");
    assert_eq!(day.plus_days(-12).to_string(), "2026-10-31");
    assert_eq!(Some(day.start_in_utc()), Timestamp::parse("2026-11-12T00:00:00Z"));
    for text in ["2026-11-12T09:41:00Z", " 2026-11-12", "2026-02-30", "2026-13-01", "", "today"] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
}

#[test]
fn a_timestamp_can_be_written_with_milliseconds_that_are_zero() {
    let written = |text| Timestamp::parse(text).unwrap().with_milliseconds().to_string();
    assert_eq!(written("2026-11-12T09:41:00Z"), "2026-11-12T09:41:00.000Z");
    assert_eq!(written("2026-11-12T09:41:00.5Z"), "2026-11-12T09:41:00.500Z");
}

#[test]
fn a_day_has_24_hours_and_timestamps_move_by_them() {
    assert_eq!(MILLISECONDS_PER_DAY, 24 * 60 * 60 * 1000);
    assert_eq!(SECONDS_PER_DAY, 24 * 60 * 60);
    let start = Timestamp::parse("2026-11-12T09:41:00Z").unwrap();
    assert_eq!(start.plus_days(1).to_string(), "2026-11-13T09:41:00Z");
    assert_eq!(start.plus_days(-12).to_string(), "2026-10-31T09:41:00Z");
    assert_eq!(start.plus_seconds(61).to_string(), "2026-11-12T09:42:01Z");
    assert_eq!(start.plus_milliseconds(-1).to_string(), "2026-11-12T09:40:59.999Z");
    assert_eq!(start.plus_days(i64::MAX).milliseconds(), i64::MAX);
    assert_eq!(start.plus_seconds(i64::MIN).milliseconds(), i64::MIN + start.milliseconds());
}

#[test]
fn a_day_is_made_from_year_month_and_day() {
    assert_eq!(Day::from_civil(2026, 11, 12), Day::parse("2026-11-12"));
    assert_eq!(Day::from_civil(1970, 1, 1).unwrap().start_in_utc().milliseconds(), 0);
    for (year, month, day) in [(2026, 2, 29), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0)] {
        assert_eq!(Day::from_civil(year, month, day), None, "{year}-{month}-{day}");
    }
    assert!(Day::from_civil(-1_000_000, 1, 1).is_some());
    assert!(Day::from_civil(1_000_000, 12, 31).is_some());
    assert_eq!(Day::from_civil(1_000_001, 1, 1), None);
    assert_eq!(Day::from_civil(i64::MAX, 1, 1), None);
}

proptest! {
    #[test]
    fn a_timestamp_is_parsed_from_its_text(at in -62_167_219_200_000_i64..253_402_300_800_000) {
        let timestamp = Timestamp::from_milliseconds(at);
        prop_assert_eq!(Timestamp::parse(&timestamp.to_string()), Some(timestamp));
        let day = timestamp.day_in_utc();
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert!(day.start_in_utc() <= timestamp && timestamp < day.plus_days(1).start_in_utc());
    }

    #[test]
    fn any_timestamp_can_be_written(at: i64) {
        let timestamp = Timestamp::from_milliseconds(at);
        prop_assert!(timestamp.to_string().ends_with('Z'));
        prop_assert!(!timestamp.day_in_utc().plus_days(i64::MAX).to_string().is_empty());
    }

    #[test]
    fn any_text_is_parsed_or_rejected(text in ".*") {
        let _ = Timestamp::parse(&text);
    }

    #[test]
    fn any_text_that_resembles_a_timestamp_is_parsed_or_rejected(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Zz-]{0,20}") {
        let _ = Timestamp::parse(&text);
    }
}
