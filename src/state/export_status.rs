//! Whether an export or an action of the host is running, and how the last one ended. They are started in `export` and
//! `host_action_state`.

use super::rows::RowRef;
use crate::erased::{ErasedSignal, ErasedValue};

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

/// How far an action of the host is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ActionStatus {
    /// There was none, or its result is of no interest any more.
    #[default]
    None,
    Running,
    /// The host's message, which may be empty.
    Done(String),
    /// The host's message, which may be empty.
    Failed(String),
}

/// Whether an export is running, and how the last one ended.
#[derive(Clone, Copy)]
pub(super) struct ExportStatus {
    is_running: ErasedSignal<bool>,
    outcome: ErasedSignal<Option<ExportOutcome>>,
    action: ErasedSignal<ActionStatus>,
    /// Counts actions, so that the result of an earlier one does not replace that of a later one.
    actions: ErasedValue<u32>,
}

impl ExportStatus {
    pub(super) fn new() -> Self {
        Self {
            is_running: ErasedSignal::new(false),
            outcome: ErasedSignal::new(None),
            action: ErasedSignal::new(ActionStatus::None),
            actions: ErasedValue::new(0),
        }
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
        if !matches!(self.action.get_untracked(), ActionStatus::None | ActionStatus::Running) {
            self.action.set(ActionStatus::None);
        }
    }

    /// How far the last action of the host is.
    pub(super) fn action(self) -> ActionStatus {
        self.action.get()
    }

    pub(super) fn is_action_running(self) -> bool {
        self.action.with(|action| *action == ActionStatus::Running)
    }

    /// The host works on an action from now on. Returns the number of the action.
    pub(super) fn start_action(self) -> u32 {
        self.outcome.set(None);
        self.action.set(ActionStatus::Running);
        let next = |actions: &mut u32| {
            *actions += 1;
            *actions
        };
        self.actions.try_update_value(next).unwrap_or_default()
    }

    /// An action ended; `false` if a later one replaced it.
    pub(super) fn finish_action(self, number: u32, status: ActionStatus) -> bool {
        let is_latest = self.actions.try_get_value() == Some(number);
        if is_latest {
            self.action.try_set(status);
        }
        is_latest
    }
}
