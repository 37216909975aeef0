//! The icons of state cards.

use crate::state::NoRows;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CardIcon {
    Envelope,
    Tick,
    Warning,
    Filter,
}

impl CardIcon {
    /// The icon for a report without rows.
    pub(crate) fn of(no_rows: NoRows) -> Self {
        match no_rows {
            NoRows::NoBounces => Self::Tick,
            NoRows::SendFailed | NoRows::Removed => Self::Warning,
            NoRows::Draft | NoRows::Scheduled | NoRows::Sending | NoRows::UnknownStatus => {
                Self::Envelope
            }
        }
    }

    /// The path data, in a 24 by 24 view box.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Envelope => "M3 6.5h18v11H3zm0 .5 9 6.5L21 7",
            Self::Tick => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm-4 9.2 2.8 2.8 5.2-5.6",
            Self::Warning => "M12 4 21 19.5H3zm0 6v4m0 2.4v.1",
            Self::Filter => "M4 5.5h16l-6.2 7.2v5.8l-3.6-2v-3.8z",
        }
    }
}
