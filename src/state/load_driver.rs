//! Performs the actions of the state machine in `bounces_core::load`, which decides what happens when.

use super::{
    EventSink, Inputs, ReportEvent,
    announcer::{Announcement, Announcer},
    event::Cause,
    history_driver::HistoryDriver,
    loader::Loader,
    query::QueryState,
    rows::LoadedRows,
    selection::SelectionState,
};
use crate::{
    api::{
        ApiError, Client, ErrorCode, ErrorReason, Fetcher, OnBeginning, PendingRequest,
        RequestFailure,
    },
    erased::ErasedValue,
    i18n::now,
    platform::{
        self, next_task,
        panic_boundary::{guard_timer, spawn_local},
    },
};
use bounces_core::{
    CodeSet, Timestamp, Uuid,
    history::SentEmail,
    load::{Action, ActivityFacts, Event, PageQuery, RequestId, ResourceKind, Target, Timer},
    summary::last_sent_at,
    wire::{self, BouncesPage},
};
use leptos::prelude::*;
use std::time::Duration;

/// What a load changes, and whom it tells.
#[derive(Clone, Copy)]
pub(super) struct LoadTargets {
    pub(super) sink: EventSink,
    pub(super) rows: LoadedRows,
    pub(super) query: QueryState,
    pub(super) selection: SelectionState,
    pub(super) announcer: Announcer,
    pub(super) loader: Loader,
}

/// Performs the actions of the load.
#[derive(Clone, Copy)]
pub(crate) struct LoadDriver {
    campaign_activity_id: Signal<String>,
    api_base: Signal<String>,
    codes: Signal<CodeSet>,
    fetcher: ErasedValue<Fetcher>,
    sink: EventSink,
    rows: LoadedRows,
    query: QueryState,
    selection: SelectionState,
    announcer: Announcer,
    loader: Loader,
    /// In a box of its own, since it has most of these handles, too.
    history: ErasedValue<HistoryDriver>,
}

impl LoadDriver {
    pub(super) fn new(inputs: &Inputs, targets: &LoadTargets, history: &HistoryDriver) -> Self {
        let Inputs { campaign_activity_id, api_base, codes, fetcher, .. } = *inputs;
        let LoadTargets { sink, rows, query, selection, announcer, loader } = *targets;
        Self {
            campaign_activity_id,
            api_base,
            codes,
            fetcher,
            sink,
            rows,
            query,
            selection,
            announcer,
            loader,
            history: ErasedValue::new(*history),
        }
    }

    /// Loads the report that the host names from its beginning, and ends the previous load.
    ///
    /// The rows of the same activity stay until the first new ones arrive. With `bypass_cache` the
    /// proxy sends the requests upstream. `true` if it is another activity than before.
    pub(crate) fn load(self, bypass_cache: bool) -> bool {
        let target = self.target();
        let is_same = self.loader.is_for(&target);
        self.handle(Event::Start { target, bypass_cache, is_new_source: false });
        !is_same
    }

    /// Loads the report from a new data source. The current rows do not belong to it.
    pub(crate) fn reload_from_new_source(self) {
        let target = self.target();
        self.handle(Event::Start { target, bypass_cache: true, is_new_source: true });
    }

    fn target(self) -> Target {
        Target {
            activity_id: self.campaign_activity_id.get_untracked(),
            codes: self.codes.get_untracked(),
            is_inline: self.fetcher.with_value(Fetcher::is_inline),
            accepts_any_id: self.fetcher.with_value(Fetcher::is_host),
        }
    }

    /// Stops loading pages, until the user resumes.
    pub(crate) fn stop(self) {
        self.handle(Event::Stop);
    }

    /// Continues after a stop or a failure.
    pub(crate) fn resume(self) {
        self.handle(Event::Resume);
    }

    /// Reads the earlier emails again that could not be read.
    pub(crate) fn retry_history(self) {
        self.with_history(HistoryDriver::retry);
    }

    /// Requests the activity of an email of the trend; `None` if it cannot be read.
    pub(super) async fn find_activity(self, email: SentEmail) -> Option<Uuid> {
        self.history.try_get_value()?.find_activity(email).await
    }

    /// The host wants another number of earlier emails.
    pub(super) fn restart_history(self) {
        self.with_history(HistoryDriver::restart);
    }

    /// The browser is online again.
    pub(crate) fn on_online(self) {
        self.handle(Event::Online);
    }

    /// Shows all rows that have arrived.
    pub(super) fn flush_rows(self) {
        self.handle(Event::Flush);
    }

    /// Aborts all requests, because the report is removed.
    pub(crate) fn dispose(self) {
        self.handle(Event::Dispose);
        self.with_history(HistoryDriver::dispose);
    }

    /// Passes an event to the state machine, and performs the resulting actions.
    pub(super) fn handle(self, event: Event) {
        self.loader.handle(event);
        self.perform_all(None);
    }

    /// Performs the queued actions. `page` is the page that was just reported, if there is one, and its request.
    ///
    /// The host may start another load from inside an event. The machine then drops the actions that
    /// are still queued for this load.
    fn perform_all(self, page: Option<(RequestId, &BouncesPage<'_>)>) {
        let request = page.map(|(request, _)| request);
        while let Some(action) = self.loader.poll_action(request) {
            self.perform(action, page.map(|(_, page)| page));
        }
        self.with_history(HistoryDriver::follow_load);
    }

    fn perform(self, action: Action, page: Option<&BouncesPage<'_>>) {
        match action {
            Action::Begin { discard_rows } => self.begin_load(discard_rows),
            Action::NotifyStarted => {
                let campaign_activity_id = self.loader.activity_id();
                self.sink.emit(ReportEvent::LoadStart { campaign_activity_id });
            }
            Action::Open { bypass_cache } => self.open_client(bypass_cache),
            Action::RequestPage { request, page } => self.request_page(request, &page),
            Action::RequestResource { request, resource } => {
                if let Some(client) = self.loader.client() {
                    spawn_local(self.fetch_resource(request, resource, client));
                }
            }
            Action::AbortPages => self.loader.abort_pages(),
            Action::AbortAll => {
                if let Some(client) = self.loader.client() {
                    client.abort_all();
                }
            }
            Action::ReplaceRows => self.replace_rows(),
            Action::AppendPage { skip, .. } => {
                if let Some(page) = page {
                    self.rows.append(page, skip);
                    self.selection.restore();
                }
            }
            Action::Yield { request } => spawn_local(async move {
                next_task().await;
                self.handle(Event::Yielded { request });
            }),
            Action::Publish => self.publish_rows(),
            Action::NotifyProgress => self.notify_progress(),
            Action::FinishSelection => self.selection.finish_restore(),
            Action::Completed => self.complete(),
            Action::Stopped => self.announcer.announce(Announcement::Stopped),
            Action::Failed { error, announce } => {
                if announce {
                    self.announcer.announce(Announcement::Failed(error.code, error.reason));
                }
                self.notify_failure(error);
            }
            Action::ClearFailure => self.announcer.clear_failure(),
            Action::SetTimer { timer, at } => self.set_timer(timer, at),
            Action::CancelTimer(Timer::Retry) => self.loader.retry().cancel_timer(),
            // Not necessary: if the timer fires, there is nothing to publish.
            Action::CancelTimer(Timer::Publish) => {}
        }
    }

    fn request_page(self, request: RequestId, page: &PageQuery) {
        let Some(client) = self.loader.client() else { return };
        let on_beginning = self.loader.wants_partial_page(request).then(|| {
            let receive = move |bytes: &[u8]| self.receive_partial_page(request, bytes);
            Box::new(receive) as OnBeginning
        });
        let pending = client.bounces(page, on_beginning);
        spawn_local(self.receive_page(request, pending, client));
    }

    /// The selection and what is known of earlier emails survive a refresh.
    fn replace_rows(self) {
        self.selection.snapshot();
        self.with_history(HistoryDriver::remember);
        self.clear_rows();
    }

    fn notify_progress(self) {
        let total = untrack(|| self.loader.context().rows_expected());
        self.sink.emit(ReportEvent::Progress { rows: self.rows.appended_count(), total });
    }

    fn complete(self) {
        self.query.warm_up();
        let campaign_activity_id = self.loader.activity_id();
        let rows = self.rows.appended_count();
        self.announcer.announce(match rows {
            0 => Announcement::LoadedNothing,
            _ => Announcement::Loaded,
        });
        self.sink.emit(ReportEvent::Load { campaign_activity_id, rows });
    }

    /// Does nothing after disposal.
    fn with_history(self, run: impl FnOnce(HistoryDriver)) {
        if let Some(history) = self.history.try_get_value() {
            run(history);
        }
    }

    fn begin_load(self, discard_rows: bool) {
        self.with_history(|history| history.start(!discard_rows));
        if discard_rows {
            self.clear_rows();
            self.selection.reset();
            self.loader.context().reset();
            self.query.reset_page();
            self.query.set_sent(None);
        }
        self.announcer.clear_failure();
        // The range "last 7 days" ends today, which may be another day by now.
        self.query.refresh_date_bounds();
    }

    fn open_client(self, bypass_cache: bool) {
        let api_base = self.api_base.get_untracked();
        let fetcher = self.fetcher.with_value(Fetcher::snapshot);
        let client = Client::new(&api_base, &self.loader.activity_id(), bypass_cache, fetcher);
        self.loader.set_client(client);
    }

    /// Reports the rows that have arrived of a page. Unreadable ones are left to the whole page, which counts them.
    fn receive_partial_page(self, request: RequestId, beginning: &[u8]) {
        if !self.loader.wants_partial_page(request) {
            return;
        }
        let Some(rows) = wire::complete_rows(beginning) else { return };
        if let Ok(page) = wire::decode_page(&rows)
            && page.unreadable_rows == 0
        {
            let rows = page.tracking_activities.len();
            self.loader.handle(Event::PartialPageReceived { request, rows });
            self.perform_all(Some((request, &page)));
        }
    }

    /// Waits for a page, and reports it.
    async fn receive_page(self, request: RequestId, pending: PendingRequest, client: Client) {
        let url = pending.url();
        let response = pending.bytes().await;
        // The first page is shown before the second one is decoded.
        while self.loader.is_yielding() {
            next_task().await;
        }
        if !self.loader.awaits(request) {
            return;
        }
        let page = match &response {
            Ok(bytes) => wire::decode_page(bytes)
                .map_err(|error| Box::new(RequestFailure { url, ..error.into() })),
            Err(failure) => Err(failure.clone()),
        };
        match page {
            Ok(page) => {
                let rows = page.tracking_activities.len();
                let next = page.links.next_href().map(|href| client.linked_page(href)).transpose();
                self.loader.handle(Event::PageReceived { request, rows, next });
                self.perform_all(Some((request, &page)));
            }
            Err(failure) => {
                let error = failure.error;
                self.loader.set_failure(Some(failure));
                self.handle(Event::PageFailed { request, error });
            }
        }
    }

    /// Tells the host, and its developers in the console, why the load ended early.
    fn notify_failure(self, error: ApiError) {
        let failure = self.loader.take_failure().unwrap_or_else(|| Box::new(error.into()));
        let ApiError { code, status, retry_after, reason, .. } = error;
        let RequestFailure { url, media_type: content_type, cause, is_of_host, .. } = *failure;
        let is_of_proxy = code == ErrorCode::NoProxy
            || matches!(reason, Some(ErrorReason::Unreachable | ErrorReason::OutOfOrder));
        let media_type = content_type.as_deref();
        if is_of_host {
            platform::log_fetcher_problem(&url, status, media_type, cause.as_ref());
        } else if code == ErrorCode::NotFound {
            platform::log_not_found(&self.loader.activity_id());
        } else if is_of_proxy {
            platform::log_proxy_problem(&url, status, media_type, cause.as_ref());
        }
        let url = (!url.is_empty()).then_some(url);
        let cause = Cause(cause);
        self.sink.emit(ReportEvent::Error { code, retry_after, status, url, content_type, cause });
    }

    /// Requests a resource and reports the result.
    async fn fetch_resource(self, request: RequestId, kind: ResourceKind, client: Client) {
        let context = self.loader.context();
        let is_current = || self.loader.awaits(request);
        let event = match kind {
            ResourceKind::Activity => {
                let activity = client.activity().await.ok();
                let facts = activity.as_ref().map(ActivityFacts::of);
                if is_current() {
                    context.apply_activity(activity);
                }
                Event::ActivityReceived { request, activity: facts }
            }
            ResourceKind::Stats => {
                let stats = client.stats().await.ok().flatten();
                let is_known = stats.is_some();
                if is_current() {
                    context.apply_stats(stats);
                }
                Event::StatsReceived { request, is_known }
            }
            ResourceKind::SendHistory => {
                let sent = last_sent_at(&client.send_history().await.unwrap_or_default());
                if is_current() {
                    context.apply_sent(sent);
                    self.query.set_sent(untrack(|| context.sent()));
                }
                Event::SendHistoryReceived { request, is_known: sent.is_some() }
            }
        };
        self.handle(event);
    }

    fn set_timer(self, timer: Timer, at: Timestamp) {
        let delay = at.milliseconds().saturating_sub(now().milliseconds());
        let delay = Duration::from_millis(u64::try_from(delay).unwrap_or_default());
        let fire = guard_timer(move || self.handle(Event::TimerFired(timer)));
        match timer {
            Timer::Retry => self.loader.retry().set_timer(delay, fire),
            Timer::Publish => set_timeout(fire, delay),
        }
    }

    fn clear_rows(self) {
        self.rows.clear();
        self.query.reset_results();
    }

    fn publish_rows(self) {
        self.rows.publish();
        self.query.refresh();
    }
}
