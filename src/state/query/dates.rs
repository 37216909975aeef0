//! The filter by date: a period after the email was sent, the latest days, or a custom range.

use super::QueryState;
use crate::i18n::{now, start_of_day};
use bounces_core::{DateFilter, Day, Timestamp};
use leptos::prelude::*;

/// The first year with four digits.
const MIN_YEAR: i64 = 1000;

/// A custom range of days; both ends are inclusive. Either may be missing, and the first may be after the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateRange {
    pub(crate) first: Option<Day>,
    pub(crate) last: Option<Day>,
}

impl DateRange {
    /// The range of absolute dates; none for other dates.
    pub(super) fn from_dates(dates: DateFilter) -> Option<Self> {
        match dates {
            DateFilter::Days { from, before } => {
                Some(Self { first: from, last: before.map(|day| day.plus_days(-1)) })
            }
            DateFilter::Any | DateFilter::AfterSending(_) | DateFilter::Last(_) => None,
        }
    }

    /// Parses the value of a date field. Ignores years below 1000: while the user types 2026, the
    /// field has the years 2, 20 and 202.
    pub(crate) fn parse_day(text: &str) -> Option<Day> {
        Day::parse(text).filter(|day| day.civil().0 >= MIN_YEAR)
    }

    /// The dates of the range; `None` if it is inverted.
    pub(crate) fn dates(self) -> Option<DateFilter> {
        DateFilter::between(self.first, self.last.map(|day| day.plus_days(1)))
    }

    /// Whether the first day is after the last.
    pub(crate) fn is_inverted(self) -> bool {
        self.dates().is_none()
    }
}

impl QueryState {
    /// The selected dates. Periods after sending are selected only when it is known when that was.
    pub(crate) fn dates(self) -> DateFilter {
        let dates = self.dates.get();
        let is_pending = matches!(dates, DateFilter::AfterSending(_)) && !self.is_sent_known();
        if is_pending { DateFilter::Any } else { dates }
    }

    /// Whether it is known when the email was sent.
    pub(crate) fn is_sent_known(self) -> bool {
        self.query.with(|query| query.sent.is_some())
    }

    /// Counts dates from when the email was sent, if that is known.
    pub(in crate::state) fn set_sent(self, sent: Option<Timestamp>) {
        if self.query.with_untracked(|query| query.sent != sent) {
            self.query.try_update_untracked(|query| query.sent = sent);
            let bounds = self.date_bounds(self.dates.get_untracked());
            self.query.update(|query| [query.from, query.before] = bounds);
            // Also without such a filter, the rows are counted by period.
            self.refresh();
        }
    }

    /// The values of the fields of a custom range, while those are visible.
    pub(crate) fn date_range(self) -> Option<DateRange> {
        self.date_range.get()
    }

    /// Shows the rows of some dates.
    pub(crate) fn set_dates(self, dates: DateFilter) {
        self.date_range.set(None);
        self.apply_dates(dates);
    }

    /// Shows the rows of a custom range. An inverted one changes the fields only.
    pub(crate) fn set_date_range(self, range: DateRange) {
        self.date_range.set(Some(range));
        if let Some(dates) = range.dates() {
            self.apply_dates(dates);
        }
    }

    fn apply_dates(self, dates: DateFilter) {
        if self.dates.get_untracked() != dates {
            self.dates.set(dates);
            let bounds = self.date_bounds(dates);
            self.update_filters(|query| [query.from, query.before] = bounds);
        }
    }

    /// Updates the instants of the selected dates: time has passed, or the time zone changed.
    pub(crate) fn refresh_date_bounds(self) {
        let bounds = self.date_bounds(self.dates.get_untracked());
        if self.query.with_untracked(|query| [query.from, query.before] != bounds) {
            self.query.update(|query| [query.from, query.before] = bounds);
            self.refresh();
        }
    }

    /// The first instant of the dates, and the first one after them.
    fn date_bounds(self, dates: DateFilter) -> [Option<Timestamp>; 2] {
        let time_zone = self.time_zone.get_untracked();
        let sent = self.query.with_untracked(|query| query.sent);
        dates.bounds(now(), sent, |day| start_of_day(&time_zone, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: &str, last: &str) -> DateRange {
        DateRange { first: Day::parse(first), last: Day::parse(last) }
    }

    #[test]
    fn a_year_that_is_being_typed_is_ignored() {
        assert_eq!(DateRange::parse_day("0202-11-12"), None);
        assert_eq!(DateRange::parse_day("2026-11-12"), Day::parse("2026-11-12"));
    }

    #[test]
    fn a_range_is_inverted_only_if_its_first_day_is_after_its_last() {
        assert!(range("2026-11-13", "2026-11-12").is_inverted());
        assert!(!range("2026-11-12", "2026-11-12").is_inverted());
        assert!(!range("", "2026-11-12").is_inverted());
        assert!(!range("2026-11-12", "").is_inverted());
        assert!(!DateRange::default().is_inverted());
    }

    #[test]
    fn a_range_survives_the_way_to_dates_and_back() {
        for range in
            [range("2026-11-01", "2026-11-30"), range("", "2026-11-30"), range("2026-11-01", "")]
        {
            assert_eq!(range.dates().and_then(DateRange::from_dates), Some(range));
        }
        assert_eq!(DateRange::from_dates(DateFilter::Any), None);
    }
}
