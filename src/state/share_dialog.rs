//! Whether the dialog that shares a summary is open.

use crate::erased::ErasedSignal;

/// The dialog in which the user chooses how to share a summary.
#[derive(Clone, Copy)]
pub(crate) struct ShareDialogState(ErasedSignal<bool>);

impl ShareDialogState {
    pub(super) fn new() -> Self {
        Self(ErasedSignal::new(false))
    }

    /// Whether it is open.
    pub(crate) fn is_open(self) -> bool {
        self.0.get()
    }

    /// Opens or closes it.
    pub(crate) fn set_open(self, is_open: bool) {
        self.0.set(is_open);
    }
}
