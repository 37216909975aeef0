//! How much work may still be done now. How long that takes is for the caller to know.

/// Rows of work that are left. There is no clock in this crate, so work is counted, not timed.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new(rows: usize) -> Self {
        // At least one step, so that every call gets further.
        Self(rows.max(1))
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    /// How many of so many rows may be worked on in the next step.
    pub(super) fn share(&self, rows: usize) -> usize {
        self.0.min(rows)
    }

    pub(super) fn spend(&mut self, rows: usize) {
        self.0 = self.0.saturating_sub(rows);
    }
}
