//! What narrows the rows: what the user does with filters. How they are applied is core's matter.

use super::{Announcement, Report, query_runner::Completion};
use crate::{
    i18n::{now, start_of_day},
    platform::panic_boundary::guard_timer,
};
use bounces_core::{BounceCode, CodeSet, DateFilter, Day, Query, Timestamp};
use leptos::prelude::*;
use std::time::Duration;

/// How long typing pauses before it is said how many rows match.
const ANNOUNCE_DEBOUNCE: Duration = Duration::from_millis(600);

/// A filter that can be taken away by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterKind {
    Codes,
    Search,
    Domain,
    Dates,
    Removable,
}

impl FilterKind {
    /// All of them, in the order in which they are shown.
    pub(crate) const ALL: [Self; 5] =
        [Self::Codes, Self::Search, Self::Domain, Self::Dates, Self::Removable];
}

/// Days of the user's own, both of which are shown. Any of them may be missing, or the first be
/// behind the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DateRange {
    pub(crate) first: Option<Day>,
    pub(crate) last: Option<Day>,
}

impl DateRange {
    pub(super) fn of(dates: DateFilter) -> Option<Self> {
        match dates {
            DateFilter::Days { from, before } => {
                Some(Self { first: from, last: before.map(|day| day.plus_days(-1)) })
            }
            DateFilter::Any | DateFilter::Last(_) => None,
        }
    }

    /// The dates that they are; `None` if the first is behind the last.
    pub(crate) fn dates(self) -> Option<DateFilter> {
        DateFilter::between(self.first, self.last.map(|day| day.plus_days(1)))
    }
}

impl Report {
    /// Whether a filter narrows the rows.
    pub(crate) fn has_filter(self, filter: FilterKind) -> bool {
        self.query.with(|query| match filter {
            FilterKind::Codes => !query.codes.is_empty(),
            FilterKind::Search => !query.search.trim().is_empty(),
            FilterKind::Domain => query.domain.is_some(),
            FilterKind::Dates => query.from.is_some() || query.before.is_some(),
            FilterKind::Removable => query.removable_only,
        })
    }

    /// The dates that are shown.
    pub(crate) fn dates(self) -> DateFilter {
        self.dates.get()
    }

    /// What stands in the fields for days of the user's own, while those are shown.
    pub(crate) fn date_range(self) -> Option<DateRange> {
        self.date_range.get()
    }

    /// Shows the rows with a code too, or not any more.
    pub(crate) fn toggle_code(self, code: BounceCode<'_>) {
        self.update_filters(|query| query.codes = query.codes.toggled(code));
    }

    /// Shows the rows that have some words. How many those are is said when typing pauses.
    pub(crate) fn set_search(self, text: String) {
        if self.query.with_untracked(|query| query.search == text) {
            return;
        }
        self.update_query(None, |query| query.search = text);
        let typed = self.edit_seq.try_get_value();
        let say = guard_timer(move || {
            // Something else may have been done by now, or the report be gone.
            if self.edit_seq.try_get_value() == typed {
                self.announcement.set(Some(Announcement::Matching));
            }
        });
        set_timeout(say, ANNOUNCE_DEBOUNCE);
    }

    /// Shows the rows of a domain only, or those of all.
    pub(crate) fn set_domain(self, domain: Option<String>) {
        self.update_filters(|query| query.domain = domain);
    }

    /// Shows the rows of some dates only.
    pub(crate) fn set_dates(self, dates: DateFilter) {
        self.date_range.set(None);
        self.apply_dates(dates);
    }

    /// Shows the rows of days of the user's own. If there is no day between them, all stays as it is.
    pub(crate) fn set_date_range(self, days: DateRange) {
        self.date_range.set(Some(days));
        if let Some(dates) = days.dates() {
            self.apply_dates(dates);
        }
    }

    fn apply_dates(self, dates: DateFilter) {
        if self.dates.get_untracked() != dates {
            self.dates.set(dates);
            let bounds = self.bounds(dates);
            self.update_filters(|query| [query.from, query.before] = bounds);
        }
    }

    /// The moments between which dates are.
    fn bounds(self, dates: DateFilter) -> [Option<Timestamp>; 2] {
        let time_zone = self.inputs.time_zone.get_untracked();
        dates.bounds(now(), |day| start_of_day(&time_zone, day))
    }

    /// Finds out anew between which moments the dates are: it is later, or the time zone another.
    pub(crate) fn refresh_date_bounds(self) {
        let bounds = self.bounds(self.dates.get_untracked());
        if self.query.with_untracked(|query| [query.from, query.before] != bounds) {
            self.query.update(|query| [query.from, query.before] = bounds);
            self.run_query(Completion::default());
        }
    }

    /// Takes a filter away.
    pub(crate) fn remove_filter(self, filter: FilterKind) {
        match filter {
            FilterKind::Codes => self.update_filters(|query| query.codes = CodeSet::EMPTY),
            FilterKind::Search => self.update_filters(|query| query.search.clear()),
            FilterKind::Domain => self.set_domain(None),
            FilterKind::Dates => self.set_dates(DateFilter::Any),
            FilterKind::Removable => self.update_filters(|query| query.removable_only = false),
        }
    }

    /// Shows all rows.
    pub(crate) fn clear_filters(self) {
        self.replace_filters(Query::default());
    }

    /// Whether only rows are shown that are recommended for removal.
    pub(crate) fn shows_removable(self) -> bool {
        self.query.with(|query| query.removable_only)
    }

    /// Shows exactly the rows that are recommended for removal, or does so no more.
    pub(crate) fn toggle_removable(self) {
        if self.query.with_untracked(|query| query.removable_only) {
            self.remove_filter(FilterKind::Removable);
        } else {
            self.replace_filters(Query { removable_only: true, ..Query::default() });
        }
    }

    /// Shows exactly the rows with a code at a domain.
    pub(crate) fn filter_code_at_domain(self, code: BounceCode<'static>, domain: String) {
        let codes = CodeSet::EMPTY.toggled(code);
        self.replace_filters(Query { codes, domain: Some(domain), ..Query::default() });
    }

    /// Shows the rows that a query without dates gives, sorted as they are.
    fn replace_filters(self, only: Query) {
        self.date_range.set(None);
        self.dates.set(DateFilter::Any);
        self.update_filters(|query| {
            *query = Query { sort: std::mem::take(&mut query.sort), ..only }
        });
    }

    fn update_filters(self, change: impl FnOnce(&mut Query)) {
        self.update_query(Some(Announcement::Matching), change);
    }
}
