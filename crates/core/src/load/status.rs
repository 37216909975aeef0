//! What the caller shows of a load.

use super::{ApiError, RetryState};

/// How far the rows are loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoadPhase {
    /// No activity is requested.
    #[default]
    Idle,
    /// More pages are expected.
    Loading,
    /// There are more pages, and the user does not want them now.
    Stopped,
    /// All pages are loaded.
    Complete,
    /// A page could not be loaded.
    Failed(ApiError),
}

/// Facts about the rows in addition to the phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadFlags {
    /// Whether the report is loaded again, and the rows are still those of the previous load.
    pub is_refreshing: bool,
    /// Whether the report has more than one page.
    pub has_pages: bool,
    /// Whether the rows are those of a whole report, even while it is being refreshed.
    pub is_complete: bool,
}

/// What the caller shows of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadStatus {
    /// How far the rows are loaded.
    pub phase: LoadPhase,
    /// Facts about the rows in addition to the phase.
    pub flags: LoadFlags,
    /// When a failed load is retried.
    pub retry: RetryState,
}
