//! Timestamps and calendar days, and their text forms. How users see them is defined in the widget.

use std::fmt;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A day of the Gregorian calendar, in no time zone: days since 1970-01-01.
///
/// When a day begins depends on the user's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// How many seconds a day has. Leap seconds do not count.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// How many milliseconds a day has. Leap seconds do not count.
pub const MILLISECONDS_PER_DAY: i64 = SECONDS_PER_DAY * 1000;

impl Timestamp {
    /// The timestamp `milliseconds` after the beginning of 1970 in UTC.
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the beginning of 1970 in UTC.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// The timestamp this many milliseconds later, or earlier if they are negative. Saturates.
    #[must_use]
    pub const fn plus_milliseconds(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The timestamp this many seconds later, or earlier if they are negative. Saturates.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_milliseconds(seconds.saturating_mul(1000))
    }

    /// The timestamp this many days of 24 hours later, or earlier if they are negative. Saturates.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_milliseconds(days.saturating_mul(MILLISECONDS_PER_DAY))
    }

    /// Parses an RFC 3339 date-time, or a date, which means its beginning in UTC.
    ///
    /// Beyond RFC 3339, an offset may lack its colon, and a missing offset means UTC. Fractions are
    /// truncated to milliseconds; a leap second is the beginning of the next minute. Anything else
    /// is `None`, including impossible dates such as February 30.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim().as_bytes();
        let midnight = parse_date(&mut rest)? * MILLISECONDS_PER_DAY;
        if rest.is_empty() {
            return Some(Self(midnight));
        }
        skip(&mut rest, b"Tt ")?;
        let hour = parse_number(&mut rest, 2).filter(|hour| *hour < 24)?;
        skip(&mut rest, b":")?;
        let minute = parse_number(&mut rest, 2).filter(|minute| *minute < 60)?;
        skip(&mut rest, b":")?;
        let second = parse_number(&mut rest, 2).filter(|second| *second <= 60)?;
        let fraction = parse_fraction(&mut rest)?;
        let offset = parse_offset(&mut rest)?;
        let minutes = hour * 60 + minute - offset;
        rest.is_empty().then_some(Self(midnight + (minutes * 60 + second) * 1000 + fraction))
    }

    /// The day that contains it in UTC.
    pub const fn day_in_utc(self) -> Day {
        Day(self.0.div_euclid(MILLISECONDS_PER_DAY))
    }

    /// The day that starts at this time in UTC, which a date without a time of day is parsed as; `None` at other times.
    pub fn as_utc_day(self) -> Option<Day> {
        Some(self.day_in_utc()).filter(|day| day.start_in_utc() == self)
    }

    /// Displays it with milliseconds even if they are 0: `2026-11-12T09:41:00.000Z`, as the
    /// upstream writes it.
    pub fn with_milliseconds(self) -> impl fmt::Display {
        WithMilliseconds(self)
    }

    fn write(self, formatter: &mut fmt::Formatter<'_>, always_milliseconds: bool) -> fmt::Result {
        let milliseconds = self.0.rem_euclid(MILLISECONDS_PER_DAY);
        write_date(formatter, self.day_in_utc())?;
        let mut time = *b"T00:00:00.000Z";
        write_digits(&mut time[1..3], milliseconds / 3_600_000);
        write_digits(&mut time[4..6], milliseconds / 60_000 % 60);
        write_digits(&mut time[7..9], milliseconds / 1000 % 60);
        write_digits(&mut time[10..13], milliseconds);
        if milliseconds % 1000 == 0 && !always_milliseconds {
            time[9] = b'Z';
            return write_ascii(formatter, &time[..10]);
        }
        write_ascii(formatter, &time)
    }
}

impl fmt::Display for Timestamp {
    /// `2026-11-12T09:41:00Z` as in RFC 3339, with milliseconds (`09:41:00.500Z`) unless they are
    /// 0. A year outside RFC 3339's range has a sign and at least six digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, false)
    }
}

struct WithMilliseconds(Timestamp);

impl fmt::Display for WithMilliseconds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(formatter, true)
    }
}

impl Day {
    /// Parses an RFC 3339 date such as `2026-11-12`; `None` if there is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let days = parse_date(&mut rest)?;
        rest.is_empty().then_some(Self(days))
    }

    /// The day with this year, month from 1, and day of the month from 1; `None` if there is no
    /// such day.
    pub const fn from_civil(year: i64, month: i64, day: i64) -> Option<Self> {
        match days_from_civil(year, month, day) {
            Some(days) => Some(Self(days)),
            None => None,
        }
    }

    /// Year, month from 1, and day of the month from 1.
    pub fn civil(self) -> (i64, i64, i64) {
        civil_from_days(self.0)
    }

    /// The day this many days later, or earlier if they are negative. Saturates.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The timestamp at which it begins in UTC.
    pub const fn start_in_utc(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(MILLISECONDS_PER_DAY))
    }
}

impl fmt::Display for Day {
    /// `2026-11-12`. See [`Timestamp`] for years that do not have four digits.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_date(formatter, *self)
    }
}

/// Parses a date, as days since 1970-01-01.
fn parse_date(rest: &mut &[u8]) -> Option<i64> {
    let year = parse_number(rest, 4)?;
    skip(rest, b"-")?;
    let month = parse_number(rest, 2)?;
    skip(rest, b"-")?;
    let day = parse_number(rest, 2)?;
    days_from_civil(year, month, day)
}

/// Parses exactly `digits` digits.
fn parse_number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (taken, after) = rest.split_at_checked(digits)?;
    let value = taken.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
    })?;
    *rest = after;
    Some(value)
}

/// Skips one byte of `allowed`.
fn skip(rest: &mut &[u8], allowed: &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    allowed.contains(first).then(|| {
        *rest = after;
        *first
    })
}

/// Parses a fraction of a second, if there is one.
fn parse_fraction(rest: &mut &[u8]) -> Option<i64> {
    if skip(rest, b".").is_none() {
        return Some(0);
    }
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, after) = rest.split_at(digits);
    *rest = after;
    (digits > 0).then(|| {
        let padded = fraction.iter().copied().chain(*b"00").take(3);
        padded.fold(0, |value, byte| value * 10 + i64::from(byte - b'0'))
    })
}

/// Parses an offset from UTC, if there is one.
fn parse_offset(rest: &mut &[u8]) -> Option<i64> {
    if rest.is_empty() || skip(rest, b"Zz").is_some() {
        return Some(0);
    }
    let sign = if skip(rest, b"+-")? == b'-' { -1 } else { 1 };
    let hours = parse_number(rest, 2).filter(|hours| *hours < 24)?;
    skip(rest, b":");
    let minutes = parse_number(rest, 2).filter(|minutes| *minutes < 60)?;
    Some(sign * (hours * 60 + minutes))
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` for a day that does not exist.
///
/// Years beyond a million are refused, because their milliseconds may not fit. Counts in years
/// that begin in March, so that the leap day is the last of its year.
const fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if day < 1 || day > length || year.abs() > 1_000_000 {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap_days + day_of_year - 719_468)
}

/// Year, month and day of days since 1970-01-01: the inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    // The calendar repeats after 400 years.
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let leap_days = day_of_era / 1460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (400 * era + year_of_era + i64::from(month <= 2), month, day)
}

fn write_date(formatter: &mut fmt::Formatter<'_>, day: Day) -> fmt::Result {
    let (year, month, day) = day.civil();
    let mut date = *b"0000-00-00";
    write_digits(&mut date[5..7], month);
    write_digits(&mut date[8..10], day);
    if (0..10_000).contains(&year) {
        write_digits(&mut date[..4], year);
        return write_ascii(formatter, &date);
    }
    write!(formatter, "{year:+07}")?;
    write_ascii(formatter, &date[4..])
}

/// Overwrites `digits` with the last digits of a number, padded with zeros.
fn write_digits(digits: &mut [u8], mut number: i64) {
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789"[usize::try_from(number % 10).unwrap_or_default()];
        number /= 10;
    }
}

/// Writes in one call, because an export writes a million of them.
fn write_ascii(formatter: &mut fmt::Formatter<'_>, text: &[u8]) -> fmt::Result {
    formatter.write_str(std::str::from_utf8(text).map_err(|_| fmt::Error)?)
}
