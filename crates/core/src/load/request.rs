//! What is requested: the report, its pages by id, and its other resources.

use crate::{ActivityRole, ActivityStatus, CodeSet, Uuid, wire::EmailActivity};

/// One request. No two requests of a [`Load`](super::Load) have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub(super) u32);

/// Which report to load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The campaign activity as the host names it; blank for none.
    pub activity_id: String,
    /// The codes that the report is restricted to; empty for all.
    pub codes: CodeSet,
    /// Whether the host supplies the whole report, so that any id, or none, is valid.
    pub is_inline: bool,
    /// Whether the host requests the report itself, so that its ids may be of any kind.
    pub accepts_any_id: bool,
}

impl Target {
    /// Whether there is anything to load.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_inline && self.activity_id.trim().is_empty()
    }

    /// Whether an activity can have this id. All ids upstream are UUIDs.
    pub(super) fn is_valid(&self) -> bool {
        self.is_inline || self.accepts_any_id || Uuid::parse(self.activity_id.trim()).is_some()
    }
}

/// What the rules of loading need to know about an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityFacts {
    /// Whether activities of its role have tracking data.
    pub has_tracking: bool,
    /// Whether it was sent, so that there is a send history.
    pub is_sent: bool,
}

impl ActivityFacts {
    /// The facts about this activity.
    pub fn of(activity: &EmailActivity) -> Self {
        let role = ActivityRole::parse(activity.role.as_deref().unwrap_or_default());
        let status = activity.current_status.as_deref().unwrap_or_default();
        Self {
            has_tracking: role.has_tracking(),
            is_sent: ActivityStatus::parse(status) == ActivityStatus::Done,
        }
    }
}

/// A resource other than rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// The activity: subject, role, status.
    Activity,
    /// Its statistics.
    Stats,
    /// When it was sent.
    SendHistory,
}
