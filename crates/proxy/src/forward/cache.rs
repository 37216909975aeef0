//! Answers of the last minute, by session: identical requests are asked once, and not again so soon. In memory only.

use crate::{clock::UnixSeconds, failure::Failure, session::SessionKey};
use axum::body::Bytes;
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// How long an answer is kept, in seconds.
const LIFE: u64 = 60;
/// What an entry costs beside its texts, about.
const ENTRY: usize = 256;

/// Whose request, and for what: path and query, as they are written upstream.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    session: SessionKey,
    target: Arc<str>,
}

impl Asked {
    pub(super) fn new(session: SessionKey, path: &str, query: &str) -> Self {
        Self { session, target: format!("{path}?{query}").into() }
    }
}

/// How an answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It was kept.
    Kept,
    /// Somebody else was asking for it already.
    Joined,
    /// The upstream was asked.
    Fetched,
}

type Outcome = Result<Bytes, Failure>;
type Work = Shared<BoxFuture<'static, Outcome>>;

/// The answers. What ends is forgotten; beyond the bound, the oldest go first.
pub(crate) struct Cache {
    bytes: usize,
    contents: Mutex<Contents>,
}

#[derive(Default)]
struct Contents {
    answers: HashMap<Asked, Answer>,
    /// In the order in which they were kept, which is nearly that in which they end.
    ages: VecDeque<(Asked, u64)>,
    bytes: usize,
    number: u64,
    /// What is being asked for. It goes on as long as somebody waits for it.
    under_way: HashMap<Asked, (u64, WeakShared<BoxFuture<'static, Outcome>>)>,
}

struct Answer {
    json: Bytes,
    ends: UnixSeconds,
    number: u64,
}

impl Cache {
    /// For so many bytes of all sessions together.
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bytes, contents: Mutex::default() }
    }

    /// The answer that is kept, or the one that is under way, or the one that `fetch` gives.
    /// `anew`: what is kept will not do.
    pub(super) async fn answer(
        self: &Arc<Self>,
        asked: Asked,
        now: UnixSeconds,
        anew: bool,
        fetch: impl FnOnce() -> BoxFuture<'static, Outcome>,
    ) -> (Outcome, Way) {
        let (work, way) = {
            let mut contents = self.contents();
            if !anew && let Some(json) = contents.kept(&asked, now) {
                return (Ok(json), Way::Kept);
            }
            match contents.under_way.get(&asked).and_then(|(_, work)| work.upgrade()) {
                Some(work) => (work, Way::Joined),
                None => (self.begin(&mut contents, &asked, now, fetch()), Way::Fetched),
            }
        };
        (work.await, way)
    }

    fn begin(
        self: &Arc<Self>,
        contents: &mut Contents,
        asked: &Asked,
        now: UnixSeconds,
        fetch: BoxFuture<'static, Outcome>,
    ) -> Work {
        contents.number += 1;
        let number = contents.number;
        let (cache, key) = (Arc::clone(self), asked.clone());
        let work = async move {
            let outcome = fetch.await;
            cache.end(&key, number, now, outcome.as_ref().ok());
            outcome
        };
        let work = work.boxed().shared();
        contents.under_way.retain(|_, (_, other)| other.upgrade().is_some());
        if let Some(weak) = work.downgrade() {
            contents.under_way.insert(asked.clone(), (number, weak));
        }
        work
    }

    /// Keeps an answer, unless its session was forgotten while it was under way.
    fn end(&self, asked: &Asked, number: u64, asked_at: UnixSeconds, json: Option<&Bytes>) {
        let mut contents = self.contents();
        if contents.under_way.get(asked).is_none_or(|(other, _)| *other != number) {
            return;
        }
        contents.under_way.remove(asked);
        if let Some(json) = json.filter(|json| cost(asked, json) <= self.bytes) {
            contents.keep(asked.clone(), json.clone(), asked_at + LIFE);
            while contents.bytes > self.bytes && contents.drop_oldest() {}
        }
    }

    /// Forgets all answers of a session, and keeps none that are under way.
    pub(crate) fn forget(&self, session: SessionKey) {
        let mut contents = self.contents();
        contents.under_way.retain(|asked, _| asked.session != session);
        let theirs: Vec<Asked> =
            contents.answers.keys().filter(|asked| asked.session == session).cloned().collect();
        for asked in theirs {
            contents.remove(&asked);
        }
    }

    /// Forgets what has ended.
    pub(crate) fn sweep(&self, now: UnixSeconds) {
        let mut contents = self.contents();
        while let Some((asked, number)) = contents.ages.front() {
            let answer = contents.answers.get(asked).filter(|answer| answer.number == *number);
            if answer.is_some_and(|answer| answer.ends > now) {
                break;
            }
            contents.drop_oldest();
        }
    }

    fn contents(&self) -> MutexGuard<'_, Contents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    fn kept(&self, asked: &Asked, now: UnixSeconds) -> Option<Bytes> {
        let answer = self.answers.get(asked).filter(|answer| answer.ends > now)?;
        Some(answer.json.clone())
    }

    fn keep(&mut self, asked: Asked, json: Bytes, ends: UnixSeconds) {
        self.remove(&asked);
        self.number += 1;
        self.bytes += cost(&asked, &json);
        self.ages.push_back((asked.clone(), self.number));
        self.answers.insert(asked, Answer { json, ends, number: self.number });
    }

    fn remove(&mut self, asked: &Asked) {
        if let Some(answer) = self.answers.remove(asked) {
            self.bytes -= cost(asked, &answer.json);
        }
    }

    /// `false` if there is none.
    fn drop_oldest(&mut self) -> bool {
        let Some((asked, number)) = self.ages.pop_front() else { return false };
        // It may have been renewed, and is younger then.
        if self.answers.get(&asked).is_some_and(|answer| answer.number == number) {
            self.remove(&asked);
        }
        true
    }
}

fn cost(asked: &Asked, json: &Bytes) -> usize {
    ENTRY + asked.target.len() + json.len()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Cache, Way};
    use crate::session::SessionId;
    use axum::body::Bytes;
    use futures_util::FutureExt;
    use std::sync::Arc;

    async fn ask(cache: &Arc<Cache>, asked: &Asked, now: u64, size: usize) -> Way {
        let fetch = || async move { Ok(Bytes::from(vec![b'x'; size])) }.boxed();
        let (outcome, way) = cache.answer(asked.clone(), now, false, fetch).await;
        assert!(outcome.is_ok());
        way
    }

    #[tokio::test]
    async fn memory_is_bounded_and_the_oldest_go_first() {
        let cache = Arc::new(Cache::new(10_000));
        let session = SessionId::generate().key();
        let page = |number: usize| Asked::new(session, "/bounces", &number.to_string());
        for number in 0..100 {
            assert_eq!(ask(&cache, &page(number), 0, 1000).await, Way::Fetched);
            assert!(cache.contents().bytes <= 10_000);
        }
        assert_eq!(ask(&cache, &page(99), 0, 1000).await, Way::Kept);
        assert_eq!(ask(&cache, &page(0), 0, 1000).await, Way::Fetched);
        // What is larger than all is not kept, and drives nothing out.
        assert_eq!(ask(&cache, &page(200), 0, 20_000).await, Way::Fetched);
        assert_eq!(ask(&cache, &page(200), 0, 20_000).await, Way::Fetched);
        assert_eq!(ask(&cache, &page(99), 0, 1000).await, Way::Kept);
    }

    #[tokio::test]
    async fn what_has_ended_leaves_nothing_behind() {
        let cache = Arc::new(Cache::new(10_000));
        let (one, other) = (SessionId::generate().key(), SessionId::generate().key());
        ask(&cache, &Asked::new(one, "/a", ""), 0, 10).await;
        ask(&cache, &Asked::new(other, "/a", ""), 30, 10).await;
        cache.sweep(60);
        assert_eq!(cache.contents().answers.len(), 1);
        assert_eq!(ask(&cache, &Asked::new(other, "/a", ""), 60, 10).await, Way::Kept);
        cache.forget(other);
        cache.sweep(200);
        let contents = cache.contents();
        assert_eq!((contents.answers.len(), contents.ages.len(), contents.bytes), (0, 0, 0));
        assert!(contents.under_way.is_empty());
    }
}
