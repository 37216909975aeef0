//! Timestamps of the account's data, in seconds, as the upstream formats them. Reads no clock.

use std::fmt;

const DAY: i64 = 86_400;

/// Seconds since 1970 in UTC, displayed as the upstream formats them: `2026-11-12T09:41:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timestamp(i64);

impl Timestamp {
    /// A minute of the Gregorian calendar, in UTC.
    pub(super) const fn at(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Self {
        // Counting years from March puts the leap day last.
        let year = if month <= 2 { year - 1 } else { year };
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468;
        Self(days * DAY + hour * 3_600 + minute * 60)
    }

    pub(super) const fn plus(self, seconds: i64) -> Self {
        Self(self.0 + seconds)
    }

    /// The date only: `2026-11-12`.
    pub(super) fn date(self) -> String {
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = 400 * era + year_of_era + i64::from(month <= 2);
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(formatter, "{}T{hour:02}:{minute:02}:{second:02}.000Z", self.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_parses_the_displayed_text() {
        for (year, month, day) in [(1970, 1, 1), (2000, 2, 29), (2024, 12, 31), (2026, 11, 12)] {
            let timestamp = Timestamp::at(year, month, day, 23, 59).plus(58);
            let text = timestamp.to_string();
            assert_eq!(text, format!("{year}-{month:02}-{day:02}T23:59:58.000Z"));
            let read = bounces_core::Timestamp::parse(&text).unwrap();
            assert_eq!(read.milliseconds(), timestamp.0 * 1_000);
        }
    }
}
