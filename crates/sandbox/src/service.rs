//! What all answers share: options, grants, limits and the account.

use crate::{
    SandboxOptions,
    account::Account,
    auth::Grants,
    limits::{DayQuota, Window},
};
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

/// A handle to the one [`Service`].
#[derive(Clone)]
pub(crate) struct Shared(Arc<Service>);

/// The state of a running sandbox.
pub(crate) struct Service {
    pub(crate) options: SandboxOptions,
    pub(crate) account: Account,
    pub(crate) grants: Grants,
    /// The API's requests of the last second.
    pub(crate) window: Window,
    /// The API's requests of this UTC day.
    pub(crate) quota: DayQuota,
    /// The token endpoint's requests of the last second.
    pub(crate) token_window: Window,
    /// API requests so far, for `x-amzn-RequestId`.
    pub(crate) requests: AtomicU64,
    /// Requests to the activity that is unavailable twice.
    pub(crate) attempts: AtomicU64,
}

impl Shared {
    pub(crate) fn new(options: SandboxOptions, account: Account) -> Self {
        Self(Arc::new(Service {
            account,
            grants: Grants::new(Duration::from_secs(options.access_token_seconds)),
            window: Window::new(options.per_second),
            quota: DayQuota::new(options.per_day),
            token_window: Window::new(options.tokens_per_second),
            requests: AtomicU64::new(0),
            attempts: AtomicU64::new(0),
            options,
        }))
    }
}

impl Deref for Shared {
    type Target = Service;

    fn deref(&self) -> &Service {
        &self.0
    }
}
