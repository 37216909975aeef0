//! Which picture to draw. What is in the picture stands in `view`, its words in `text`.

use super::LoadPhase;
use crate::api::ErrorCode;
use bounces_core::{
    load::Resource,
    wire::{EmailActivity, MissingPermission},
};

/// The picture that stands for the state of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisplayState {
    /// No activity was asked for.
    Idle,
    /// Nothing has come yet.
    Loading,
    /// There are rows.
    Rows,
    /// There is none, and that is the answer.
    NoRows(NoRows),
    /// There is none, and it is not known whether there are any.
    Failed(ErrorCode, Option<MissingPermission>),
}

/// Why there are no rows, as far as the activity tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRows {
    Draft,
    Scheduled,
    Sending,
    SendFailed,
    Removed,
    /// It was sent, and nobody bounced.
    NoBounces,
    /// The activity could not be had, or has a status that is not documented.
    UnknownStatus,
}

impl DisplayState {
    pub(super) fn of(progress: LoadPhase, rows: usize, activity: &Resource<EmailActivity>) -> Self {
        let role = activity.known().and_then(|activity| activity.role.as_deref());
        if progress == LoadPhase::Idle {
            Self::Idle
        } else if rows > 0 {
            Self::Rows
        } else if role.is_some_and(has_no_tracking) {
            Self::Failed(ErrorCode::UnsupportedRole, None)
        } else {
            match (progress, activity) {
                (LoadPhase::Failed(error), _) => Self::Failed(error.code, error.missing_permission),
                (LoadPhase::Complete, Resource::Known(activity)) => {
                    Self::NoRows(NoRows::of(activity))
                }
                (LoadPhase::Complete, Resource::Unavailable) => Self::NoRows(NoRows::UnknownStatus),
                (LoadPhase::Complete, Resource::Pending)
                | (LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Stopped, _) => Self::Loading,
            }
        }
    }

    /// A report without rows that is asked about again keeps its picture until there is another
    /// answer, and its button keeps the focus.
    pub(super) fn or_previous(self, before: Option<Self>, is_refreshing: bool) -> Self {
        match (self, before) {
            (Self::Loading, Some(before @ (Self::NoRows(_) | Self::Failed(..))))
                if is_refreshing =>
            {
                before
            }
            (screen, _) => screen,
        }
    }
}

/// Only `primary_email` and `resend` activities have a bounces report.
fn has_no_tracking(role: &str) -> bool {
    role.eq_ignore_ascii_case("permalink")
}

impl NoRows {
    fn of(activity: &EmailActivity) -> Self {
        let status = activity.current_status.as_deref().unwrap_or_default();
        match status.to_ascii_uppercase().as_str() {
            "DRAFT" => Self::Draft,
            "SCHEDULED" => Self::Scheduled,
            "EXECUTING" => Self::Sending,
            "ERROR" => Self::SendFailed,
            "REMOVED" => Self::Removed,
            "DONE" => Self::NoBounces,
            _ => Self::UnknownStatus,
        }
    }
}
