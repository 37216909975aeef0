//! Which of the five screens to show. Their content is in `view`.

use super::LoadPhase;
use bounces_core::{
    ActivityStatus,
    load::{ErrorCode, ErrorReason, Resource},
    wire::EmailActivity,
};

/// What the report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DisplayState {
    /// No activity is selected.
    Idle,
    /// Nothing has arrived yet.
    Loading,
    /// There are rows.
    Rows,
    /// The report has no rows.
    NoRows(NoRows),
    /// There are no rows, and it is unknown whether the report has any.
    Failed(ErrorCode, Option<ErrorReason>),
}

/// Why a report has no rows, as far as the activity tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRows {
    Draft,
    Scheduled,
    Sending,
    SendFailed,
    Removed,
    /// The email was sent, and no message bounced.
    NoBounces,
    /// The activity is unavailable, or has an undocumented status.
    UnknownStatus,
}

impl DisplayState {
    pub(super) fn new(
        phase: LoadPhase,
        row_count: usize,
        activity: &Resource<EmailActivity>,
    ) -> Self {
        if phase == LoadPhase::Idle {
            return Self::Idle;
        }
        if row_count > 0 {
            return Self::Rows;
        }
        if activity.known().is_some_and(|activity| !activity.role().has_tracking()) {
            return Self::Failed(ErrorCode::UnsupportedRole, None);
        }
        match (phase, activity) {
            (LoadPhase::Failed(error), _) => Self::Failed(error.code, error.reason),
            (LoadPhase::Complete, Resource::Known(activity)) => {
                Self::NoRows(NoRows::from_status(activity.status()))
            }
            (LoadPhase::Complete, Resource::Unavailable) => Self::NoRows(NoRows::UnknownStatus),
            (LoadPhase::Complete, Resource::Pending)
            | (LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Stopped, _) => Self::Loading,
        }
    }

    /// While a report without rows is refreshed, its screen stays until there is another result, and its button keeps the
    /// focus.
    pub(super) fn or_previous(self, previous: Option<Self>, is_refreshing: bool) -> Self {
        match (self, previous) {
            (Self::Loading, Some(previous @ (Self::NoRows(_) | Self::Failed(..))))
                if is_refreshing =>
            {
                previous
            }
            (state, _) => state,
        }
    }
}

impl NoRows {
    fn from_status(status: ActivityStatus<'_>) -> Self {
        match status {
            ActivityStatus::Draft => Self::Draft,
            ActivityStatus::Scheduled => Self::Scheduled,
            ActivityStatus::Executing => Self::Sending,
            ActivityStatus::Error => Self::SendFailed,
            ActivityStatus::Removed => Self::Removed,
            ActivityStatus::Done => Self::NoBounces,
            ActivityStatus::Unknown(_) => Self::UnknownStatus,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bounces_core::wire;

    fn activity(status: &str, role: &str) -> Resource<EmailActivity> {
        let json = format!(r#"{{"current_status":"{status}","role":"{role}"}}"#);
        Resource::Known(wire::decode_activity(json.as_bytes()).unwrap())
    }

    #[test]
    fn the_rows_are_shown_whatever_became_of_the_load() {
        let failed = LoadPhase::Failed(ErrorCode::Unavailable.into());
        for phase in [LoadPhase::Loading, LoadPhase::Stopped, LoadPhase::Complete, failed] {
            assert_eq!(DisplayState::new(phase, 1, &Resource::Pending), DisplayState::Rows);
        }
    }

    #[test]
    fn without_rows_the_status_of_the_activity_says_why() {
        for (status, expected) in [
            ("DRAFT", NoRows::Draft),
            ("scheduled", NoRows::Scheduled),
            ("EXECUTING", NoRows::Sending),
            ("ERROR", NoRows::SendFailed),
            ("REMOVED", NoRows::Removed),
            ("DONE", NoRows::NoBounces),
            ("PAUSED", NoRows::UnknownStatus),
        ] {
            let activity = activity(status, "primary_email");
            let state = DisplayState::new(LoadPhase::Complete, 0, &activity);
            assert_eq!(state, DisplayState::NoRows(expected), "{status}");
        }
        let unavailable = DisplayState::new(LoadPhase::Complete, 0, &Resource::Unavailable);
        assert_eq!(unavailable, DisplayState::NoRows(NoRows::UnknownStatus));
        let pending = DisplayState::new(LoadPhase::Complete, 0, &Resource::Pending);
        assert_eq!(pending, DisplayState::Loading);
    }

    #[test]
    fn a_role_without_tracking_is_unsupported_in_every_phase() {
        let unsupported = DisplayState::Failed(ErrorCode::UnsupportedRole, None);
        let activity = activity("DONE", "permalink");
        for phase in [LoadPhase::Loading, LoadPhase::Complete] {
            assert_eq!(DisplayState::new(phase, 0, &activity), unsupported);
        }
    }

    #[test]
    fn a_refresh_without_rows_keeps_the_previous_screen() {
        let previous = DisplayState::NoRows(NoRows::NoBounces);
        let loading = DisplayState::Loading;
        assert_eq!(loading.or_previous(Some(previous), true), previous);
        assert_eq!(loading.or_previous(Some(previous), false), loading);
        assert_eq!(loading.or_previous(Some(DisplayState::Rows), true), loading);
        assert_eq!(DisplayState::Rows.or_previous(Some(previous), true), DisplayState::Rows);
    }
}
