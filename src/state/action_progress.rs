//! How far the host is with its own action. `host_action_state` starts it.

use crate::erased::{ErasedSignal, ErasedValue};

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

/// How far the last action of the host is.
#[derive(Clone, Copy)]
pub(super) struct ActionProgress {
    status: ErasedSignal<ActionStatus>,
    /// Counts actions, so that the result of an earlier one does not replace that of a later one.
    count: ErasedValue<u32>,
}

impl ActionProgress {
    pub(super) fn new() -> Self {
        Self { status: ErasedSignal::new(ActionStatus::None), count: ErasedValue::new(0) }
    }

    pub(super) fn status(self) -> ActionStatus {
        self.status.get()
    }

    pub(super) fn is_running(self) -> bool {
        self.status.with(|status| *status == ActionStatus::Running)
    }

    /// The host works on an action from now on. Returns the number of the action.
    pub(super) fn start(self) -> u32 {
        self.status.set(ActionStatus::Running);
        let next = |count: &mut u32| {
            *count += 1;
            *count
        };
        self.count.try_update_value(next).unwrap_or_default()
    }

    /// An action ended; `false` if a later one replaced it.
    pub(super) fn finish(self, number: u32, status: ActionStatus) -> bool {
        let is_latest = self.count.try_get_value() == Some(number);
        if is_latest {
            self.status.try_set(status);
        }
        is_latest
    }

    /// Forgets how the last action ended.
    pub(super) fn forget_result(self) {
        if !matches!(self.status.get_untracked(), ActionStatus::None | ActionStatus::Running) {
            self.status.set(ActionStatus::None);
        }
    }
}
