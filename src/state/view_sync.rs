//! What the user looks at, as one text: to the host and from it. What stands in the text is core's matter.

use super::{
    Report, ReportEvent,
    filters::DateRange,
    query_runner::{Completion, QueryRunner},
};
use crate::i18n::{now, start_of_day};
use bounces_core::ViewState;
use leptos::prelude::*;

impl Report {
    /// What the user looks at. Nothing is tracked.
    pub(super) fn view_state(self) -> ViewState {
        self.query.with_untracked(|query| ViewState {
            codes: query.codes,
            search: query.search.clone(),
            domain: query.domain.clone(),
            dates: self.dates.get_untracked(),
            removable_only: query.removable_only,
            sort: query.sort.clone(),
            page: self.page.get_untracked() + 1,
            page_size: self.page_size_override.get_untracked(),
        })
    }

    /// Shows what the host wants to be looked at. The host is not told of it.
    pub(crate) fn apply_view(self, text: &str) {
        let view = ViewState::parse(text);
        if view == self.view_state() {
            return;
        }
        let time_zone = self.inputs.time_zone.get_untracked();
        self.query.set(view.query(now(), |day| start_of_day(&time_zone, day)));
        self.dates.set(view.dates);
        self.date_range.set(DateRange::of(view.dates));
        self.page_size_override.set(view.page_size);
        // What the user did before has no say any more.
        self.query_runner.update_value(QueryRunner::clear_completion);
        self.run_query(Completion { page: Some(view.page - 1), ..Completion::default() });
    }

    /// Tells the host that the user looks at something else.
    pub(super) fn emit_view_change(self) {
        self.host.emit(ReportEvent::ViewChange { view: self.view_state().to_string() });
    }
}
