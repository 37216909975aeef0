//! Reads the rows of a report, page after page. What comes beside them stands in `context`, what a
//! failed try waits for in `waiting`.
//!
//! Each load has a generation. A task whose generation is over changes nothing any more, and its
//! requests are aborted.

use super::{Announcement, LoadPhase, Report, ReportEvent, query_runner::Completion};
use crate::{
    api::{ApiError, Asked, Client, ErrorCode, Fetcher, PageQuery},
    platform::{
        next_task,
        panic_boundary::{guard_timer, spawn_local},
    },
};
use bounces_core::{BounceTable, Suggestions, wire};
use js_sys::Date;
use leptos::prelude::*;
use std::time::Duration;

/// How often what is read is shown. The upstream gives four pages a second; where pages come faster
/// than that, each would take longer to be drawn than to be read.
const SHOWN_EVERY: Duration = Duration::from_millis(250);

/// What a load leaves behind, for the next one.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    generation: u32,
    client: Option<Client>,
    /// Whose rows are in the table; nobody's at first.
    loaded_id: Option<String>,
    /// Whether the rows in the table are those of the load before.
    outdated: bool,
    /// Where to go on, if the load ended early.
    next: Option<PageQuery>,
    /// Whether rows were read since the last time that they were shown.
    unshown: bool,
    /// When that was.
    shown_at: f64,
}

/// What came of a page that was read.
struct Appended {
    /// The page behind it, which is asked for already, if there is one.
    next: Result<Option<(PageQuery, Asked)>, ApiError>,
    has_link: bool,
}

impl Report {
    /// Reads the report that the host asks for from its beginning, and ends the load before it.
    ///
    /// The rows of the same activity stay until the first new ones are there. `fresh` asks the
    /// proxy to ask again itself. `true` if it is another activity than before.
    pub(crate) fn load(self, fresh: bool) -> bool {
        let id = self.inputs.campaign_activity_id.get_untracked();
        let generation = self.begin();
        let outdated = self.loading.with_value(|loading| loading.loaded_id.as_ref() == Some(&id));
        self.loading.update_value(|loading| {
            loading.outdated = outdated;
            loading.shown_at = 0.0;
            loading.loaded_id = Some(id.clone());
        });
        if !outdated {
            self.empty_table();
            self.reset_selection();
            self.context.forget();
            self.retry.forget_early();
            self.page.set(0);
        }
        self.forget_failure();
        self.load_flags.update_if_changed(|load_flags| {
            load_flags.is_refreshing = outdated;
            load_flags.has_pages = false;
        });
        // The latest dates are now other ones.
        self.refresh_date_bounds();
        let fetcher = self.inputs.fetcher.with_value(Fetcher::as_it_is);
        if id.trim().is_empty() && !fetcher.is_given() {
            self.phase.set(LoadPhase::Idle);
            return !outdated;
        }
        self.phase.set(LoadPhase::Reading);
        self.host.emit(ReportEvent::LoadStart { campaign_activity_id: id.clone() });
        // The host may have asked for something else by now.
        if !self.is_current(generation) {
            return !outdated;
        }
        let api_base = self.inputs.api_base.get_untracked();
        match Client::new(&api_base, &id, fresh, fetcher) {
            Err(error) => self.fail(error),
            Ok(client) => {
                self.loading.update_value(|loading| loading.client = Some(client.clone()));
                let first = PageQuery::first(self.inputs.codes.get_untracked());
                spawn_local(self.read_pages(generation, client.clone(), first));
                self.read_context(generation, &client);
            }
        }
        !outdated
    }

    /// Reads the report from another source: nothing of what is known is true of that.
    pub(crate) fn load_elsewhere(self) {
        self.loading.update_value(|loading| loading.loaded_id = None);
        self.load(true);
    }

    fn empty_table(self) {
        self.table.set(BounceTable::default());
        self.load_flags.update_if_changed(|load_flags| load_flags.is_complete = false);
        self.suggestions.set_value(Suggestions::default());
        self.generation.update(|generation| *generation += 1);
        self.reset_results();
    }

    /// Ends the reading of pages before the last one is read, until the user wants to go on.
    pub(crate) fn pause(self) {
        let kept = |loading: &mut Loading| (loading.client.clone(), loading.next.clone());
        let Some((client, next)) = self.loading.try_update_value(kept) else { return };
        let generation = self.begin();
        let client = client.map(|client| client.renewed());
        if let Some(client) = &client {
            // Only the pages are not wanted now.
            self.read_missing_context(generation, client);
        }
        self.loading.update_value(|loading| {
            loading.client = client;
            loading.next = next;
        });
        self.show_read();
        self.load_flags.update_if_changed(|load_flags| load_flags.is_refreshing = false);
        self.phase.set(LoadPhase::Stopped);
        self.announcement.set(Some(Announcement::Stopped));
    }

    /// Goes on where the load ended early, or begins again if nothing was read.
    pub(crate) fn retry(self) {
        let resumable = self.loading.with_value(|loading| {
            Some((loading.generation, loading.client.clone()?, loading.next.clone()?))
        });
        match resumable {
            Some((generation, client, next)) if self.has_begun() => {
                self.end_waiting();
                self.forget_failure();
                self.phase.set(LoadPhase::Reading);
                self.read_missing_context(generation, &client);
                spawn_local(self.read_pages(generation, client, next));
            }
            _ => {
                self.load(true);
            }
        }
    }

    /// What failed may be said again if it fails again.
    fn forget_failure(self) {
        if let Some(Announcement::Failed(_)) = self.announcement.get_untracked() {
            self.announcement.set(None);
        }
    }

    /// Whether rows of this load are in the table.
    fn has_begun(self) -> bool {
        !self.table.with_untracked(BounceTable::is_empty)
            && !self.loading.with_value(|loading| loading.outdated)
    }

    /// Ends whatever is under way.
    pub(crate) fn stop(self) {
        self.begin();
        self.resolve_waiters();
    }

    /// Ends the load before, and gives the generation of the next one.
    fn begin(self) -> u32 {
        self.end_waiting();
        let begin = |loading: &mut Loading| {
            if let Some(client) = loading.client.take() {
                client.abort();
            }
            loading.next = None;
            loading.generation = loading.generation.wrapping_add(1);
            loading.generation
        };
        self.loading.try_update_value(begin).unwrap_or_default()
    }

    /// Whether a task of `generation` may still change anything.
    pub(super) fn is_current(self, generation: u32) -> bool {
        self.loading.try_with_value(|loading| loading.generation) == Some(generation)
    }

    async fn read_pages(self, generation: u32, client: Client, mut page: PageQuery) {
        let mut asked = client.bounces(&page);
        loop {
            self.loading.try_update_value(|loading| loading.next = Some(page.clone()));
            let answer = asked.bytes().await;
            if !self.is_current(generation) {
                return;
            }
            let is_first = self.table.with_untracked(BounceTable::is_empty);
            let next = match answer.and_then(|bytes| self.append(&client, &page, &bytes)) {
                Ok(appended) => {
                    if is_first && matches!(appended.next, Ok(Some(_))) {
                        // Reading it and drawing all for the first time are each long enough.
                        next_task().await;
                        if !self.is_current(generation) {
                            return;
                        }
                    }
                    self.hear_of(&appended);
                    appended.next
                }
                Err(error) => Err(error),
            };
            // The host, which was told of the rows, may have asked for something else by now.
            if !self.is_current(generation) {
                return;
            }
            match next {
                Err(error) => return self.fail(error),
                Ok(None) => return self.complete(),
                Ok(Some(next)) => (page, asked) = next,
            }
        }
    }

    /// Adds what was answered to the table, and asks for the page behind it. Nobody hears of it
    /// yet, but that the rows of a load before are gone.
    fn append(
        self,
        client: &Client,
        asked: &PageQuery,
        bytes: &[u8],
    ) -> Result<Appended, ApiError> {
        let page = wire::decode_page(bytes)?;
        let has_link = page.links.next_href().is_some();
        let next = match page.links.next_href().map(|href| client.next_page(href)).transpose() {
            // A cursor that leads to itself would be read for ever.
            Ok(Some(next)) if next == *asked => Err(ErrorCode::InvalidResponse.into()),
            next => next,
        };
        // Asked now, it is on its way while this page is sorted and drawn.
        let next = next.map(|next| next.map(|next| (next.clone(), client.bounces(&next))));
        if self.loading.try_update_value(|loading| std::mem::take(&mut loading.outdated))
            == Some(true)
        {
            self.snapshot_selection();
            self.empty_table();
        }
        self.table.maybe_update(|table| {
            table.append(&page);
            false
        });
        if next.is_err() {
            // This page is in the table: going on from it would add its rows again.
            self.loading.update_value(|loading| loading.next = None);
        }
        Ok(Appended { next, has_link })
    }

    /// Has everybody hear of a page that was read.
    fn hear_of(self, page: &Appended) {
        self.retry.forget_early();
        self.end_waiting();
        self.load_flags.update_if_changed(|load_flags| {
            load_flags.is_refreshing = false;
            load_flags.has_pages |= page.has_link;
        });
        self.restore_selection();
        self.show_soon(matches!(page.next, Ok(Some(_))));
        let (rows, total) = untrack(|| (self.rows_read(), self.rows_expected()));
        self.host.emit(ReportEvent::Progress { rows, total });
    }

    /// Shows the rows that were read: now, or soon if that was done a moment ago and more follow.
    fn show_soon(self, more_follow: bool) {
        let look = |loading: &mut Loading| {
            let is_waiting = std::mem::replace(&mut loading.unshown, true);
            (is_waiting, Date::now() >= loading.shown_at + SHOWN_EVERY.as_secs_f64() * 1000.0)
        };
        match self.loading.try_update_value(look) {
            Some((_, is_due)) if is_due || !more_follow => self.show_read(),
            // The next page may take its time.
            Some((false, _)) => set_timeout(guard_timer(move || self.show_read()), SHOWN_EVERY),
            Some((true, _)) | None => {}
        }
    }

    /// Shows the rows that were read since the last time.
    pub(super) fn show_read(self) {
        let take = |loading: &mut Loading| {
            loading.shown_at = Date::now();
            std::mem::take(&mut loading.unshown)
        };
        if self.loading.try_update_value(take) == Some(true) {
            self.suggestions
                .update_value(|known| self.table.with_untracked(|table| known.update(table)));
            self.table.notify();
            self.run_query(Completion::default());
        }
    }

    fn complete(self) {
        let rows = untrack(|| self.rows_read());
        self.load_flags.update_if_changed(|load_flags| {
            load_flags.is_refreshing = false;
            load_flags.is_complete = true;
        });
        self.phase.set(LoadPhase::Complete);
        self.finish_selection_restore();
        self.warm_up();
        self.announcement.set(Some(Announcement::Loaded));
        let campaign_activity_id = self.loading.with_value(|loading| loading.loaded_id.clone());
        let campaign_activity_id = campaign_activity_id.unwrap_or_default();
        self.host.emit(ReportEvent::Load { campaign_activity_id, rows });
    }

    pub(super) fn fail(self, error: ApiError) {
        self.show_read();
        let not_found = error.code == ErrorCode::NotFound;
        let code = if not_found && self.has_no_tracking() {
            ErrorCode::UnsupportedRole
        } else {
            error.code
        };
        let error = ApiError { code, ..error };
        // Tries that the report makes by itself are not worth a word each.
        if error.code != ErrorCode::RateLimited || !self.retry.was_early() {
            self.announcement.set(Some(Announcement::Failed(error.code)));
        }
        self.load_flags.update_if_changed(|load_flags| load_flags.is_refreshing = false);
        self.phase.set(LoadPhase::Failed(error));
        self.wait_after(error);
        let ApiError { code, retry_after, .. } = error;
        self.host.emit(ReportEvent::Error { code, retry_after });
    }
}
