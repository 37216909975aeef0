//! A caller of the machine that records what it is asked to do.

use bounces_core::{
    CodeSet, Timestamp,
    load::{
        Action, ActivityFacts, ApiError, ErrorCode, Event, Load, LoadPhase, PageQuery, RequestId,
        ResourceKind, RetryState, Target, Timer,
    },
};

pub(crate) const ACTIVITY: &str = "98edac88-f4bc-408c-9e64-acd890384231";
pub(crate) const OTHER_ACTIVITY: &str = "11111111-f4bc-408c-9e64-acd890384231";
const REPORT_PATH: &str = "reports/email_reports/1/tracking/bounces";

/// A link to the page with this name.
pub(crate) fn page(name: &str) -> PageQuery {
    PageQuery::from_link(&format!("/v3/{REPORT_PATH}?cursor={name}"), REPORT_PATH).unwrap()
}

pub(crate) fn first_page() -> PageQuery {
    PageQuery::first(CodeSet::default())
}

pub(crate) fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(milliseconds)
}

pub(crate) fn limited(retry_after: Option<u64>) -> ApiError {
    ApiError { retry_after, ..ErrorCode::RateLimited.into() }
}

pub(crate) const SENT: ActivityFacts = ActivityFacts { has_tracking: true, is_sent: true };
pub(crate) const DRAFT: ActivityFacts = ActivityFacts { has_tracking: true, is_sent: false };
pub(crate) const LANDING_PAGE: ActivityFacts = ActivityFacts { has_tracking: false, is_sent: true };

/// A machine with a clock that the test advances.
#[derive(Default)]
pub(crate) struct Caller {
    pub(crate) load: Load,
    pub(crate) now: i64,
    /// The actions of the last event.
    pub(crate) actions: Vec<Action>,
    timers: Vec<(Timer, Timestamp)>,
    requests: Vec<(RequestId, PageQuery)>,
    resources: Vec<(RequestId, ResourceKind)>,
}

impl Caller {
    /// A load of the activity whose first page is under way.
    pub(crate) fn loading() -> Self {
        let mut caller = Self::default();
        caller.start(ACTIVITY);
        caller
    }

    /// A load that has its first page and waits for the page with this name.
    pub(crate) fn half_loaded(next: &str) -> Self {
        let mut caller = Self::loading();
        caller.receive(2, Some(next));
        caller.finish_yield();
        caller
    }

    /// A report of one page that was loaded to its end.
    pub(crate) fn loaded() -> Self {
        let mut caller = Self::loading();
        caller.receive(2, None);
        assert_eq!(caller.phase(), LoadPhase::Complete);
        caller
    }

    pub(crate) fn handle(&mut self, event: Event) {
        let page = page_of(&event);
        self.load.handle(event, at(self.now));
        self.actions = std::iter::from_fn(|| self.load.poll_action(page)).collect();
        for action in &self.actions {
            match action {
                Action::RequestPage { request, page } => {
                    self.requests.push((*request, page.clone()));
                }
                Action::RequestResource { request, resource } => {
                    self.resources.push((*request, *resource));
                }
                Action::SetTimer { timer, at } => {
                    self.timers.retain(|(set, _)| set != timer);
                    self.timers.push((*timer, *at));
                }
                Action::CancelTimer(timer) => self.timers.retain(|(set, _)| set != timer),
                _ => {}
            }
        }
    }

    pub(crate) fn start(&mut self, id: &str) {
        let target = Target { activity_id: id.to_owned(), ..Target::default() };
        self.handle(Event::Start { target, bypass_cache: false, is_new_source: false });
    }

    /// The page request that was made last.
    pub(crate) fn request(&self) -> RequestId {
        self.requests.last().unwrap().0
    }

    /// The pages that were requested so far, in order.
    pub(crate) fn requested(&self) -> Vec<PageQuery> {
        self.requests.iter().map(|(_, page)| page.clone()).collect()
    }

    /// How many times a resource was requested.
    pub(crate) fn times_requested(&self, kind: ResourceKind) -> usize {
        self.resources.iter().filter(|(_, resource)| *resource == kind).count()
    }

    /// The request of a resource that was made last.
    pub(crate) fn resource(&self, kind: ResourceKind) -> RequestId {
        self.resources.iter().rfind(|(_, resource)| *resource == kind).unwrap().0
    }

    /// A page arrives for the request that was made last.
    pub(crate) fn receive(&mut self, rows: usize, next: Option<&str>) {
        let request = self.request();
        self.handle(Event::PageReceived { request, rows, next: Ok(next.map(page)) });
    }

    /// The beginning of the page that was requested last arrives.
    pub(crate) fn receive_partial_page(&mut self, rows: usize) {
        let request = self.request();
        self.handle(Event::PartialPageReceived { request, rows });
    }

    /// The request that was made last fails.
    pub(crate) fn fail(&mut self, error: impl Into<ApiError>) {
        let request = self.request();
        self.handle(Event::PageFailed { request, error: error.into() });
    }

    /// Reports that the caller has yielded, if it was asked to.
    pub(crate) fn finish_yield(&mut self) {
        let yielded = self.actions.iter().find_map(|action| match action {
            Action::Yield { request } => Some(*request),
            _ => None,
        });
        if let Some(request) = yielded {
            self.handle(Event::Yielded { request });
        }
    }

    pub(crate) fn receive_activity(&mut self, activity: Option<ActivityFacts>) {
        let request = self.resource(ResourceKind::Activity);
        self.handle(Event::ActivityReceived { request, activity });
    }

    pub(crate) fn receive_stats(&mut self, is_known: bool) {
        let request = self.resource(ResourceKind::Stats);
        self.handle(Event::StatsReceived { request, is_known });
    }

    pub(crate) fn receive_history(&mut self, is_known: bool) {
        let request = self.resource(ResourceKind::SendHistory);
        self.handle(Event::SendHistoryReceived { request, is_known });
    }

    /// When this timer is due, if it is set.
    pub(crate) fn timer(&self, timer: Timer) -> Option<i64> {
        let set = self.timers.iter().find(|(set, _)| *set == timer);
        set.map(|(_, at)| at.milliseconds())
    }

    /// Advances the clock to this timer and fires it.
    pub(crate) fn fire(&mut self, timer: Timer) {
        self.now = self.timer(timer).expect("the timer is set");
        self.timers.retain(|(set, _)| *set != timer);
        self.handle(Event::TimerFired(timer));
    }

    /// Fires the timer of the countdown until it is over.
    pub(crate) fn count_down(&mut self) {
        while let RetryState::Scheduled(_) = self.retry() {
            self.fire(Timer::Retry);
        }
    }

    pub(crate) fn phase(&self) -> LoadPhase {
        self.load.status().phase
    }

    pub(crate) fn retry(&self) -> RetryState {
        self.load.status().retry
    }

    /// Whether the last event led to this action.
    pub(crate) fn did(&self, action: &Action) -> bool {
        self.actions.contains(action)
    }

    /// Whether the load has failed with this code.
    pub(crate) fn has_failed(&self, code: ErrorCode) -> bool {
        matches!(self.phase(), LoadPhase::Failed(error) if error.code == code)
    }
}

/// The request that is answered by a page.
pub(crate) fn page_of(event: &Event) -> Option<RequestId> {
    match event {
        Event::PageReceived { request, .. } | Event::PartialPageReceived { request, .. } => {
            Some(*request)
        }
        _ => None,
    }
}
