//! Whether an export is running, and how the last one ended. They are started in `export`.

use super::{action_progress::ActionProgress, rows::RowRef};
use crate::erased::ErasedSignal;

/// The result of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportOutcome {
    /// This many addresses were copied.
    Copied(usize),
    /// This many corrections were copied.
    CopiedCorrections(usize),
    /// The suggested address of a row was copied.
    CopiedSuggestion(RowRef),
    /// A link to the host's page was copied.
    CopiedLink,
    /// The id of a row's contact was copied.
    CopiedContactId(RowRef),
    /// The browser does not let the widget write to the clipboard.
    CopyRefused,
    /// This many rows were saved.
    Exported(usize),
    /// This many rows were saved, and the upstream may have more.
    ExportedPart(usize),
    /// A summary was saved.
    SavedSummary,
    /// The report was refreshed before all rows were written.
    Interrupted,
}

/// Whether an export is running, and how the last one ended.
#[derive(Clone, Copy)]
pub(super) struct ExportStatus {
    is_running: ErasedSignal<bool>,
    outcome: ErasedSignal<Option<ExportOutcome>>,
    /// Is forgotten together with the outcome of an export.
    action: ActionProgress,
}

impl ExportStatus {
    pub(super) fn new(action: ActionProgress) -> Self {
        Self { is_running: ErasedSignal::new(false), outcome: ErasedSignal::new(None), action }
    }

    pub(super) fn is_running(self) -> bool {
        self.is_running.get()
    }

    pub(super) fn outcome(self) -> Option<ExportOutcome> {
        self.outcome.get()
    }

    pub(super) fn track_outcome(self) {
        self.outcome.track();
    }

    /// Starts an export; `true` if one was running already.
    pub(super) fn start(self) -> bool {
        self.clear_outcome();
        let was_running = self.is_running.get_untracked();
        if !was_running {
            self.is_running.set(true);
        }
        was_running
    }

    pub(super) fn set_outcome(self, outcome: ExportOutcome) {
        self.outcome.set(Some(outcome));
    }

    /// All exports have ended.
    pub(super) fn finish(self) {
        self.is_running.set(false);
    }

    /// Forgets how the last export and the last action ended: the user did something else with the rows.
    pub(super) fn clear_outcome(self) {
        self.outcome.set(None);
        self.action.forget_result();
    }
}
