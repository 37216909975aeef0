//! How much work may still be done in a call. How long that takes is known to the caller.

/// The rows of work that are left. Work is counted rather than timed, because this crate has no
/// clock.
#[derive(Debug)]
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new(rows: usize) -> Self {
        // At least one step, so that every call makes progress.
        Self(rows.max(1))
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0 == 0
    }

    /// How many of `rows` the next step may work on. It does not spend them.
    pub(super) fn up_to(&self, rows: usize) -> usize {
        self.0.min(rows)
    }

    pub(super) fn spend(&mut self, rows: usize) {
        self.0 = self.0.saturating_sub(rows);
    }
}
