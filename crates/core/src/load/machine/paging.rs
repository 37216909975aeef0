//! Handles a page of rows: requests the next one, or ends the load.

use super::{
    super::{
        Action, ApiError, ErrorCode, LoadPhase, PageQuery, RequestId, Timer, throttle::Schedule,
    },
    Appended, Load,
};
use crate::Timestamp;

impl Load {
    /// Shows the beginning of the first page.
    pub(super) fn receive_partial_page(&mut self, request: RequestId, rows: usize, now: Timestamp) {
        if rows == 0 {
            return;
        }
        self.partial_rows = rows;
        self.row_count += rows;
        self.push(Action::AppendPage { request, skip: 0 });
        self.throttle.append();
        self.publish(now);
    }

    /// The rest of the page will not arrive. Its rows stay until the load starts over, because another response
    /// may begin with other rows.
    pub(super) fn drop_partial_page(&mut self) {
        self.is_stale |= std::mem::take(&mut self.partial_rows) > 0;
    }

    /// Appends a page, and requests the next one.
    pub(super) fn receive_page(
        &mut self,
        request: RequestId,
        rows: usize,
        next: Result<Option<PageQuery>, ErrorCode>,
        now: Timestamp,
    ) {
        let earlier = self.appended.take();
        self.yielding = None;
        let is_refresh = self.is_stale;
        let known_rows = std::mem::take(&mut self.partial_rows);
        let is_first = self.row_count == known_rows || is_refresh;
        let has_link = next != Ok(None);
        let next = match next {
            Ok(Some(next)) if self.visited.contains(&next) => Err(ErrorCode::InvalidResponse),
            next => next,
        };
        // Resuming from this page, which is about to be appended, would append it twice.
        self.resume_from = None;
        let next = next.map(|next| next.map(|next| self.request_new_page(next)).is_some());
        if std::mem::take(&mut self.is_stale) {
            self.discard_rows();
            self.push(Action::ReplaceRows);
        }
        self.push(Action::AppendPage { request, skip: known_rows });
        self.row_count += rows.saturating_sub(known_rows);
        self.throttle.append();
        // Only now: a host that starts another load when it is notified drops the actions behind.
        if let Some(earlier) = earlier {
            self.finish_page(earlier, now);
        }
        self.appended = Some(Appended { request, has_link, next });
        let yields = is_first && next == Ok(true);
        // Without its former rows, a refreshed report would be empty while the caller yields.
        if is_refresh || !yields {
            self.finish_appended(now);
        }
        if yields {
            self.yielding = Some(request);
            self.push(Action::Yield { request });
        }
    }

    /// Finishes the page that was appended before the caller yielded, if there is one.
    pub(super) fn finish_appended(&mut self, now: Timestamp) {
        if let Some(page) = self.appended.take() {
            self.finish_page(page, now);
        }
    }

    /// Publishes a page that was appended, and notifies the host of it.
    fn finish_page(&mut self, page: Appended, now: Timestamp) {
        let Appended { has_link, next, .. } = page;
        self.retry.reset_backoff();
        self.cancel_retry();
        self.flags.is_refreshing = false;
        self.flags.has_pages |= has_link;
        match self.throttle.schedule(next == Ok(true), now) {
            Schedule::Now => self.publish(now),
            Schedule::At(at) => self.push(Action::SetTimer { timer: Timer::Publish, at }),
            Schedule::Pending => {}
        }
        self.push(Action::NotifyProgress);
        match next {
            Ok(true) => {}
            Ok(false) => self.complete(),
            Err(code) => self.fail(code.into(), now),
        }
    }

    fn complete(&mut self) {
        self.flags.is_complete = true;
        self.phase = LoadPhase::Complete;
        self.push(Action::FinishSelection);
        self.push(Action::Completed);
    }

    /// Ends the load. What has arrived stays.
    pub(super) fn fail(&mut self, error: ApiError, now: Timestamp) {
        self.yielding = None;
        self.publish(now);
        let is_unsupported = error.code == ErrorCode::NotFound && self.has_no_tracking();
        let code = if is_unsupported { ErrorCode::UnsupportedRole } else { error.code };
        let error = ApiError { code, ..error };
        let announce = code != ErrorCode::RateLimited || !self.retry.has_backed_off();
        self.flags.is_refreshing = false;
        self.phase = LoadPhase::Failed(error);
        self.cancel_retry();
        if let Some(at) = self.retry.schedule(&error, now) {
            self.push(Action::SetTimer { timer: Timer::Retry, at });
        }
        self.push(Action::Failed { error, announce });
    }
}
