//! Whether this proxy can serve requests: the store accepts and returns a sealed record, its keys match
//! those of other proxies with this store, and shutdown has not begun.

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
    time::{Instant, MissedTickBehavior, interval, timeout},
};

/// How long a result is reused. Anyone may ask, so asking must not become load for the store.
const REUSE: Duration = Duration::from_secs(1);
/// Timeout for one check. A store that takes longer cannot serve requests either.
const CHECK_TIMEOUT: Duration = Duration::from_secs(5);
/// How often the keys are announced, which others remember for four times as long.
const ANNOUNCE_INTERVAL: Duration = Duration::from_secs(5);
const WITHDRAW_TIMEOUT: Duration = Duration::from_millis(500);
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
            StoreProblem::DifferentKeys => ProxyError::NotReady(RETRY_AFTER),
        })
    }

    /// Keeps the keys of this proxy announced, and logs when they do not match those of others.
    pub(crate) async fn announce_keys_periodically(&self) {
        let mut period = interval(ANNOUNCE_INTERVAL);
        period.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut last = Ok(());
        loop {
            period.tick().await;
            let result = self.sessions.announce_keys().await;
            if result != last {
                report_keys(result);
            }
            last = result;
        }
    }

    /// The last step before this proxy stops.
    pub(crate) async fn withdraw_keys(&self) {
        // If this fails, the announcement expires.
        let _ = timeout(WITHDRAW_TIMEOUT, self.sessions.withdraw_keys()).await;
    }

    /// From now on the proxy is not ready, because it is about to stop.
    pub(crate) fn start_draining(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }
}

fn report_keys(result: Result<(), StoreProblem>) {
    match result {
        Ok(()) => tracing::info!("the keys match those of the other proxies"),
        Err(StoreProblem::Unavailable) => {
            tracing::error!("the keys could not be compared with those of other proxies");
        }
        Err(StoreProblem::DifferentKeys) => tracing::error!(
            "another proxy uses this store with a different key, so each would sign out the users of \
             the other: set the same store_key_file for both, or see docs/proxy.md on replacing keys"
        ),
    }
}
