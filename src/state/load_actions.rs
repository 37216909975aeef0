//! Loading: performs what the state machine of `bounces_core::load` asks for. What to do, and when, is
//! decided there.

use super::{Announcement, Report, ReportEvent, query_runner::Completion};
use crate::{
    api::{Client, Fetcher, PendingRequest},
    i18n::now,
    platform::{
        next_task,
        panic_boundary::{guard_timer, spawn_local},
    },
};
use bounces_core::{
    BounceTable, Suggestions, Timestamp,
    load::{Action, ActivityFacts, Event, RequestId, ResourceKind, Target, Timer},
    summary::last_sent_at,
    wire::{self, BouncesPage},
};
use leptos::prelude::*;
use std::time::Duration;

impl Report {
    /// Loads the report that the host names from its beginning, and ends the load before it.
    ///
    /// The rows of the same activity stay until the first new ones arrive. With `bypass_cache` the
    /// proxy sends the requests upstream. `true` if it is another activity than before.
    pub(crate) fn load(self, bypass_cache: bool) -> bool {
        let target = self.target();
        let is_same = self.loader.is_for(&target);
        self.handle_load_event(Event::Start { target, bypass_cache, is_new_source: false });
        !is_same
    }

    /// Loads the report from a new source, whose data have nothing to do with what is known.
    pub(crate) fn reload_from_new_source(self) {
        let target = self.target();
        self.handle_load_event(Event::Start { target, bypass_cache: true, is_new_source: true });
    }

    fn target(self) -> Target {
        Target {
            activity_id: self.inputs.campaign_activity_id.get_untracked(),
            codes: self.inputs.codes.get_untracked(),
            is_inline: self.inputs.fetcher.with_value(Fetcher::is_inline),
        }
    }

    /// Stops loading pages, until the user resumes.
    pub(crate) fn stop_loading(self) {
        self.handle_load_event(Event::Stop);
    }

    /// Continues after a stop or a failure.
    pub(crate) fn resume_loading(self) {
        self.handle_load_event(Event::Resume);
    }

    /// The browser is online again.
    pub(crate) fn on_online(self) {
        self.handle_load_event(Event::Online);
    }

    /// Shows all rows that have arrived.
    pub(super) fn flush_rows(self) {
        self.handle_load_event(Event::Flush);
    }

    /// Ends whatever is under way: the report is going away.
    pub(crate) fn dispose(self) {
        self.handle_load_event(Event::Dispose);
        self.resolve_waiters();
    }

    /// Takes in an event, and does what follows from it.
    pub(super) fn handle_load_event(self, event: Event) {
        self.loader.handle(event);
        self.perform_load_actions(&BouncesPage::default());
    }

    /// Does what the machine wants done. `page` is the page that was just reported.
    ///
    /// The host may start another load from inside an event. What was still to be done for this one
    /// is gone from the queue then.
    fn perform_load_actions(self, page: &BouncesPage<'_>) {
        while let Some(action) = self.loader.poll_action() {
            self.perform_load_action(action, page);
        }
    }

    fn perform_load_action(self, action: Action, page: &BouncesPage<'_>) {
        let loader = self.loader;
        match action {
            Action::Begin { discard_rows } => self.begin_load(discard_rows),
            Action::NotifyStarted => {
                let campaign_activity_id = loader.activity_id();
                self.host.emit(ReportEvent::LoadStart { campaign_activity_id });
            }
            Action::Open { bypass_cache } => self.open_client(bypass_cache),
            Action::RequestPage { request, page } => {
                if let Some(client) = loader.client() {
                    let pending = client.bounces(&page);
                    spawn_local(self.receive_page(request, pending, client));
                }
            }
            Action::RequestResource { request, resource } => {
                if let Some(client) = loader.client() {
                    spawn_local(self.fetch_resource(request, resource, client));
                }
            }
            Action::AbortPages => loader.abort_pages(),
            Action::AbortAll => {
                if let Some(client) = loader.client() {
                    client.abort_all();
                }
            }
            Action::ReplaceRows => {
                self.snapshot_selection();
                self.clear_rows();
            }
            Action::AppendPage { .. } => {
                self.table.maybe_update(|table| {
                    table.append(page);
                    false
                });
                self.restore_selection();
            }
            Action::Yield { request } => spawn_local(async move {
                next_task().await;
                self.handle_load_event(Event::Yielded { request });
            }),
            Action::Publish => self.publish_rows(),
            Action::NotifyProgress => {
                let (rows, total) = untrack(|| (self.rows_read(), self.rows_expected()));
                self.host.emit(ReportEvent::Progress { rows, total });
            }
            Action::FinishSelection => self.finish_selection_restore(),
            Action::Completed => {
                self.warm_up();
                self.announcement.set(Some(Announcement::Loaded));
                let campaign_activity_id = loader.activity_id();
                let rows = untrack(|| self.rows_read());
                self.host.emit(ReportEvent::Load { campaign_activity_id, rows });
            }
            Action::Stopped => self.announcement.set(Some(Announcement::Stopped)),
            Action::Failed { error, announce } => {
                if announce {
                    self.announcement.set(Some(Announcement::Failed(error.code)));
                }
                let (code, retry_after) = (error.code, error.retry_after);
                self.host.emit(ReportEvent::Error { code, retry_after });
            }
            Action::ClearFailure => self.clear_failure(),
            Action::SetTimer { timer, at } => self.set_load_timer(timer, at),
            Action::CancelTimer(Timer::Retry) => loader.retry().cancel_timer(),
            // It does no harm: by then there is nothing to publish.
            Action::CancelTimer(Timer::Publish) => {}
        }
    }

    fn begin_load(self, discard_rows: bool) {
        if discard_rows {
            self.clear_rows();
            self.reset_selection();
            self.loader.context().reset();
            self.page.set(0);
        }
        self.clear_failure();
        // The range "last 7 days" ends today, which may be another day by now.
        self.refresh_date_bounds();
    }

    fn open_client(self, bypass_cache: bool) {
        let api_base = self.inputs.api_base.get_untracked();
        let fetcher = self.inputs.fetcher.with_value(Fetcher::snapshot);
        let client = Client::new(&api_base, &self.loader.activity_id(), bypass_cache, fetcher);
        self.loader.set_client(client);
    }

    /// Waits for a page, and reports it.
    async fn receive_page(self, request: RequestId, pending: PendingRequest, client: Client) {
        let response = pending.bytes().await;
        // The first page is shown before the second one is decoded.
        while self.loader.is_yielding() {
            next_task().await;
        }
        if !self.loader.awaits(request) {
            return;
        }
        let page = match &response {
            Ok(bytes) => wire::decode_page(bytes).map_err(Into::into),
            Err(error) => Err(*error),
        };
        match page {
            Ok(page) => {
                let rows = page.tracking_activities.len();
                let next = page.links.next_href().map(|href| client.linked_page(href)).transpose();
                self.loader.handle(Event::PageReceived { request, rows, next });
                self.perform_load_actions(&page);
            }
            Err(error) => self.handle_load_event(Event::PageFailed { request, error }),
        }
    }

    /// Requests a resource and reports how that ended.
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
                }
                Event::SendHistoryReceived { request, is_known: sent.is_some() }
            }
        };
        self.handle_load_event(event);
    }

    fn set_load_timer(self, timer: Timer, at: Timestamp) {
        let delay = at.milliseconds().saturating_sub(now().milliseconds());
        let delay = Duration::from_millis(u64::try_from(delay).unwrap_or_default());
        let fire = guard_timer(move || self.handle_load_event(Event::TimerFired(timer)));
        match timer {
            Timer::Retry => self.loader.retry().set_timer(delay, fire),
            Timer::Publish => set_timeout(fire, delay),
        }
    }

    fn clear_rows(self) {
        self.table.set(BounceTable::default());
        self.suggestions.set_value(Suggestions::default());
        self.generation.update(|generation| *generation += 1);
        self.reset_results();
    }

    fn publish_rows(self) {
        self.suggestions
            .update_value(|known| self.table.with_untracked(|table| known.update(table)));
        self.table.notify();
        self.run_query(Completion::default());
    }

    /// Allows the same failure to be announced again.
    fn clear_failure(self) {
        if let Some(Announcement::Failed(_)) = self.announcement.get_untracked() {
            self.announcement.set(None);
        }
    }
}
