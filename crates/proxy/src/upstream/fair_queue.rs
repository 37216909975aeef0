//! A fixed number of permits, handed out round-robin by session, and who may wait for one. When a permit
//! may be used again is decided in `rate_limiter`.
//!
//! Each session has a place in the order of turns. A session whose turn is too far away is refused with
//! the time to wait and keeps its place, so that it is served when it returns, however many others came
//! meanwhile. So nobody is starved, and nobody has to wait in a connection for minutes.
//!
//! Background requests are served when nobody else waits, and leave one permit free.

use crate::{session::SessionKey, sync::lock};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::oneshot,
    time::{Instant, timeout},
};

/// How long a request may wait. Half of the timeout of a request, so that there is time to send it.
const MAX_WAIT: Duration = Duration::from_secs(15);
/// A refused session is asked to return this long before its turn, so that the queue does not run dry.
const LEAD: Duration = Duration::from_secs(3);
/// How late a refused session may return without losing its place.
const GRACE: Duration = Duration::from_secs(30);
/// The weight of the latest turn in the average time between two turns.
const SMOOTHING: f64 = 0.02;
/// How many background requests of a session may wait. The widget sends one after the other.
const MAX_BACKGROUND_OF_SESSION: usize = 2;
/// When a refused background request may be repeated, in seconds.
const BACKGROUND_RETRY_AFTER: u64 = 5;

/// The turn of a session is too far away, or others need its room in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueFull {
    /// Seconds until the session's turn. Its place in the queue is kept until then, and a little longer.
    pub retry_after: u64,
}

impl fmt::Display for QueueFull {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "too many requests are waiting; try again in {} s", self.retry_after)
    }
}

impl std::error::Error for QueueFull {}

/// Hands out permits fairly between sessions.
#[derive(Debug)]
pub(super) struct FairQueue(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    /// How many free permits background requests leave for others.
    kept_free: usize,
    max_waiting: usize,
    /// Each session once. The first session that waits is served next and then moves to the end.
    turns: VecDeque<Turn>,
    /// Background requests, the first to be served first. Each turn of a session comes before them.
    background: VecDeque<(SessionKey, Waiter)>,
    pace: Pace,
}

/// A session's place in the order.
#[derive(Debug)]
struct Turn {
    session: SessionKey,
    waiting: VecDeque<Waiter>,
    /// Until when the place is kept for a refused request.
    kept_until: Option<Instant>,
}

type Waiter = oneshot::Sender<Result<Permit, QueueFull>>;

/// The average time between two turns.
#[derive(Debug)]
struct Pace {
    fastest: Duration,
    average: Duration,
    /// The last turn, if requests were waiting since then.
    last_turn: Option<Instant>,
}

/// A permit, passed to the next request in the queue when dropped.
#[derive(Debug)]
pub(super) struct Permit(Option<Arc<FairQueue>>);

impl FairQueue {
    /// `interval` is the time between two turns if the upstream responds immediately.
    pub(super) fn new(permits: usize, max_waiting: usize, interval: Duration) -> Arc<Self> {
        let pace = Pace { fastest: interval, average: interval, last_turn: None };
        Arc::new(Self(Mutex::new(State {
            free: permits,
            kept_free: permits.saturating_sub(1).min(1),
            max_waiting,
            turns: VecDeque::new(),
            background: VecDeque::new(),
            pace,
        })))
    }

    /// Waits for a permit.
    ///
    /// # Errors
    /// The turn of the session is too far away, or others need the room. The session keeps its place.
    pub(super) async fn acquire(
        self: &Arc<Self>,
        session: SessionKey,
    ) -> Result<Permit, QueueFull> {
        let permit = {
            let mut state = lock(&self.0);
            if state.free > 0 {
                state.free -= 1;
                state.give_up_kept_place(session);
                return Ok(Permit(Some(Arc::clone(self))));
            }
            state.enter(session, Instant::now())?
        };
        match timeout(MAX_WAIT, permit).await {
            Ok(result) => result.unwrap_or(Ok(Permit(None))),
            // The upstream has become slower than was expected.
            Err(_) => Err(lock(&self.0).refuse(session, Instant::now())),
        }
    }

    /// Waits for a permit that nobody else needs.
    ///
    /// # Errors
    /// There was none for too long, or too many background requests are waiting.
    pub(super) async fn acquire_in_background(
        self: &Arc<Self>,
        session: SessionKey,
    ) -> Result<Permit, QueueFull> {
        let permit = {
            let mut state = lock(&self.0);
            if state.free > state.kept_free {
                state.free -= 1;
                return Ok(Permit(Some(Arc::clone(self))));
            }
            state.enter_background(session)?
        };
        match timeout(MAX_WAIT, permit).await {
            Ok(result) => result.unwrap_or(Ok(Permit(None))),
            Err(_) => Err(QueueFull { retry_after: BACKGROUND_RETRY_AFTER }),
        }
    }

    fn release(self: &Arc<Self>) {
        let mut permit = Permit(Some(Arc::clone(self)));
        loop {
            let Some(next) = lock(&self.0).next_turn(Instant::now()) else {
                permit.0 = None;
                return;
            };
            match next.send(Ok(permit)) {
                Ok(()) | Err(Err(_)) => return,
                // The request was canceled in the meantime.
                Err(Ok(returned)) => permit = returned,
            }
        }
    }
}

impl State {
    /// Adds a request to the queue.
    fn enter(
        &mut self,
        session: SessionKey,
        now: Instant,
    ) -> Result<oneshot::Receiver<Result<Permit, QueueFull>>, QueueFull> {
        self.forget_absent(now);
        let own = self.turn(session).map_or(0, |turn| turn.waiting.len());
        if self.wait_of(session, own) > MAX_WAIT {
            return Err(self.refuse(session, now));
        }
        let all: usize = self.turns.iter().map(|turn| turn.waiting.len()).sum();
        if all >= self.max_waiting && !self.make_room(own, now) && own > 0 {
            return Err(self.refuse(session, now));
        }
        let (sender, permit) = oneshot::channel();
        let turn = self.turn_or_new(session);
        turn.kept_until = None;
        turn.waiting.push_back(sender);
        Ok(permit)
    }

    /// Adds a background request.
    fn enter_background(
        &mut self,
        session: SessionKey,
    ) -> Result<oneshot::Receiver<Result<Permit, QueueFull>>, QueueFull> {
        self.background.retain(|(_, waiter)| !waiter.is_closed());
        let own = self.background.iter().filter(|(other, _)| *other == session).count();
        if own >= MAX_BACKGROUND_OF_SESSION || self.background.len() >= self.max_waiting {
            return Err(QueueFull { retry_after: BACKGROUND_RETRY_AFTER });
        }
        let (sender, permit) = oneshot::channel();
        self.background.push_back((session, sender));
        Ok(permit)
    }

    /// The background request that a returned permit may serve, if nobody else waits.
    fn next_background(&mut self) -> Option<Waiter> {
        if self.free < self.kept_free {
            return None;
        }
        self.background.pop_front().map(|(_, waiter)| waiter)
    }

    /// The session with the longest queue gives way, if it still has more than one that has `own`
    /// waiting requests and adds another. `false` if no session has that many.
    fn make_room(&mut self, own: usize, now: Instant) -> bool {
        let longest = self.turns.iter_mut().max_by_key(|turn| turn.waiting.len());
        let Some(longest) = longest.filter(|turn| turn.waiting.len() > own + 1) else {
            return false;
        };
        let (session, removed) = (longest.session, longest.waiting.pop_back());
        let refused = self.refuse(session, now);
        if let Some(removed) = removed {
            // The request may have been canceled.
            let _ = removed.send(Err(refused));
        }
        true
    }

    /// Keeps the place of a session whose request is refused, and says when it should return.
    fn refuse(&mut self, session: SessionKey, now: Instant) -> QueueFull {
        let own = self.turn(session).map_or(0, |turn| turn.waiting.len());
        let wait = self.wait_of(session, own).saturating_sub(LEAD);
        let full = QueueFull { retry_after: wait.as_secs().max(1) };
        self.turn_or_new(session).kept_until =
            Some(now + Duration::from_secs(full.retry_after) + GRACE);
        full
    }

    /// The time until a session with `own` waiting requests could send another.
    fn wait_of(&self, session: SessionKey, own: usize) -> Duration {
        let place = self.turns.iter().position(|turn| turn.session == session);
        let place = place.unwrap_or(self.turns.len());
        let mut before = own;
        for (index, turn) in self.turns.iter().enumerate().filter(|(index, _)| *index != place) {
            let wanted = turn.waiting.len().max(usize::from(turn.kept_until.is_some()));
            before += wanted.min(own + usize::from(index < place));
        }
        self.pace.average.saturating_mul(u32::try_from(before + 1).unwrap_or(u32::MAX))
    }

    /// The request whose turn it is. Absent sessions keep their places; canceled requests cost their
    /// session nothing.
    fn next_turn(&mut self, now: Instant) -> Option<Waiter> {
        self.forget_absent(now);
        let next = self.turns.iter().position(|turn| !turn.waiting.is_empty());
        let turn = next.and_then(|index| self.turns.remove(index));
        self.pace.record(now, turn.is_some());
        let Some(mut turn) = turn else {
            let waiter = self.next_background();
            self.free += usize::from(waiter.is_none());
            return waiter;
        };
        let waiter = turn.waiting.pop_front();
        if turn.is_needed(now) {
            self.turns.push_back(turn);
        }
        waiter
    }

    /// Removes canceled requests, and places that are no longer needed.
    fn forget_absent(&mut self, now: Instant) {
        self.turns.retain_mut(|turn| {
            turn.waiting.retain(|waiter| !waiter.is_closed());
            turn.is_needed(now)
        });
    }

    /// A request that need not wait uses the place that was kept for it.
    fn give_up_kept_place(&mut self, session: SessionKey) {
        self.turns.retain(|turn| turn.session != session || !turn.waiting.is_empty());
    }

    fn turn(&self, session: SessionKey) -> Option<&Turn> {
        self.turns.iter().find(|turn| turn.session == session)
    }

    fn turn_or_new(&mut self, session: SessionKey) -> &mut Turn {
        let index = self.turns.iter().position(|turn| turn.session == session);
        let index = index.unwrap_or_else(|| {
            self.turns.push_back(Turn { session, waiting: VecDeque::new(), kept_until: None });
            self.turns.len() - 1
        });
        &mut self.turns[index]
    }
}

impl Turn {
    fn is_needed(&self, now: Instant) -> bool {
        !self.waiting.is_empty() || self.kept_until.is_some_and(|until| until > now)
    }
}

impl Pace {
    fn record(&mut self, now: Instant, was_waiting: bool) {
        let latest = match self.last_turn {
            // A turn that nobody waited for. Without this, the average would stay long after an outage
            // until there are many waiting requests again, which it would refuse.
            _ if !was_waiting => Some(self.fastest),
            Some(last) => Some(now.saturating_duration_since(last)),
            None => None,
        };
        if let Some(latest) = latest {
            let latest = latest.as_secs_f64();
            let average = self.average.as_secs_f64() * (1.0 - SMOOTHING) + latest * SMOOTHING;
            self.average = Duration::from_secs_f64(average).max(self.fastest);
        }
        self.last_turn = was_waiting.then_some(now);
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(queue) = self.0.take() {
            queue.release();
        }
    }
}
