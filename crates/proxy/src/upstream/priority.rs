//! Whether a user waits for a request, or it only completes what is shown.

use axum::http::{HeaderMap, HeaderName};

const PRIORITY: HeaderName = HeaderName::from_static("x-bounces-priority");

/// The priority of a request. Any value of the header but `background` is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Priority {
    /// A user waits for it.
    User,
    /// It completes what is shown, such as the history of a report. It gives way to all others, and does
    /// not touch the day's reserve.
    Background,
}

impl Priority {
    /// As the page states it in `X-Bounces-Priority`.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        match headers.get(PRIORITY) {
            Some(value) if value == "background" => Self::Background,
            Some(_) | None => Self::User,
        }
    }
}
