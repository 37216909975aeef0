//! The filters of the query, except dates (`dates`).

use super::{super::announcer::Announcement, QueryState, runner::Completion};
use bounces_core::{
    BounceCode, CodeSet, DateFilter, DomainId, NextStep, ProviderFamily, Query, summary::MailHost,
};
use leptos::prelude::untrack;

/// A filter that can be removed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilterKind {
    Codes,
    Search,
    Domain,
    Dates,
    Removable,
    Step,
    Repeats,
}

impl FilterKind {
    /// All kinds, in display order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Step,
        Self::Codes,
        Self::Search,
        Self::Domain,
        Self::Dates,
        Self::Repeats,
        Self::Removable,
    ];
}

/// The rows of a next step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StepTotal {
    pub(crate) rows: u32,
    /// The name of the domain that has at least half of the rows, and how many it has.
    pub(crate) main_domain: Option<(String, u32)>,
}

impl QueryState {
    /// Whether a filter is active.
    pub(crate) fn has_filter(self, filter: FilterKind) -> bool {
        self.query.with(|query| match filter {
            FilterKind::Codes => !query.codes.is_empty(),
            FilterKind::Search => !query.search.trim().is_empty(),
            FilterKind::Domain => query.domain.is_some() || query.provider.is_some(),
            FilterKind::Dates => query.from.is_some() || query.before.is_some(),
            FilterKind::Removable => query.removable_only,
            FilterKind::Step => query.step.is_some(),
            FilterKind::Repeats => query.repeats_only,
        })
    }

    /// Adds a code to the codes that are shown, or removes it.
    pub(crate) fn toggle_code(self, code: BounceCode<'_>) {
        self.update_filters(|query| query.codes = query.codes.toggled(code));
    }

    /// Shows the rows that contain all words. Their number is announced when the user pauses.
    pub(crate) fn set_search(self, text: String) {
        if self.query.with_untracked(|query| query.search == text) {
            return;
        }
        self.update(None, |query| query.search = text);
        self.announcer.announce_debounced(Announcement::Matching);
    }

    /// Shows the rows of one domain, or of all.
    pub(crate) fn set_domain(self, domain: Option<String>) {
        self.update_filters(|query| {
            query.domain = domain;
            query.provider = None;
        });
    }

    /// Shows the rows of a domain or a provider family, or of all if that one is selected already.
    pub(crate) fn toggle_mail_host(self, host: MailHost) {
        match host {
            MailHost::Domain(domain) => self.toggle_domain(domain),
            MailHost::Family(provider) => self.toggle_provider(provider),
        }
    }

    /// Shows the rows of one provider family, or of all if that one is selected already.
    pub(crate) fn toggle_provider(self, provider: ProviderFamily) {
        self.update_filters(|query| {
            query.provider = Some(provider).filter(|_| query.provider != Some(provider));
            query.domain = None;
        });
    }

    /// The provider family that the rows are restricted to.
    pub(crate) fn provider(self) -> Option<ProviderFamily> {
        self.query.with(|query| query.provider)
    }

    /// Whether domains are listed by provider family.
    pub(crate) fn is_by_provider(self) -> bool {
        self.by_provider.get()
    }

    /// Lists domains by provider family, or each by itself.
    pub(crate) fn toggle_by_provider(self) {
        self.by_provider.update(|by_provider| *by_provider ^= true);
        self.emit_view_change();
    }

    /// Shows the rows of one domain, or of all if that one is selected already.
    pub(crate) fn toggle_domain(self, domain: DomainId) {
        let is_selected = untrack(|| self.is_selected_domain(domain));
        self.set_domain((!is_selected).then(|| self.rows.domain_name(domain)));
    }

    /// Removes a filter.
    pub(crate) fn remove_filter(self, filter: FilterKind) {
        match filter {
            FilterKind::Codes => self.update_filters(|query| query.codes = CodeSet::EMPTY),
            FilterKind::Search => self.update_filters(|query| query.search.clear()),
            FilterKind::Domain => self.set_domain(None),
            FilterKind::Dates => self.set_dates(DateFilter::Any),
            FilterKind::Removable => self.update_filters(|query| query.removable_only = false),
            FilterKind::Step => self.update_filters(|query| query.step = None),
            FilterKind::Repeats => self.update_filters(|query| query.repeats_only = false),
        }
    }

    /// Removes all filters.
    pub(crate) fn clear_filters(self) {
        self.replace_filters(Query::default());
    }

    /// Removes all filters on behalf of the host: nothing is announced, and the host is not notified.
    pub(in crate::state) fn clear_filters_silently(self) {
        // A period after sending filters nothing until it is known when that was.
        let is_unfiltered = self.query.with_untracked(Query::is_unfiltered)
            && self.dates.get_untracked() == DateFilter::Any;
        if is_unfiltered && self.page.get_untracked() == 0 {
            return;
        }
        self.announcer.cancel_debounced();
        self.results.clear_completion();
        self.reset_filters(Query::default());
        self.page.set(0);
        self.run(Completion { page: Some(0), ..Completion::default() });
    }

    /// Whether only rows that are recommended for removal are shown.
    pub(crate) fn shows_removable(self) -> bool {
        self.query.with(|query| query.removable_only)
    }

    /// Shows exactly the rows that are recommended for removal, or removes that filter.
    pub(crate) fn toggle_removable(self) {
        if self.query.with_untracked(|query| query.removable_only) {
            self.remove_filter(FilterKind::Removable);
        } else {
            self.replace_filters(Query { removable_only: true, ..Query::default() });
        }
    }

    /// The next step whose rows are shown, if the filter is active.
    pub(crate) fn step(self) -> Option<NextStep> {
        self.query.with(|query| query.step)
    }

    /// Shows exactly the rows with a next step, or removes that filter.
    pub(crate) fn toggle_step(self, step: NextStep) {
        if self.query.with_untracked(|query| query.step == Some(step)) {
            self.remove_filter(FilterKind::Step);
        } else {
            self.replace_filters(Query { step: Some(step), ..Query::default() });
        }
    }

    /// Shows the rows with a next step, or of all, and keeps the other filters.
    pub(crate) fn set_step(self, step: Option<NextStep>) {
        self.update_filters(|query| query.step = step);
    }

    /// Whether only rows are shown whose contact bounced before.
    pub(crate) fn shows_repeats(self) -> bool {
        self.query.with(|query| query.repeats_only)
    }

    /// Shows the rows whose contact bounced before, or all again, and keeps the other filters.
    pub(crate) fn toggle_repeats(self) {
        self.update_filters(|query| query.repeats_only ^= true);
    }

    /// Whether nothing is known of who bounced before, so that rows are not filtered by it.
    pub(in crate::state) fn ignore_repeats(self, ignores: bool) {
        if self.results.set_ignores_repeats(ignores)
            && self.query.with_untracked(|query| query.repeats_only)
        {
            self.refresh();
        }
    }

    /// Shows exactly the rows whose contact bounced before, or removes that filter.
    pub(crate) fn toggle_only_repeats(self) {
        if self.query.with_untracked(|query| query.repeats_only) {
            self.remove_filter(FilterKind::Repeats);
        } else {
            self.replace_filters(Query { repeats_only: true, ..Query::default() });
        }
    }

    /// The number of rows whose contact bounced before that pass the other filters.
    pub(crate) fn repeats_count(self) -> u32 {
        self.results.repeats_count()
    }

    /// The number of rows whose contact bounced before, regardless of filters. It grows while earlier emails are read.
    pub(crate) fn repeats_total(self) -> u32 {
        self.results.repeats_total()
    }

    /// The number of rows by next step that pass all filters but the one by step, in the order of `NextStep::ALL`.
    pub(crate) fn step_counts(self) -> [u32; NextStep::ALL.len()] {
        self.results.step_counts()
    }

    /// The rows of each next step, regardless of filters, in the order of `NextStep::ALL`.
    pub(crate) fn step_totals(self) -> [StepTotal; NextStep::ALL.len()] {
        let domains = self.results.step_domains();
        let totals = self.results.step_totals();
        NextStep::ALL.map(|step| StepTotal {
            rows: totals[step.index()],
            main_domain: domains[step.index()]
                .map(|(domain, rows)| (self.rows.domain_name(domain), rows)),
        })
    }

    /// Replaces all filters; the sort stays. `filters` has no dates.
    fn replace_filters(self, filters: Query) {
        self.reset_filters(filters);
        self.update_filters(|_| ());
    }

    fn reset_filters(self, filters: Query) {
        self.date_range.set(None);
        self.dates.set(DateFilter::Any);
        self.query.update(|query| {
            *query = Query { sort: std::mem::take(&mut query.sort), sent: query.sent, ..filters };
        });
    }

    pub(super) fn update_filters(self, change: impl FnOnce(&mut Query)) {
        self.update(Some(Announcement::Matching), change);
    }
}
