//! What the user looks at, as one text: to the host and from it. What stands in the text is core's matter.

use super::{
    Report, ReportEvent,
    filters::OwnDays,
    query_runner::{Finder, Then},
};
use crate::i18n::{now, start_of_day};
use bounces_core::View;
use leptos::prelude::*;

impl Report {
    /// What the user looks at. Nothing is tracked.
    pub(super) fn view(self) -> View {
        self.query.with_untracked(|query| View {
            codes: query.codes,
            search: query.search.clone(),
            domain: query.domain.clone(),
            dates: self.dates.get_untracked(),
            removable: query.removable,
            sort: query.sort.clone(),
            page: self.page.get_untracked() + 1,
            page_size: self.chosen_page_size.get_untracked(),
        })
    }

    /// Shows what the host wants to be looked at. The host is not told of it.
    pub(crate) fn show_view(self, text: &str) {
        let view = View::parse(text);
        if view == self.view() {
            return;
        }
        let time_zone = self.inputs.time_zone.get_untracked();
        self.query.set(view.query(now(), |day| start_of_day(&time_zone, day)));
        self.dates.set(view.dates);
        self.own_days.set(OwnDays::of(view.dates));
        self.chosen_page_size.set(view.page_size);
        // What the user did before has no say any more.
        self.finder.update_value(Finder::forget_then);
        self.find(Then { page: Some(view.page - 1), ..Then::default() });
    }

    /// Tells the host that the user looks at something else.
    pub(super) fn tell_view(self) {
        self.host.tell(ReportEvent::ViewChange { view: self.view().to_string() });
    }
}
