//! The order of requests to the token endpoint: at most the configured number per second, refreshes
//! before code exchanges.
//!
//! Anyone can start a sign-in and return with an invalid code, which costs a request. Such requests must
//! not use up the rate of the token endpoint, or the sessions of all users could not be refreshed.

use crate::sync::lock;
use std::{
    sync::{
        Mutex as StdMutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

/// Maximum number of waiting code exchanges.
const MAX_WAITING_EXCHANGES: usize = 8;
/// How often a code exchange checks whether refreshes are still waiting.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// What a token request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenRequestKind {
    /// Refreshes the tokens of a session.
    Refresh,
    /// Exchanges the code of a callback, which may come from anyone.
    Exchange,
}

/// Too many code exchanges are waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExchangeQueueFull;

/// Decides when each token request may be sent.
#[derive(Debug)]
pub(super) struct TokenQueue {
    /// Between the starts of two requests.
    interval: Duration,
    next_start: StdMutex<Instant>,
    /// Fair locks: the first of each kind decides when to start.
    refreshes: Mutex<()>,
    exchanges: Mutex<()>,
    waiting_refreshes: AtomicUsize,
    waiting_exchanges: AtomicUsize,
}

impl TokenQueue {
    pub(super) fn new(per_second: u32) -> Self {
        Self {
            interval: Duration::from_secs(1) / per_second.max(1),
            next_start: StdMutex::new(Instant::now()),
            refreshes: Mutex::default(),
            exchanges: Mutex::default(),
            waiting_refreshes: AtomicUsize::new(0),
            waiting_exchanges: AtomicUsize::new(0),
        }
    }

    /// Waits until a refresh may be sent.
    pub(super) async fn wait_for_refresh(&self) {
        let (_ticket, _) = Ticket::take(&self.waiting_refreshes);
        let _first = self.refreshes.lock().await;
        self.wait_for_start(TokenRequestKind::Refresh).await;
    }

    /// Waits until a code may be exchanged.
    ///
    /// # Errors
    /// Immediately, if too many code exchanges are waiting.
    pub(super) async fn wait_for_exchange(&self) -> Result<(), ExchangeQueueFull> {
        let (_ticket, before) = Ticket::take(&self.waiting_exchanges);
        if before >= MAX_WAITING_EXCHANGES {
            return Err(ExchangeQueueFull);
        }
        let _first = self.exchanges.lock().await;
        self.wait_for_start(TokenRequestKind::Exchange).await;
        Ok(())
    }

    async fn wait_for_start(&self, kind: TokenRequestKind) {
        while let Some(later) = self.try_start(kind) {
            sleep_until(later).await;
        }
    }

    /// No request may be sent before `delay` has passed: the server is throttling.
    pub(super) fn back_off(&self, delay: Duration) {
        let mut next_start = lock(&self.next_start);
        *next_start = (*next_start).max(Instant::now() + delay);
    }

    /// `None` if a request starts now; otherwise when to try again.
    fn try_start(&self, kind: TokenRequestKind) -> Option<Instant> {
        let mut next_start = lock(&self.next_start);
        let now = Instant::now();
        if now < *next_start {
            return Some(*next_start);
        }
        let must_yield = kind == TokenRequestKind::Exchange
            && self.waiting_refreshes.load(Ordering::Relaxed) > 0;
        if must_yield {
            return Some(now + POLL_INTERVAL);
        }
        *next_start = now + self.interval;
        None
    }
}

/// Counts a waiting request until dropped.
struct Ticket<'a>(&'a AtomicUsize);

impl<'a> Ticket<'a> {
    /// A ticket, and how many requests were waiting before.
    fn take(waiting: &'a AtomicUsize) -> (Self, usize) {
        (Self(waiting), waiting.fetch_add(1, Ordering::Relaxed))
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{ExchangeQueueFull, TokenQueue, TokenRequestKind};
    use std::{sync::Arc, time::Duration};
    use tokio::time::{Instant, sleep};

    async fn wait(queue: &TokenQueue, kind: TokenRequestKind) -> Result<(), ExchangeQueueFull> {
        match kind {
            TokenRequestKind::Refresh => queue.wait_for_refresh().await,
            TokenRequestKind::Exchange => queue.wait_for_exchange().await?,
        }
        Ok(())
    }

    fn spawn(
        queue: &Arc<TokenQueue>,
        kind: TokenRequestKind,
        order: &Arc<std::sync::Mutex<Vec<TokenRequestKind>>>,
    ) -> tokio::task::JoinHandle<()> {
        let (queue, order) = (Arc::clone(queue), Arc::clone(order));
        tokio::spawn(async move {
            wait(&queue, kind).await.unwrap();
            order.lock().unwrap().push(kind);
        })
    }

    #[tokio::test(start_paused = true)]
    async fn refreshes_are_sent_before_waiting_exchanges() {
        use TokenRequestKind::{Exchange, Refresh};

        let (queue, order) = (Arc::new(TokenQueue::new(1)), Arc::default());
        queue.wait_for_refresh().await;
        let mut tasks: Vec<_> = (0..3).map(|_| spawn(&queue, Exchange, &order)).collect();
        sleep(Duration::from_millis(500)).await;
        tasks.extend((0..3).map(|_| spawn(&queue, Refresh, &order)));
        let started = Instant::now();
        for task in tasks {
            task.await.unwrap();
        }
        let order = order.lock().unwrap().clone();
        assert_eq!(order, [Refresh, Refresh, Refresh, Exchange, Exchange, Exchange]);
        assert!(started.elapsed() >= Duration::from_millis(5500), "{:?}", started.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_exchanges_are_limited_and_canceled_ones_make_room() {
        let queue = Arc::new(TokenQueue::new(1));
        let exchange = TokenRequestKind::Exchange;
        queue.wait_for_exchange().await.unwrap();
        queue.back_off(Duration::from_secs(60));
        let waiting: Vec<_> = (0..8).map(|_| spawn(&queue, exchange, &Arc::default())).collect();
        sleep(Duration::from_millis(1)).await;
        assert_eq!(queue.wait_for_exchange().await, Err(ExchangeQueueFull));
        waiting[0].abort();
        sleep(Duration::from_millis(1)).await;
        let started = Instant::now();
        assert_eq!(queue.wait_for_exchange().await, Ok(()));
        assert!(started.elapsed() > Duration::from_secs(50));
    }
}
