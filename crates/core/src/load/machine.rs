//! The state machine itself: its state, its events, and the phases of a load. `paging` handles the
//! pages that arrive. The documentation of the parent module lists the rules.

mod paging;

use super::{
    Action, ApiError, ErrorCode, Event, LoadFlags, LoadPhase, LoadStatus, PageQuery, RequestId,
    ResourceKind, Target, Timer,
    resources::Resources,
    retry::{Retry, Tick},
    throttle::Throttle,
};
use crate::Timestamp;
use std::collections::VecDeque;

/// A page that was appended, but that the host has not been notified of yet.
#[derive(Clone, Copy, Debug)]
struct Appended {
    request: RequestId,
    has_link: bool,
    /// Whether another page follows, or why its link is invalid.
    next: Result<bool, ErrorCode>,
}

/// The load of one report. See the [module](super) for its rules.
#[derive(Debug, Default)]
pub struct Load {
    actions: VecDeque<Action>,
    phase: LoadPhase,
    flags: LoadFlags,
    target: Target,
    /// Whether anything was started.
    has_target: bool,
    last_request: u32,
    /// The page request that is under way.
    page_request: Option<RequestId>,
    /// Where to continue after a stop or a failure.
    resume_from: Option<PageQuery>,
    /// All pages that this load has requested. They are compared one by one: even a million rows
    /// have no more than 2,000 pages, and hashing would add code.
    visited: Vec<PageQuery>,
    /// How many rows the caller has, whether of this load or of the previous one.
    row_count: usize,
    /// Whether those rows are of the previous load.
    is_stale: bool,
    /// How many rows of the page that is still arriving were appended.
    partial_rows: usize,
    /// The page that was appended before the caller yielded.
    appended: Option<Appended>,
    /// The first page of a refresh, which was shown before the caller yielded.
    yielding: Option<RequestId>,
    resources: Resources,
    retry: Retry,
    throttle: Throttle,
}

impl Load {
    /// The next thing to do, if there is any.
    ///
    /// `page` is the request whose page the caller has, while it performs what follows from
    /// [`Event::PageReceived`]. A host may cause another event from inside an action, whose caller has no
    /// page: it gets no [`Action::AppendPage`], nor what is queued behind, which is left to the first
    /// caller.
    pub fn poll_action(&mut self, page: Option<RequestId>) -> Option<Action> {
        match self.actions.front() {
            Some(Action::AppendPage { request, .. }) if page != Some(*request) => None,
            Some(_) | None => self.actions.pop_front(),
        }
    }

    /// The report of the last [`Event::Start`].
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whether the last load was of the same activity, so that loading `target` is a refresh.
    pub fn is_for(&self, target: &Target) -> bool {
        self.has_target && self.target.activity_id == target.activity_id
    }

    /// What to show of the load.
    pub fn status(&self) -> LoadStatus {
        LoadStatus { phase: self.phase, flags: self.flags, retry: self.retry.state() }
    }

    /// Whether a response to this request still matters.
    pub fn awaits(&self, request: RequestId) -> bool {
        self.page_request == Some(request) || self.resources.awaits(request)
    }

    /// Whether the beginning of the page that answers this request is worth showing: the first rows of a
    /// report that has none yet.
    pub fn wants_partial_page(&self, request: RequestId) -> bool {
        self.page_request == Some(request)
            && self.visited.len() == 1
            && self.partial_rows == 0
            && !self.is_stale
    }

    /// Whether everything has arrived.
    pub fn is_finished(&self) -> bool {
        self.phase == LoadPhase::Complete && !self.resources.is_pending()
    }

    /// Whether the machine waits for [`Event::Yielded`]. Callers should not report the next page
    /// before that.
    pub fn is_yielding(&self) -> bool {
        self.appended.is_some() || self.yielding.is_some()
    }

    /// Handles an event that happened at `now`. Poll the actions afterwards.
    pub fn handle(&mut self, event: Event, now: Timestamp) {
        match event {
            Event::Start { target, bypass_cache, is_new_source } => {
                self.start(target, bypass_cache, is_new_source, now);
            }
            Event::PartialPageReceived { request, rows } => {
                if self.wants_partial_page(request) {
                    self.receive_partial_page(request, rows, now);
                }
            }
            Event::PageReceived { request, rows, next } => {
                if self.take_page_request(request) {
                    self.receive_page(request, rows, next, now);
                }
            }
            Event::PageFailed { request, error } => {
                if self.take_page_request(request) {
                    self.finish_appended(now);
                    self.drop_partial_page();
                    let error = self.explained(error);
                    self.fail(error, now);
                }
            }
            Event::Yielded { request } => {
                self.yielding.take_if(|awaited| *awaited == request);
                if self.appended.as_ref().is_some_and(|page| page.request == request) {
                    self.finish_appended(now);
                }
            }
            Event::ActivityReceived { request, activity } => {
                if self.resources.finish(ResourceKind::Activity, request) {
                    self.resources.set_activity(activity);
                    self.use_activity(now);
                }
            }
            Event::StatsReceived { request, is_known } => {
                if self.resources.finish(ResourceKind::Stats, request) {
                    self.resources.set_stats(is_known);
                }
            }
            Event::SendHistoryReceived { request, is_known } => {
                if self.resources.finish(ResourceKind::SendHistory, request) {
                    self.resources.set_sent_time(is_known);
                }
            }
            Event::TimerFired(Timer::Retry) => self.tick(now),
            Event::TimerFired(Timer::Publish) => {
                self.throttle.timer_fired();
                self.publish(now);
            }
            Event::Flush => self.publish(now),
            Event::Stop => self.stop(now),
            Event::Resume => self.resume(now),
            Event::Online => {
                if self.has_failed_with(ErrorCode::Offline) {
                    self.resume(now);
                }
            }
            Event::Dispose => self.end_load(),
        }
    }

    /// Links to a next page expire, which the upstream reports as if there were no such email, although
    /// its first page arrived. Another request for the same page would fail again, so a resumed load
    /// starts over.
    fn explained(&mut self, error: ApiError) -> ApiError {
        let is_first = self
            .resume_from
            .as_ref()
            .is_none_or(|page| *page == PageQuery::first(self.target.codes));
        // There is a proxy, since it sent the first page.
        if is_first || !matches!(error.code, ErrorCode::NotFound | ErrorCode::NoProxy) {
            return error;
        }
        if error.code == ErrorCode::NotFound {
            self.resume_from = None;
        }
        ApiError { code: ErrorCode::InvalidResponse, ..error }
    }

    fn start(&mut self, target: Target, bypass_cache: bool, is_new_source: bool, now: Timestamp) {
        self.end_load();
        let is_refresh = !is_new_source && self.is_for(&target);
        self.has_target = true;
        self.target = target;
        self.is_stale = is_refresh;
        self.flags.is_refreshing = is_refresh;
        self.flags.has_pages = false;
        self.push(Action::Begin { discard_rows: !is_refresh });
        if is_refresh {
            // The rows of the previous load stay until the first new page, so all of them are shown.
            self.publish(now);
        } else {
            self.discard_rows();
            self.resources = Resources::default();
            self.retry.reset_backoff();
        }
        self.throttle.restart();
        if self.target.is_blank() {
            self.flags.is_refreshing = false;
            self.phase = LoadPhase::Idle;
            return;
        }
        self.phase = LoadPhase::Loading;
        self.push(Action::NotifyStarted);
        if !self.target.is_valid() {
            return self.fail(ErrorCode::NotFound.into(), now);
        }
        self.push(Action::Open { bypass_cache });
        self.request_new_page(PageQuery::first(self.target.codes));
        self.request_resource(ResourceKind::Activity);
        self.request_resource(ResourceKind::Stats);
    }

    /// Ends whatever is under way, and drops what was about to be done for it.
    fn end_load(&mut self) {
        if self.actions.contains(&Action::Publish) {
            // It will not be done, so there are still rows to publish.
            self.throttle.append();
        }
        self.actions.clear();
        if self.page_request.take().is_some() || self.resources.is_pending() {
            self.push(Action::AbortAll);
        }
        self.resources.abort();
        self.cancel_retry();
        self.partial_rows = 0;
        self.appended = None;
        self.yielding = None;
        self.resume_from = None;
        self.visited.clear();
    }

    /// Rows that are discarded need no publication.
    fn discard_rows(&mut self) {
        self.row_count = 0;
        self.flags.is_complete = false;
        self.throttle.discard();
    }

    fn stop(&mut self, now: Timestamp) {
        if self.phase != LoadPhase::Loading {
            return;
        }
        self.page_request = None;
        self.drop_partial_page();
        self.push(Action::AbortPages);
        // Now that there is time, what failed before gets another chance.
        self.request_missing_resources();
        self.yielding = None;
        self.finish_appended(now);
        self.cancel_retry();
        self.publish(now);
        self.flags.is_refreshing = false;
        self.phase = LoadPhase::Stopped;
        self.push(Action::Stopped);
    }

    fn resume(&mut self, now: Timestamp) {
        match self.phase {
            LoadPhase::Stopped | LoadPhase::Failed(_) => {}
            LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Complete => return,
        }
        let can_continue = self.row_count > 0 && !self.is_stale;
        match self.resume_from.take() {
            Some(page) if can_continue => {
                self.cancel_retry();
                self.push(Action::ClearFailure);
                self.phase = LoadPhase::Loading;
                self.request_page(page);
                self.request_missing_resources();
            }
            _ => self.start(self.target.clone(), true, false, now),
        }
    }

    fn tick(&mut self, now: Timestamp) {
        match self.retry.tick(now) {
            Tick::Idle => {}
            Tick::Wait(at) => self.push(Action::SetTimer { timer: Timer::Retry, at }),
            Tick::Due => {
                self.resume(now);
                self.retry.begin_retry();
            }
        }
    }

    /// Once the activity is known, so is why it may have no rows, and whether it has a history.
    fn use_activity(&mut self, now: Timestamp) {
        if self.has_failed_with(ErrorCode::NotFound) && self.has_no_tracking() {
            self.fail(ErrorCode::UnsupportedRole.into(), now);
        }
        let is_sent = self.resources.activity().is_some_and(|activity| activity.is_sent);
        if is_sent && !self.resources.is_requested(ResourceKind::SendHistory) {
            self.request_resource(ResourceKind::SendHistory);
        }
    }

    fn has_no_tracking(&self) -> bool {
        self.resources.activity().is_some_and(|activity| !activity.has_tracking)
    }

    fn has_failed_with(&self, code: ErrorCode) -> bool {
        matches!(self.phase, LoadPhase::Failed(error) if error.code == code)
    }

    fn request_new_page(&mut self, page: PageQuery) {
        self.visited.push(page.clone());
        self.request_page(page);
    }

    fn request_page(&mut self, page: PageQuery) {
        let request = self.new_request();
        self.page_request = Some(request);
        self.resume_from = Some(page.clone());
        self.push(Action::RequestPage { request, page });
    }

    fn request_missing_resources(&mut self) {
        for resource in self.resources.missing() {
            self.request_resource(resource);
        }
    }

    fn request_resource(&mut self, resource: ResourceKind) {
        let request = self.new_request();
        self.resources.begin(resource, request);
        self.push(Action::RequestResource { request, resource });
    }

    fn new_request(&mut self) -> RequestId {
        self.last_request = self.last_request.wrapping_add(1);
        RequestId(self.last_request)
    }

    /// Whether the page request that is under way is this one; it is over then.
    fn take_page_request(&mut self, request: RequestId) -> bool {
        self.page_request.take_if(|awaited| *awaited == request).is_some()
    }

    // This crate is compiled for speed. Inlined everywhere, the three below would double the size of
    // the machine, which is called a few times a second.
    #[inline(never)]
    fn publish(&mut self, now: Timestamp) {
        if self.throttle.publish(now) {
            self.push(Action::Publish);
        }
    }

    #[inline(never)]
    fn cancel_retry(&mut self) {
        if self.retry.cancel() {
            self.push(Action::CancelTimer(Timer::Retry));
        }
    }

    #[inline(never)]
    fn push(&mut self, action: Action) {
        self.actions.push_back(action);
    }
}
