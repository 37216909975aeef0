//! The periods after an email was sent.

use crate::{Timestamp, listed_enum};

listed_enum! {
    /// A period after an email was sent. Together they contain every bounce that has a date, and no
    /// bounce is in two of them.
    pub enum SendPeriod {
        /// Until one hour after the email was sent. Bounces from before that time are included: clocks
        /// differ, and an email may have been sent in several runs.
        FirstHour,
        /// The rest of the first 24 hours.
        FirstDay,
        /// Everything after that.
        Later,
    }
}

impl SendPeriod {
    /// The earliest time in the period of an email that was sent at `sent`, and the end of the period.
    pub fn bounds(self, sent: Timestamp) -> [Option<Timestamp>; 2] {
        let [hour, day] = Self::limits(sent).map(Some);
        match self {
            Self::FirstHour => [None, hour],
            Self::FirstDay => [hour, day],
            Self::Later => [day, None],
        }
    }

    /// The period that contains a time.
    pub fn of(time: Timestamp, sent: Timestamp) -> Self {
        let [hour, day] = Self::limits(sent);
        if time < hour {
            Self::FirstHour
        } else if time < day {
            Self::FirstDay
        } else {
            Self::Later
        }
    }

    /// Its name in a view.
    pub fn id(self) -> &'static str {
        match self {
            Self::FirstHour => "first-hour",
            Self::FirstDay => "first-day",
            Self::Later => "later",
        }
    }

    /// The period with a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.id() == id)
    }

    /// The ends of the first hour and of the first day.
    fn limits(sent: Timestamp) -> [Timestamp; 2] {
        [sent.plus_seconds(3600), sent.plus_days(1)]
    }
}
