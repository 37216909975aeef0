//! A caller and a server to drive the machine with, and what must hold after every event.

use crate::{
    server::{Server, query},
    support::{ACTIVITY, OTHER_ACTIVITY, at, page_of},
};
use bounces_core::{
    Timestamp,
    load::{
        Action, ActivityFacts, ApiError, ErrorCode, Event, Load, LoadFlags, LoadPhase, LoadStatus,
        RequestId, ResourceKind, RetryState, Target, Timer,
    },
};
use std::collections::BTreeMap;

/// One random event. Numbers choose among what is possible.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Start {
        report: usize,
        is_new_source: bool,
    },
    StartNothing,
    AnswerPage,
    /// The beginning of a page arrives.
    AnswerPartly,
    FailPage(ErrorCode, Option<u64>),
    /// A response to a request that was answered or aborted before.
    AnswerStale(usize),
    Yielded,
    AnswerResource(usize, Option<ActivityFacts>),
    /// A timer that is set fires when it is due, or this many milliseconds later.
    FireTimer(usize, i64),
    /// A timer fires that is not set, or not due.
    FireStray,
    Advance(i64),
    /// The host will load the report again from inside the next event that it is notified of.
    ReloadOnEvent,
    Flush,
    Stop,
    Resume,
    Online,
}

/// The world around the machine.
pub(crate) struct Simulation {
    load: Load,
    servers: Vec<Server>,
    /// The report that is loaded.
    report: usize,
    now: i64,
    /// The pages in the table; whether they are of the load before; how many of them are shown.
    table: Vec<usize>,
    is_stale: bool,
    /// Whether only a part of the last page is in the table.
    has_partial_page: bool,
    /// How many pages and parts of pages were appended, and how many of them are shown.
    appended: usize,
    shown: usize,
    /// The page requests under way, and what they ask for.
    page_requests: Vec<(RequestId, usize)>,
    resource_requests: BTreeMap<u8, (RequestId, ResourceKind)>,
    over: Vec<RequestId>,
    /// The page that was just reported.
    received: Option<usize>,
    yielding: Option<RequestId>,
    timers: Vec<(Timer, i64)>,
    last_published: Option<i64>,
    /// Before which no automatic retry may happen.
    not_before: i64,
    reload_on_event: bool,
}

impl Simulation {
    pub(crate) fn new(servers: Vec<Server>) -> Self {
        Self {
            load: Load::default(),
            servers,
            report: 0,
            now: 1_793_491_200_000,
            table: Vec::new(),
            is_stale: false,
            has_partial_page: false,
            appended: 0,
            shown: 0,
            page_requests: Vec::new(),
            resource_requests: BTreeMap::new(),
            over: Vec::new(),
            received: None,
            yielding: None,
            timers: Vec::new(),
            last_published: None,
            not_before: 0,
            reload_on_event: false,
        }
    }

    pub(crate) fn status(&self) -> LoadStatus {
        self.load.status()
    }

    pub(crate) fn step(&mut self, step: Step) {
        match step {
            Step::Start { report, is_new_source } => {
                self.report = report % self.servers.len();
                let activity_id = [ACTIVITY, OTHER_ACTIVITY][self.report].to_owned();
                let target = Target { activity_id, ..Target::default() };
                self.handle(Event::Start { target, bypass_cache: false, is_new_source });
            }
            Step::StartNothing => self.handle(Event::Start {
                target: Target::default(),
                bypass_cache: false,
                is_new_source: false,
            }),
            Step::AnswerPage => self.answer_page(),
            Step::AnswerPartly => self.answer_partly(),
            Step::FailPage(code, retry_after) => self.fail_page(code, retry_after),
            Step::AnswerStale(index) => self.answer_stale(index),
            Step::Yielded => {
                if let Some(request) = self.yielding.take() {
                    self.handle(Event::Yielded { request });
                }
            }
            Step::AnswerResource(index, activity) => self.answer_resource(index, activity),
            Step::FireTimer(index, late) => {
                if !self.timers.is_empty() {
                    let (timer, due) = self.timers.remove(index % self.timers.len());
                    self.now = self.now.max(due) + late;
                    self.handle(Event::TimerFired(timer));
                }
            }
            Step::FireStray => self.fire_stray(),
            Step::Advance(milliseconds) => self.now += milliseconds,
            Step::ReloadOnEvent => self.reload_on_event = true,
            Step::Flush => self.handle(Event::Flush),
            Step::Stop => self.handle(Event::Stop),
            Step::Resume => self.handle(Event::Resume),
            Step::Online => self.handle(Event::Online),
        }
    }

    fn answer_page(&mut self) {
        let Some((request, index)) = self.page_requests.pop() else { return };
        self.over.push(request);
        self.received = Some(index);
        let server = &self.servers[self.report];
        let next = Ok(server.next(index).map(query));
        self.handle(Event::PageReceived { request, rows: server.0[index].0, next });
    }

    /// Reported whether it is wanted or not.
    fn answer_partly(&mut self) {
        let Some((request, index)) = self.page_requests.last().copied() else { return };
        let rows = self.servers[self.report].0[index].0.min(1);
        let is_taken = self.load.wants_partial_page(request) && rows > 0;
        self.received = is_taken.then_some(index);
        self.handle(Event::PartialPageReceived { request, rows });
        assert!(
            !is_taken || (self.has_partial_page && self.shown == self.appended),
            "not shown at once"
        );
    }

    fn fail_page(&mut self, code: ErrorCode, retry_after: Option<u64>) {
        let Some((request, _)) = self.page_requests.pop() else { return };
        self.over.push(request);
        self.drop_partial_page();
        if code == ErrorCode::RateLimited {
            let seconds = i64::try_from(retry_after.unwrap_or(5)).unwrap();
            self.not_before = self.now + seconds * 1000;
        }
        self.handle(Event::PageFailed { request, error: ApiError { retry_after, ..code.into() } });
    }

    /// Reports whatever may be said of a request that is over, and expects that nothing follows.
    fn answer_stale(&mut self, index: usize) {
        if self.over.is_empty() {
            return;
        }
        let request = self.over[index % self.over.len()];
        assert!(!self.load.awaits(request));
        let before = self.status();
        let events = [
            Event::PageReceived { request, rows: 1, next: Ok(Some(query(1))) },
            Event::PageReceived { request, rows: 1, next: Ok(None) },
            Event::PartialPageReceived { request, rows: 1 },
            Event::PageFailed { request, error: ErrorCode::SignedOut.into() },
            Event::ActivityReceived { request, activity: Some(crate::support::SENT) },
            Event::StatsReceived { request, is_known: true },
            Event::SendHistoryReceived { request, is_known: true },
        ];
        for event in events {
            let page = page_of(&event);
            self.load.handle(event, at(self.now));
            assert_eq!(self.load.poll_action(page), None, "a stale response has no effect");
        }
        assert_eq!(self.status(), before);
    }

    fn answer_resource(&mut self, index: usize, activity: Option<ActivityFacts>) {
        let mut keys = self.resource_requests.keys().copied();
        let count = keys.len();
        let Some(key) = keys.nth(index % count.max(1)) else { return };
        let (request, kind) = self.resource_requests.remove(&key).unwrap();
        self.over.push(request);
        let is_known = activity.is_some();
        self.handle(match kind {
            ResourceKind::Activity => Event::ActivityReceived { request, activity },
            ResourceKind::Stats => Event::StatsReceived { request, is_known },
            ResourceKind::SendHistory => Event::SendHistoryReceived { request, is_known },
        });
    }

    /// A retry timer that fires early, or after it was cancelled, never requests anything.
    fn fire_stray(&mut self) {
        let due = self.timers.iter().find(|(timer, _)| *timer == Timer::Retry);
        if due.is_none_or(|(_, due)| self.now < *due) {
            let before = self.page_requests.len();
            self.handle(Event::TimerFired(Timer::Retry));
            assert_eq!(self.page_requests.len(), before);
        }
    }

    fn handle(&mut self, event: Event) {
        let is_retry = event == Event::TimerFired(Timer::Retry);
        let is_page = matches!(event, Event::PageReceived { .. });
        let page = page_of(&event);
        self.load.handle(event, at(self.now));
        while let Some(action) = self.load.poll_action(page) {
            if is_retry && matches!(action, Action::RequestPage { .. }) {
                assert!(self.now >= self.not_before, "retried before Retry-After");
            }
            if is_page && action == Action::Publish && self.status().phase == LoadPhase::Loading {
                let is_spaced = self.last_published.is_none_or(|last| self.now - last >= 250);
                assert!(is_spaced, "published more than 4 times a second");
            }
            self.perform(action);
        }
        self.check();
    }

    fn perform(&mut self, action: Action) {
        match action {
            Action::Begin { discard_rows } => {
                self.is_stale = !discard_rows;
                self.has_partial_page = false;
                self.last_published = None;
                self.yielding = None;
                self.received = None;
                if discard_rows {
                    self.clear();
                }
            }
            Action::RequestPage { request, page } => {
                assert_eq!(self.page_requests, [], "two page requests at once");
                let pages = 0..self.servers[self.report].0.len();
                let index = pages.into_iter().find(|index| query(*index) == page).unwrap();
                self.page_requests.push((request, index));
            }
            Action::RequestResource { request, resource } => {
                let before = self.resource_requests.insert(resource as u8, (request, resource));
                assert_eq!(before, None, "two requests for one resource at once");
            }
            Action::AbortPages => self.abort_pages(),
            Action::AbortAll => {
                self.abort_pages();
                let resources = std::mem::take(&mut self.resource_requests);
                self.over.extend(resources.into_values().map(|(request, _)| request));
            }
            Action::ReplaceRows => {
                assert!(self.is_stale, "rows of this load were removed");
                self.is_stale = false;
                self.clear();
            }
            Action::AppendPage { request, skip } => {
                assert!(!self.is_stale, "rows of two loads are mixed");
                let index = self.received.take().expect("a page was received");
                assert_eq!(
                    skip,
                    usize::from(self.has_partial_page),
                    "rows that were appended already are skipped"
                );
                let is_partial = self.page_requests.iter().any(|(pending, _)| *pending == request);
                if !std::mem::replace(&mut self.has_partial_page, is_partial) {
                    assert!(!self.table.contains(&index), "a page was appended twice");
                    self.table.push(index);
                }
                self.appended += 1;
                let (pages, _) = self.servers[self.report].walk();
                assert_eq!(self.table, pages[..self.table.len()], "a page was lost");
            }
            Action::Yield { request } => self.yielding = Some(request),
            Action::Publish => {
                assert!(self.shown < self.appended, "nothing to publish");
                self.shown = self.appended;
                // The first page of a refresh is published at once, whatever was before.
                self.last_published = (!self.is_stale).then_some(self.now);
            }
            Action::Completed => {
                let (pages, is_cycle) = self.servers[self.report].walk();
                assert!(!is_cycle && !self.is_stale);
                assert_eq!(self.table, pages, "the load is complete with all pages");
                self.notify_host();
            }
            Action::SetTimer { timer, at } => self.set_timer(timer, at),
            Action::CancelTimer(timer) => self.timers.retain(|(set, _)| *set != timer),
            Action::NotifyStarted | Action::NotifyProgress | Action::Failed { .. } => {
                self.notify_host();
            }
            Action::Open { .. }
            | Action::FinishSelection
            | Action::Stopped
            | Action::ClearFailure => {}
        }
    }

    fn notify_host(&mut self) {
        if std::mem::take(&mut self.reload_on_event) {
            self.step(Step::Start { report: self.report, is_new_source: false });
        }
    }

    fn clear(&mut self) {
        self.table.clear();
        (self.appended, self.shown) = (0, 0);
    }

    /// The rest of a page will not arrive.
    fn drop_partial_page(&mut self) {
        self.is_stale |= std::mem::take(&mut self.has_partial_page);
    }

    fn abort_pages(&mut self) {
        self.drop_partial_page();
        let aborted = std::mem::take(&mut self.page_requests);
        self.over.extend(aborted.into_iter().map(|(request, _)| request));
    }

    fn set_timer(&mut self, timer: Timer, at: Timestamp) {
        self.timers.retain(|(set, _)| *set != timer);
        self.timers.push((timer, at.milliseconds()));
    }

    /// What holds between any two events.
    fn check(&self) {
        let LoadStatus { phase, flags, retry } = self.status();
        let LoadFlags { is_refreshing, is_complete, .. } = flags;
        let is_loading = phase == LoadPhase::Loading;
        assert_eq!(self.page_requests.len(), usize::from(is_loading), "one request while loading");
        assert!(self.page_requests.iter().all(|(request, _)| self.load.awaits(*request)));
        assert_eq!(self.received, None, "a page was received and not appended");
        assert!(!self.load.is_yielding() || is_loading);
        let is_set = |timer| self.timers.iter().any(|(set, _)| *set == timer);
        let is_scheduled = matches!(retry, RetryState::Scheduled(_));
        assert_eq!(is_set(Timer::Retry), is_scheduled, "a countdown has a timer");
        assert!(!is_scheduled || matches!(phase, LoadPhase::Failed(_)));
        assert!(retry != RetryState::Retrying || is_loading);
        let is_hidden = self.shown < self.appended;
        let will_publish = is_set(Timer::Publish) || self.load.is_yielding();
        assert!(!is_hidden || (will_publish && is_loading), "rows stay hidden");
        assert!(!is_refreshing || (is_loading && (self.is_stale || self.load.is_yielding())));
        assert!(!is_complete || phase == LoadPhase::Complete || self.is_stale);
        assert!(phase != LoadPhase::Complete || is_complete);
    }

    /// Answers whatever is under way until nothing is, without a further failure.
    pub(crate) fn finish(&mut self) {
        for _ in 0..1000 {
            if self.status().phase != LoadPhase::Loading && self.timers.is_empty() {
                return;
            }
            self.step(Step::Yielded);
            self.step(Step::AnswerPage);
            self.step(Step::FireTimer(0, 0));
        }
        panic!("the load does not end: {:?}", self.status());
    }

    /// Lets everything that is under way fail.
    pub(crate) fn fail_all(&mut self) {
        self.reload_on_event = false;
        self.step(Step::FailPage(ErrorCode::Unavailable, None));
        assert!(self.status().phase != LoadPhase::Loading, "the load ends when responses stop");
    }

    /// Whether all pages of the report that was started last are shown, or what its cycle allows.
    pub(crate) fn is_whole(&self) -> bool {
        let (pages, is_cycle) = self.servers[self.report].walk();
        let phase = self.status().phase;
        let is_ended = match phase {
            LoadPhase::Failed(error) => is_cycle && error.code == ErrorCode::InvalidResponse,
            LoadPhase::Complete => !is_cycle,
            LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Stopped => false,
        };
        is_ended && self.table == pages && self.shown == self.appended
    }
}
