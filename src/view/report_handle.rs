//! The imperative API of a mounted report, for the element and for Leptos applications.

use crate::{
    i18n::{Key, Translator},
    platform::panic_boundary::flush_effects,
    state::Report,
    view::menus::export_labels,
};
use leptos::prelude::untrack;

/// Controls a mounted report. Must not be used after the report is unmounted.
#[derive(Clone, Copy)]
pub struct ReportHandle {
    pub(crate) report: Report,
    pub(crate) i18n: Translator,
}

impl ReportHandle {
    /// A message in the language of the report.
    pub(crate) fn text(self, key: Key) -> String {
        untrack(|| self.i18n.text(key))
    }

    /// Loads the report again.
    pub fn reload(self) {
        self.report.load_actions().load(true);
    }

    /// Loads the report from another [`Fetcher`](crate::Fetcher) than before.
    pub fn reload_from_new_source(self) {
        self.report.load_actions().reload_from_new_source();
    }

    /// How many of the loaded rows match the filters.
    pub fn matching_rows(self) -> usize {
        self.report.matching_count_untracked()
    }

    /// Waits until the requested report is in the document: the messages of its language, and the
    /// first rows, filtered and sorted, or the reason why there are none. With inline data, all
    /// rows, the title and the counts are there. The browser may not have painted them yet, and
    /// insights may arrive later.
    pub async fn updated(self) {
        flush_effects().await;
        let Some(readiness) = self.report.try_readiness() else { return };
        if !untrack(|| self.is_ready()) {
            readiness.wait_ready().await;
        }
        self.report.wait_query_idle().await;
    }

    /// Whether the messages of the language are loaded, and the report is ready.
    pub(crate) fn is_ready(self) -> bool {
        self.i18n.is_current_language() && self.report.readiness().is_ready()
    }

    /// Clears all filters and the selection. Emits no [`ReportEvent::ViewChange`](crate::ReportEvent::ViewChange).
    pub fn clear(self) {
        self.report.clear();
    }

    /// Filters, sort and page as one string.
    pub fn view(self) -> String {
        self.report.view()
    }

    /// Saves a CSV file, like the user's own command. Emits no [`Action`](crate::Action) event,
    /// because the host may have canceled one to ask the user first.
    pub fn export_csv(self) {
        let scope = untrack(|| self.report.export().scope().of_host());
        export_labels::export_csv(self.report, self.i18n, scope);
    }
}
