//! The imperative API of a mounted report, for the element and for Leptos applications.

use crate::{
    i18n::{Key, Translator},
    platform::panic_boundary::flush_effects,
    state::{Action, DisplayState, ExportScope, Report},
    view::actions::{export_texts::csv_labels, perform},
};
use bounces_core::Export;
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
        self.report.load_driver().load(true);
    }

    /// Loads the report from another [`Fetcher`](crate::Fetcher) than before.
    pub fn reload_from_new_source(self) {
        self.report.load_driver().reload_from_new_source();
    }

    /// Whether everything is loaded, earlier emails included.
    pub fn is_complete(self) -> bool {
        self.report.is_finished()
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

    /// Waits until no more rows will arrive by themselves, and until those that match are known.
    async fn loaded(self) {
        flush_effects().await;
        let Some(readiness) = self.report.try_readiness() else { return };
        if !untrack(|| readiness.has_ended()) {
            readiness.wait_end().await;
        }
        self.report.wait_query_idle().await;
    }

    /// The rows of a scope when the load has ended: arrays of JSON text, whose rows have the API's field names. `None` if
    /// the report was removed or loaded again meanwhile.
    pub(crate) async fn rows(self, scope: ExportScope) -> Option<Vec<String>> {
        self.loaded().await;
        self.report.try_readiness()?;
        self.report.export().blocks(scope, Export::rows).await
    }

    /// The CSV file of a scope when the load has ended, in parts. `None` as for [`ReportHandle::rows`].
    pub(crate) async fn csv(self, scope: ExportScope) -> Option<Vec<String>> {
        self.loaded().await;
        self.report.try_readiness()?;
        let labels = untrack(|| csv_labels(self.report, self.i18n, scope));
        self.report.export().blocks(scope, |rows| Export::csv(rows, &labels)).await
    }

    /// The contacts of the selected rows: one for each row that has one, without any limit.
    pub fn selected_contact_ids(self) -> Vec<String> {
        self.report.export().contact_ids(ExportScope::Selected).get()
    }

    /// What the report shows.
    pub(crate) fn display_state(self) -> DisplayState {
        self.report.display_state()
    }

    /// Clears all filters and the selection. Emits no [`ReportEvent::ViewChange`](crate::ReportEvent::ViewChange).
    pub fn clear(self) {
        self.report.clear();
    }

    /// Filters, sort and page as one string.
    pub fn view(self) -> String {
        self.report.view()
    }

    /// Saves a CSV file, like the user's own command. Emits no [`Action`] event,
    /// because the host may have canceled one to ask the user first.
    pub fn export_csv(self) {
        self.perform(Action::ExportCsv);
    }

    /// The same as a JSON file.
    pub fn export_json(self) {
        self.perform(Action::ExportJson);
    }

    /// Opens the print dialog for the same rows.
    pub fn print(self) {
        self.perform(Action::Print);
    }

    fn perform(self, action: Action) {
        let scope = untrack(|| self.report.export().scope().of_host());
        perform::perform(self.report, self.i18n, action, scope);
    }
}
