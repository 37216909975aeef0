//! Moments as the upstream writes them, as milliseconds. How they are shown is the widget's matter.

/// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const DAY: i64 = 86_400_000;

impl Timestamp {
    /// The moment that is `milliseconds` after the beginning of 1970 in UTC.
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the beginning of 1970 in UTC.
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// Reads an RFC 3339 date-time, or a date alone, which is its first moment in UTC.
    ///
    /// Beyond RFC 3339, an offset may lack its colon or be missing (then it is UTC). Fractions are
    /// cut to milliseconds; a leap second is the first moment of the next minute. Anything else,
    /// an impossible date such as 30 February among it, is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim().as_bytes();
        let year = number(&mut rest, 4)?;
        skip(&mut rest, b"-")?;
        let month = number(&mut rest, 2)?;
        skip(&mut rest, b"-")?;
        let day = number(&mut rest, 2)?;
        let midnight = days_from_civil(year, month, day)? * DAY;
        if rest.is_empty() {
            return Some(Self(midnight));
        }
        skip(&mut rest, b"Tt ")?;
        let hour = number(&mut rest, 2).filter(|hour| *hour < 24)?;
        skip(&mut rest, b":")?;
        let minute = number(&mut rest, 2).filter(|minute| *minute < 60)?;
        skip(&mut rest, b":")?;
        let second = number(&mut rest, 2).filter(|second| *second <= 60)?;
        let fraction = milliseconds(&mut rest)?;
        let offset = offset_minutes(&mut rest)?;
        let minutes = hour * 60 + minute - offset;
        rest.is_empty().then_some(Self(midnight + (minutes * 60 + second) * 1000 + fraction))
    }
}

/// Takes exactly `digits` digits.
fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (taken, after) = rest.split_at_checked(digits)?;
    let value = taken.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
    })?;
    *rest = after;
    Some(value)
}

/// Takes one byte of `allowed`.
fn skip(rest: &mut &[u8], allowed: &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    allowed.contains(first).then(|| {
        *rest = after;
        *first
    })
}

/// Takes a fraction of a second, if there is one.
fn milliseconds(rest: &mut &[u8]) -> Option<i64> {
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

/// Takes an offset from UTC, if there is one.
fn offset_minutes(rest: &mut &[u8]) -> Option<i64> {
    if rest.is_empty() || skip(rest, b"Zz").is_some() {
        return Some(0);
    }
    let sign = if skip(rest, b"+-")? == b'-' { -1 } else { 1 };
    let hours = number(rest, 2).filter(|hours| *hours < 24)?;
    skip(rest, b":");
    let minutes = number(rest, 2).filter(|minutes| *minutes < 60)?;
    Some(sign * (hours * 60 + minutes))
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` for a day that does not exist.
///
/// Counts in years that begin in March, so that the leap day is the last of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let year = year - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap_days + day_of_year - 719_468)
}
