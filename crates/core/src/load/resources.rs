//! The requests other than rows. A report works without any of them.

use super::{ActivityFacts, RequestId, ResourceKind};

/// A resource that is fetched in addition to the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Resource<T> {
    /// It has not arrived yet.
    #[default]
    Pending,
    /// It has arrived.
    Known(T),
    /// It cannot be fetched.
    Unavailable,
}

impl<T> Resource<T> {
    /// The value, if it has arrived.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Pending | Self::Unavailable => None,
        }
    }

    /// Stores a response, `None` after a failure; `true` if that changes it. A failure does not
    /// replace a known value.
    pub fn apply_response(&mut self, response: Option<T>) -> bool {
        match (response, &self) {
            (Some(value), _) => *self = Self::Known(value),
            (None, Self::Pending) => *self = Self::Unavailable,
            (None, Self::Known(_) | Self::Unavailable) => return false,
        }
        true
    }
}

/// Which resources are known, and which are under way.
#[derive(Debug, Default)]
pub(super) struct Resources {
    activity: Option<ActivityFacts>,
    has_stats: bool,
    has_sent_time: bool,
    requests: [Option<RequestId>; 3],
}

impl Resources {
    /// What is known of the activity.
    pub(super) fn activity(&self) -> Option<ActivityFacts> {
        self.activity
    }

    /// Which resources are missing and not under way.
    pub(super) fn missing(&self) -> impl Iterator<Item = ResourceKind> + use<> {
        let is_wanted = [
            (ResourceKind::Activity, self.activity.is_none()),
            (ResourceKind::Stats, !self.has_stats),
            (
                ResourceKind::SendHistory,
                !self.has_sent_time && self.activity.is_some_and(|activity| activity.is_sent),
            ),
        ];
        let requests = self.requests;
        let missing = is_wanted.into_iter().filter(|(_, is_wanted)| *is_wanted);
        missing.map(|(kind, _)| kind).filter(move |kind| requests[*kind as usize].is_none())
    }

    /// A resource is requested.
    pub(super) fn begin(&mut self, kind: ResourceKind, request: RequestId) {
        self.requests[kind as usize] = Some(request);
    }

    /// Whether this resource is under way.
    pub(super) fn is_requested(&self, kind: ResourceKind) -> bool {
        self.requests[kind as usize].is_some()
    }

    /// Whether this request is under way.
    pub(super) fn awaits(&self, request: RequestId) -> bool {
        self.requests.contains(&Some(request))
    }

    /// Whether any request is under way.
    pub(super) fn is_pending(&self) -> bool {
        self.requests.iter().any(Option::is_some)
    }

    /// A request is over; `false` if it is no longer awaited.
    pub(super) fn finish(&mut self, kind: ResourceKind, request: RequestId) -> bool {
        let slot = &mut self.requests[kind as usize];
        let is_awaited = *slot == Some(request);
        if is_awaited {
            *slot = None;
        }
        is_awaited
    }

    /// All requests are aborted.
    pub(super) fn abort(&mut self) {
        self.requests = [None; 3];
    }

    /// The activity arrived, or cannot be fetched.
    pub(super) fn set_activity(&mut self, activity: Option<ActivityFacts>) {
        self.activity = activity.or(self.activity);
    }

    /// The statistics arrived, or cannot be fetched.
    pub(super) fn set_stats(&mut self, is_known: bool) {
        self.has_stats |= is_known;
    }

    /// The send history arrived, or cannot be fetched.
    pub(super) fn set_sent_time(&mut self, is_known: bool) {
        self.has_sent_time |= is_known;
    }
}
