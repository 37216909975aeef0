//! The state state by all handlers: options, grants, limits and the account.

use crate::{
    SandboxOptions,
    account::Account,
    grants::Grants,
    limits::{DayQuota, SlidingWindow},
};
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

/// A cheap handle to the state of a running sandbox.
#[derive(Clone)]
pub(crate) struct AppState(Arc<Inner>);

/// The state behind an [`AppState`].
pub(crate) struct Inner {
    pub(crate) options: SandboxOptions,
    pub(crate) account: Account,
    pub(crate) grants: Grants,
    /// The API's limit per second.
    pub(crate) window: SlidingWindow,
    /// The API's limit per UTC day.
    pub(crate) quota: DayQuota,
    /// The token endpoint's limit per second.
    pub(crate) token_endpoint_window: SlidingWindow,
    /// The number of API requests so far, for `x-amzn-RequestId`.
    pub(crate) request_count: AtomicU64,
    /// The number of requests to the activity that is unavailable twice.
    pub(crate) unavailable_attempts: AtomicU64,
}

impl AppState {
    pub(crate) fn new(options: SandboxOptions, account: Account) -> Self {
        Self(Arc::new(Inner {
            account,
            grants: Grants::new(Duration::from_secs(options.access_token_seconds)),
            window: SlidingWindow::new(options.per_second),
            quota: DayQuota::new(options.per_day),
            token_endpoint_window: SlidingWindow::new(options.tokens_per_second),
            request_count: AtomicU64::new(0),
            unavailable_attempts: AtomicU64::new(0),
            options,
        }))
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
