//! The dates that a view shows: all, a period after the email was sent, a range that ends now, or days of
//! the user's calendar.

use crate::{Day, SendPeriod, Timestamp};
use bounces_rows::listed_enum;

/// Which dates match. Rows without a date match only [`DateFilter::Any`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateFilter {
    /// All dates.
    #[default]
    Any,
    /// A period after the email was sent. All dates match until it is known when that was.
    AfterSending(SendPeriod),
    /// A range that ends now.
    Last(RelativeRange),
    /// Days of the user's calendar.
    Days {
        /// The first day that matches.
        from: Option<Day>,
        /// The day after the last one that matches.
        before: Option<Day>,
    },
}

impl DateFilter {
    /// The days from `from` until the one before `before`; [`DateFilter::Any`] without bounds.
    /// `None` if no day is between them.
    pub fn between(from: Option<Day>, before: Option<Day>) -> Option<Self> {
        match (from, before) {
            (None, None) => Some(Self::Any),
            (Some(from), Some(before)) if from >= before => None,
            (from, before) => Some(Self::Days { from, before }),
        }
    }

    /// The earliest time that matches, and the end of the matching times.
    ///
    /// `sent` is when the email was sent, if that is known. `start_of` gives the time when a day
    /// begins in the user's time zone.
    pub fn bounds(
        self,
        now: Timestamp,
        sent: Option<Timestamp>,
        start_of: impl Fn(Day) -> Timestamp,
    ) -> [Option<Timestamp>; 2] {
        match self {
            Self::Any => [None, None],
            Self::AfterSending(period) => sent.map_or([None, None], |sent| period.bounds(sent)),
            Self::Last(range) => [Some(range.start(now)), None],
            Self::Days { from, before } => [from, before].map(|day| day.map(&start_of)),
        }
    }
}

listed_enum! {
    /// A range of time that ends now. [`RelativeRange::ALL`] begins with the shortest.
    pub enum RelativeRange {
        /// 24 hours.
        Day,
        /// 3 times 24 hours.
        ThreeDays,
        /// 7 times 24 hours.
        Week,
        /// 30 times 24 hours.
        ThirtyDays,
    }
}

impl RelativeRange {
    fn start(self, now: Timestamp) -> Timestamp {
        let days = match self {
            Self::Day => 1,
            Self::ThreeDays => 3,
            Self::Week => 7,
            Self::ThirtyDays => 30,
        };
        now.plus_days(-days)
    }

    /// Its name in a view.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::ThreeDays => "3d",
            Self::Week => "7d",
            Self::ThirtyDays => "30d",
        }
    }
}
