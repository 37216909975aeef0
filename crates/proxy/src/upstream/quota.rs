//! The requests left in this UTC day, over all sessions, and the share of one account; and the reserve of
//! both that background requests leave to users. The store keeps the counts, so they survive a restart
//! and are shared by proxies that share a store.

use super::priority::Priority;
use crate::{
    audit::{self, Pseudonym},
    clock::UnixSeconds,
    config::RateLimits,
    error::ProxyError,
    metrics::Metrics,
    session::{DayLimits, RequestCount, SessionKey, Store},
    sync::lock,
};
use bounces_core::time::SECONDS_PER_DAY;
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

const DAY_SECONDS: u64 = SECONDS_PER_DAY.unsigned_abs();
/// Seconds after midnight in which the upstream may still count the previous day.
const ROLLOVER_GRACE: u64 = 60;
/// The use of an account is logged in steps of this part of the day's requests.
const LOG_STEPS: u32 = 10;

/// Who a request is sent for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Consumer {
    /// Takes turns with other sessions.
    pub(crate) session: SessionKey,
    /// The name of the session in logs.
    pub(crate) pseudonym: Pseudonym,
    /// The account, if it is known.
    pub(crate) account: Option<Pseudonym>,
    /// Whether a user waits for the response.
    pub(crate) priority: Priority,
}

impl Consumer {
    /// Whose share of the day it uses: the account's, or the session's if the account is unknown.
    pub(crate) fn account_or_session(self) -> Pseudonym {
        self.account.unwrap_or(self.pseudonym)
    }
}

/// The daily quota.
pub(super) struct Quota {
    limits: DayLimits,
    /// The limits of background requests.
    background_limits: DayLimits,
    store: Arc<dyn Store>,
    metrics: Arc<Metrics>,
    /// The last day (since 1970-01-01) that is known to be exhausted.
    exhausted_day: AtomicU64,
    /// Accounts known to have reached their share, and the day.
    at_share: Mutex<(u64, HashSet<Pseudonym>)>,
    /// The last day that is known to have nothing left but its reserve.
    reserve_day: AtomicU64,
    /// Accounts known to have nothing left but the reserve of their share, and the day.
    at_reserve: Mutex<(u64, HashSet<Pseudonym>)>,
}

impl Quota {
    pub(super) fn new(rates: RateLimits, store: Arc<dyn Store>, metrics: Arc<Metrics>) -> Self {
        let share = u64::from(rates.per_day) * u64::from(rates.account_share_percent);
        let account = u32::try_from(share.div_ceil(100)).unwrap_or(rates.per_day).max(1);
        let without_reserve = |requests: u32| {
            let reserve = u64::from(requests) * u64::from(rates.history_reserve_percent);
            requests.saturating_sub(u32::try_from(reserve.div_ceil(100)).unwrap_or(requests))
        };
        Self {
            limits: DayLimits { all: rates.per_day, account },
            background_limits: DayLimits {
                all: without_reserve(rates.per_day),
                account: without_reserve(account),
            },
            store,
            metrics,
            exhausted_day: AtomicU64::new(0),
            at_share: Mutex::default(),
            reserve_day: AtomicU64::new(0),
            at_reserve: Mutex::default(),
        }
    }

    /// Fails if the day or the account's share is known to be exhausted, so that such a request need not
    /// wait in the queue.
    pub(super) fn check(&self, now: UnixSeconds, consumer: Consumer) -> Result<(), ProxyError> {
        let day = now / DAY_SECONDS;
        if self.exhausted_day.load(Ordering::Relaxed) == day {
            return Err(self.refuse_day(now));
        }
        let account = consumer.account_or_session();
        let contains = |accounts: &Mutex<(u64, HashSet<Pseudonym>)>| {
            let accounts = lock(accounts);
            accounts.0 == day && accounts.1.contains(&account)
        };
        if contains(&self.at_share) {
            return Err(self.refuse_share(now));
        }
        let is_at_reserve = self.reserve_day.load(Ordering::Relaxed) == day;
        match consumer.priority {
            Priority::Background if is_at_reserve || contains(&self.at_reserve) => {
                Err(self.refuse_reserve(now))
            }
            Priority::Background | Priority::User => Ok(()),
        }
    }

    /// Counts a request that is about to be sent. If the store fails, nothing may be sent: the count
    /// would be wrong for the rest of the day.
    pub(super) async fn count(
        &self,
        now: UnixSeconds,
        consumer: Consumer,
    ) -> Result<(), ProxyError> {
        let (day, account) = (now / DAY_SECONDS, consumer.account_or_session());
        let limits = match consumer.priority {
            Priority::User => self.limits,
            Priority::Background => self.background_limits,
        };
        let leaves_reserve = limits != self.limits;
        match self.store.count_request(day, account, limits).await? {
            RequestCount::Counted(requests) => {
                self.log_use(consumer, requests);
                Ok(())
            }
            RequestCount::DayUsedUp if leaves_reserve => {
                self.reserve_day.store(day, Ordering::Relaxed);
                Err(self.refuse_reserve(now))
            }
            RequestCount::ShareUsedUp if leaves_reserve => {
                remember(&self.at_reserve, day, account);
                Err(self.refuse_reserve(now))
            }
            RequestCount::DayUsedUp => {
                self.exhausted_day.store(day, Ordering::Relaxed);
                Err(self.refuse_day(now))
            }
            RequestCount::ShareUsedUp => {
                if remember(&self.at_share, day, account) {
                    audit::quota_share_reached(consumer.pseudonym, consumer.account);
                    self.metrics.record_share_reached();
                }
                Err(self.refuse_share(now))
            }
        }
    }

    /// Records that the upstream reported an exhausted quota for a request sent at `sent`, whatever
    /// our own count says.
    pub(super) async fn mark_exhausted(&self, sent: UnixSeconds) -> ProxyError {
        if sent % DAY_SECONDS < ROLLOVER_GRACE {
            return ProxyError::RateLimited(ROLLOVER_GRACE);
        }
        let day = sent / DAY_SECONDS;
        self.exhausted_day.store(day, Ordering::Relaxed);
        if self.store.exhaust_requests(day).await.is_err() {
            tracing::warn!("could not store that today's requests are used up");
        }
        self.refuse_day(sent)
    }

    /// Says who takes how much, at each tenth of the day's requests.
    fn log_use(&self, consumer: Consumer, requests: u32) {
        let step = self.limits.all.div_ceil(LOG_STEPS);
        if requests.is_multiple_of(step) {
            let percent = u64::from(requests) * 100 / u64::from(self.limits.all);
            audit::quota_used(consumer.pseudonym, consumer.account, requests, percent);
        }
    }

    fn refuse_day(&self, now: UnixSeconds) -> ProxyError {
        self.metrics.record_refusal("day");
        ProxyError::QuotaExhausted(seconds_to_midnight(now))
    }

    fn refuse_reserve(&self, now: UnixSeconds) -> ProxyError {
        self.metrics.record_refusal("reserve");
        ProxyError::ReserveReached(seconds_to_midnight(now))
    }

    fn refuse_share(&self, now: UnixSeconds) -> ProxyError {
        self.metrics.record_refusal("share");
        ProxyError::ShareExhausted(seconds_to_midnight(now))
    }
}

/// Adds an account to those of a day; `false` if it was known before.
fn remember(accounts: &Mutex<(u64, HashSet<Pseudonym>)>, day: u64, account: Pseudonym) -> bool {
    let mut accounts = lock(accounts);
    if accounts.0 != day {
        *accounts = (day, HashSet::new());
    }
    accounts.1.insert(account)
}

/// Seconds until 00:00 UTC.
fn seconds_to_midnight(now: UnixSeconds) -> u64 {
    DAY_SECONDS - now % DAY_SECONDS
}
