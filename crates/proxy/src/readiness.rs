//! Whether this proxy can serve requests: the store accepts and returns a sealed record, no other proxy
//! uses the store with a different key, and shutdown has not begun.

use crate::{
    clock::Clock,
    error::ProxyError,
    session::{SessionManager, StoreProblem},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

/// How long a result is reused. Anyone may ask, so asking must not become load for the store.
const REUSE: Duration = Duration::from_secs(1);
/// Timeout for one check. A store that takes longer cannot serve requests either.
const CHECK_TIMEOUT: Duration = Duration::from_secs(5);
/// `Retry-After` in seconds: an estimate.
const RETRY_AFTER: u64 = 10;

/// A result, and when it was found.
type CheckResult = (Instant, Result<(), StoreProblem>);

/// The readiness of this proxy.
pub(crate) struct Readiness {
    sessions: SessionManager,
    clock: Arc<dyn Clock>,
    last: Arc<Mutex<Option<CheckResult>>>,
    is_draining: AtomicBool,
}

impl Readiness {
    pub(crate) fn new(sessions: SessionManager, clock: Arc<dyn Clock>) -> Self {
        Self { sessions, clock, last: Arc::default(), is_draining: AtomicBool::new(false) }
    }

    /// Checks readiness. Concurrent callers share one check.
    ///
    /// # Errors
    /// Why the proxy is not ready.
    pub(crate) async fn check(&self) -> Result<(), ProxyError> {
        if self.is_draining.load(Ordering::Relaxed) {
            return Err(ProxyError::NotReady(RETRY_AFTER));
        }
        let mut last = Arc::clone(&self.last).lock_owned().await;
        let result = match *last {
            Some((checked, result)) if checked.elapsed() < REUSE => result,
            Some(_) | None => {
                let (sessions, now) = (self.sessions.clone(), self.clock.now());
                // A task of its own, so that a caller who disconnects does not make the next one
                // start another check.
                let check = tokio::spawn(async move {
                    let checked = timeout(CHECK_TIMEOUT, sessions.check_store(now)).await;
                    let result = checked.unwrap_or(Err(StoreProblem::Unavailable));
                    *last = Some((Instant::now(), result));
                    result
                });
                check.await.unwrap_or(Err(StoreProblem::Unavailable))
            }
        };
        result.map_err(|problem| match problem {
            StoreProblem::Unavailable => ProxyError::StoreUnavailable(RETRY_AFTER),
            StoreProblem::DifferentKey => ProxyError::NotReady(RETRY_AFTER),
        })
    }

    /// Registers this proxy's key with the store, and says so if another proxy has a different key.
    pub(crate) async fn register_key(&self) {
        match self.sessions.register_key().await {
            Ok(()) => {}
            Err(StoreProblem::Unavailable) => {
                tracing::error!("the key could not be compared with that of other proxies");
            }
            Err(StoreProblem::DifferentKey) => tracing::error!(
                "another proxy uses this store with a different key, so each signs out the users of \
                 the other: set the same store_key_file for both (after a change of the key this is \
                 expected for up to 3 minutes)"
            ),
        }
    }

    /// From now on the proxy is not ready, because it is about to stop.
    pub(crate) fn start_draining(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }
}
