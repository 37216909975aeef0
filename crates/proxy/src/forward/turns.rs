//! Whose turn it is: so many at once, and of those who wait, each session in its round. How fast turns come back is `pacer`'s matter.

use crate::session::SessionKey;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// So many turns, handed round.
#[derive(Debug)]
pub(super) struct Turns(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    /// Each session that waits once, and those of its requests that do: the first session is next,
    /// and goes to the end of the round when one of its requests got its turn.
    round: VecDeque<(SessionKey, VecDeque<oneshot::Sender<Turn>>)>,
}

/// A turn. It is handed on when it is dropped.
#[derive(Debug)]
pub(super) struct Turn(Option<Arc<Turns>>);

impl Turns {
    pub(super) fn new(count: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State { free: count, round: VecDeque::new() })))
    }

    /// How many requests of a session wait.
    pub(super) fn waiting_of(&self, session: SessionKey) -> usize {
        let state = self.state();
        let place = state.round.iter().find(|(other, _)| *other == session);
        place.map_or(0, |(_, waiting)| waiting.iter().filter(|one| !one.is_closed()).count())
    }

    /// A turn, when it comes.
    pub(super) async fn take(self: &Arc<Self>, session: SessionKey) -> Turn {
        let turn = {
            let mut state = self.state();
            if state.free > 0 {
                state.free -= 1;
                return Turn(Some(Arc::clone(self)));
            }
            let (sender, turn) = oneshot::channel();
            match state.round.iter_mut().find(|(other, _)| *other == session) {
                Some((_, waiting)) => {
                    waiting.retain(|one| !one.is_closed());
                    waiting.push_back(sender);
                }
                None => state.round.push_back((session, VecDeque::from([sender]))),
            }
            turn
        };
        // The sender is dropped only with the turns themselves, which we hold.
        turn.await.unwrap_or(Turn(None))
    }

    fn hand_on(self: &Arc<Self>) {
        let mut turn = Turn(Some(Arc::clone(self)));
        loop {
            let next = {
                let mut state = self.state();
                let Some((session, mut waiting)) = state.round.pop_front() else {
                    state.free += 1;
                    turn.0 = None;
                    return;
                };
                // Those that went away cost their session no round.
                waiting.retain(|one| !one.is_closed());
                let next = waiting.pop_front();
                if !waiting.is_empty() {
                    state.round.push_back((session, waiting));
                }
                next
            };
            let Some(next) = next else { continue };
            match next.send(turn) {
                Ok(()) => return,
                // It went away while it waited.
                Err(back) => turn = back,
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.hand_on();
        }
    }
}
