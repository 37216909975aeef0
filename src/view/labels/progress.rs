//! Texts about loading, selecting and exporting rows.

use crate::{
    i18n::{Key, Translator},
    state::{ActionStatus, ExportOutcome, ExportScope, Report},
};
use bounces_core::BounceTable;

/// How many rows are loaded, while more are expected.
pub(crate) fn load_progress(i18n: Translator, report: Report) -> String {
    let read = report.rows().count().into();
    match report.context().rows_expected() {
        Some(total) => {
            i18n.format(Key::LoadedPartialOf, &[("read", read), ("total", total.into())])
        }
        None => i18n.format(Key::LoadedPartial, &[("read", read)]),
    }
}

/// How many rows are selected, and how many of them the filters exclude.
pub(crate) fn selected_rows(i18n: Translator, report: Report) -> String {
    let selected = report.selection().count();
    let hidden = selected.saturating_sub(report.selection().matching_count());
    let key = match (selected, hidden) {
        (0, _) => Key::NothingSelected,
        (_, 0) => Key::Selected,
        (_, _) => Key::SelectedWithHidden,
    };
    i18n.format(key, &[("count", selected.into()), ("hidden", hidden.into())])
}

/// The positions of the rows on the page and how many rows there are, in three parts; the second one has the positions.
pub(crate) fn row_range(i18n: Translator, report: Report) -> [String; 3] {
    let rows = report.query().page_range();
    let is_complete = report.loader().is_complete();
    let (key, total) = match (rows.is_empty(), is_complete) {
        (false, true) => (Key::RowRange, report.query().matching_count()),
        (false, false) => (Key::RowRangePartial, report.query().matching_count()),
        (true, true) => (Key::NoneMatching, report.rows().count()),
        (true, false) => (Key::NoneMatchingPartial, report.rows().count()),
    };
    let values =
        [("first", (rows.start + 1).into()), ("last", rows.end.into()), ("total", total.into())];
    i18n.format_around(key, &["first", "last"], &values)
}

/// The link to the actions for the selected rows.
pub(crate) fn skip_to_selection(i18n: Translator, report: Report) -> String {
    i18n.format(Key::SkipToSelection, &[("count", report.selection().count().into())])
}

/// Which rows are exported or printed, and how many.
pub(crate) fn export_scope(i18n: Translator, report: Report, scope: ExportScope) -> String {
    let key = match scope {
        ExportScope::All => Key::ExportScopeAll,
        ExportScope::Matching => Key::ExportScopeMatching,
        ExportScope::Selected => Key::ExportScopeSelected,
    };
    i18n.format(key, &[("count", report.export().scope().row_count(scope).into())])
}

/// The warning that an export lacks rows that are not loaded yet.
pub(crate) fn incomplete(i18n: Translator, report: Report) -> String {
    let progress = load_progress(i18n, report);
    i18n.format(Key::Incomplete, &[("read", (&progress).into())])
}

/// How far an action of the host is: the host's message, or else one of ours. `None` if there was none.
pub(crate) fn action_status(i18n: Translator, report: Report) -> Option<String> {
    let or_else = |text: String, key| if text.trim().is_empty() { i18n.text(key) } else { text };
    Some(match report.host_actions().status() {
        ActionStatus::None => return None,
        ActionStatus::Running => i18n.text(Key::ActionRunning),
        ActionStatus::Done(text) => or_else(text, Key::ActionDone),
        ActionStatus::Failed(text) => or_else(text, Key::ActionFailed),
    })
}

/// The result of a copy or an export.
pub(crate) fn export_outcome(i18n: Translator, report: Report, outcome: ExportOutcome) -> String {
    let with_count = |key, count: usize| i18n.format(key, &[("count", count.into())]);
    match outcome {
        ExportOutcome::Copied(rows) => with_count(Key::CopiedAddresses, rows),
        ExportOutcome::CopiedCorrections(rows) => with_count(Key::CopiedCorrections, rows),
        ExportOutcome::CopiedSuggestion(row) => {
            let address = report.rows().suggestion(row).unwrap_or_default();
            let address = super::masked_address(report, &address);
            i18n.format(Key::CopiedAddress, &[("address", (&address).into())])
        }
        ExportOutcome::CopiedLink => i18n.text(Key::CopiedLink),
        ExportOutcome::CopiedContactId(row) => {
            let id = report.rows().with_row(row, BounceTable::contact_id);
            let id = id.map(|id| id.to_string()).unwrap_or_default();
            i18n.format(Key::CopiedContactId, &[("id", (&id).into())])
        }
        ExportOutcome::CopyRefused => i18n.text(Key::CopyFailed),
        ExportOutcome::Exported(rows) => with_count(Key::Exported, rows),
        ExportOutcome::ExportedPart(rows) => with_count(Key::ExportedPartial, rows),
        ExportOutcome::SavedSummary => i18n.text(Key::SavedSummary),
        ExportOutcome::Interrupted => i18n.text(Key::ExportInterrupted),
    }
}
