//! A fixed number of permits, handed out round-robin by session. When a permit may be used again is
//! decided in `rate_limiter`.

use crate::{session::SessionKey, sync::lock};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::sync::oneshot;

/// Hands out permits fairly between sessions.
#[derive(Debug)]
pub(super) struct FairQueue(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    /// Each waiting session once, with its waiting requests. The first session is served next and
    /// then moves to the end of the queue.
    queue: VecDeque<(SessionKey, VecDeque<oneshot::Sender<Permit>>)>,
}

/// A permit, passed to the next request in the queue when dropped.
#[derive(Debug)]
pub(super) struct Permit(Option<Arc<FairQueue>>);

impl FairQueue {
    pub(super) fn new(permits: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State { free: permits, queue: VecDeque::new() })))
    }

    /// The number of waiting requests of a session.
    pub(super) fn queued_by(&self, session: SessionKey) -> usize {
        let state = lock(&self.0);
        let entry = state.queue.iter().find(|(other, _)| *other == session);
        entry.map_or(0, |(_, waiting)| waiting.iter().filter(|one| !one.is_closed()).count())
    }

    /// Waits for a permit.
    pub(super) async fn acquire(self: &Arc<Self>, session: SessionKey) -> Permit {
        let permit = {
            let mut state = lock(&self.0);
            if state.free > 0 {
                state.free -= 1;
                return Permit(Some(Arc::clone(self)));
            }
            let (sender, permit) = oneshot::channel();
            match state.queue.iter_mut().find(|(other, _)| *other == session) {
                Some((_, waiting)) => {
                    waiting.retain(|one| !one.is_closed());
                    waiting.push_back(sender);
                }
                None => state.queue.push_back((session, VecDeque::from([sender]))),
            }
            permit
        };
        // The sender lives as long as the queue, which `self` keeps alive.
        permit.await.unwrap_or(Permit(None))
    }

    fn release(self: &Arc<Self>) {
        let mut permit = Permit(Some(Arc::clone(self)));
        loop {
            let next = {
                let mut state = lock(&self.0);
                let Some((session, mut waiting)) = state.queue.pop_front() else {
                    state.free += 1;
                    permit.0 = None;
                    return;
                };
                // Canceled requests must not cost their session its turn.
                waiting.retain(|one| !one.is_closed());
                let next = waiting.pop_front();
                if !waiting.is_empty() {
                    state.queue.push_back((session, waiting));
                }
                next
            };
            let Some(next) = next else { continue };
            match next.send(permit) {
                Ok(()) => return,
                // The request was canceled in the meantime.
                Err(returned) => permit = returned,
            }
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(queue) = self.0.take() {
            queue.release();
        }
    }
}
