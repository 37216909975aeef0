//! The view (filters, sort and page) as one text, to the host and from it. Core defines the text.

use super::{super::ReportEvent, DateRange, QueryState, runner::Completion};
use crate::i18n::{now, start_of_day};
use bounces_core::ViewState;
use leptos::prelude::*;

impl QueryState {
    /// The current view. Does not subscribe.
    pub(in crate::state) fn view_state(self) -> ViewState {
        self.query.with_untracked(|query| ViewState {
            codes: query.codes,
            search: query.search.clone(),
            domain: query.domain.clone(),
            provider: query.provider,
            by_provider: self.by_provider.get_untracked(),
            dates: self.dates.get_untracked(),
            removable_only: query.removable_only,
            step: query.step,
            repeats_only: query.repeats_only,
            sort: query.sort.clone(),
            page: self.page.get_untracked() + 1,
            page_size: self.page_size_override.get_untracked(),
        })
    }

    /// The same without a filter that is ignored.
    pub(in crate::state) fn applied_view_state(self) -> ViewState {
        let view = self.view_state();
        ViewState { repeats_only: view.repeats_only && !self.results.ignores_repeats(), ..view }
    }

    /// Shows the view that the host sets. The host is not notified of it.
    pub(crate) fn apply_view(self, text: &str) {
        let view = ViewState::parse(text);
        if view == self.view_state() {
            return;
        }
        let time_zone = self.time_zone.get_untracked();
        let sent = self.query.with_untracked(|query| query.sent);
        self.query.set(view.query(now(), sent, |day| start_of_day(&time_zone, day)));
        self.dates.set(view.dates);
        self.by_provider.set(view.by_provider);
        self.date_range.set(DateRange::from_dates(view.dates));
        self.page_size_override.set(view.page_size);
        // The host's view replaces changes by the user that are still pending.
        self.results.clear_completion();
        self.run(Completion { page: Some(view.page - 1), ..Completion::default() });
    }

    /// Notifies the host that the user changed the view.
    pub(super) fn emit_view_change(self) {
        self.sink.emit(ReportEvent::ViewChange { view: self.view_state().to_string() });
    }
}
