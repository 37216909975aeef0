//! Reading the account's earlier emails, as a state machine beside [`Load`](super::Load): when they
//! are requested, in which order, and when that ends. What they say is in [`crate::history`].
//!
//! The caller works as with `Load`:
//!
//! ```text
//! history.handle(event);
//! while let Some(action) = history.poll_action() { /* do it */ }
//! ```
//!
//! # Rules
//!
//! **Order.** The summaries (the trend) are requested once the report's first page is shown; names,
//! activity ids, counts and pages of bounces once its rows are complete. One request at a time.
//!
//! **Manners.** Whatever the user asks comes first: while the report loads, nothing else than the
//! summaries is requested, and a new load aborts the request that is under way.
//!
//! **Costs.** One request for the summaries, one for names, one for the activities of each earlier
//! email, once for all reports of the session, one for the counts of those activities, and the pages
//! of those that have bounces.
//!
//! **Failures.** They never affect the report. The day's quota, or the reserve that the proxy keeps,
//! ends the reading, as does a session that is over; if the report itself fails for such a reason,
//! nothing is requested at all. What is known from a load before stays. A rate limit is waited for, three times. Anything
//! else is recorded, and the next email is read.

mod email;
mod event;
mod status;

pub use event::{HistoryAction, HistoryEvent, HistoryRequest, ReportProgress};
pub use status::{HistoryStatus, RepeatsStatus, TrendStatus};

use super::{ApiError, ErrorCode, RequestId};
use crate::{
    Timestamp, Uuid,
    history::{MAX_EMAILS, RULE_EMAILS},
};
use email::{Email, Reading};
use std::collections::VecDeque;

/// How often in a row a rate limit is waited for.
const MAX_WAITS: u32 = 3;
/// Seconds to wait where a rate-limited response names none.
const DEFAULT_WAIT: u64 = 5;
/// The longest wait in seconds; beyond it, the email is left out.
const MAX_WAIT: u64 = 120;

/// How far a single request is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Missing,
    Done,
    Failed,
    /// The proxy has no history, or does not offer it.
    Absent,
}

/// Why nothing more is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Halt {
    /// The day's requests are kept for reports.
    Reserve,
    /// The session is over, or the network is gone.
    Failed,
}

/// The state machine, with the rules at the top of this file.
#[derive(Debug, Default)]
pub struct HistoryLoad {
    /// How many earlier emails are shown; 0 for no history at all.
    shown: usize,
    progress: ReportProgress,
    summaries: Step,
    /// Whether the summaries arrived, in this load of the report or in one before.
    has_trend: bool,
    names: Step,
    counts: Step,
    /// Whether the table is ready for the bounces of the present emails.
    is_joined: bool,
    /// Whether the rows were replaced, so that the table does not know the bounces that were read.
    is_forgotten: bool,
    /// The request to prepare it that is under way.
    joining: Option<RequestId>,
    /// The earlier emails, the last one first.
    emails: Vec<Email>,
    /// The activities of campaigns, which never change.
    activities: Vec<(Uuid, Vec<Uuid>)>,
    halt: Option<Halt>,
    waits: u32,
    /// The timer that is waited for.
    timer: Option<RequestId>,
    request: Option<(RequestId, HistoryRequest)>,
    last_request: u32,
    actions: VecDeque<HistoryAction>,
}

impl HistoryLoad {
    /// How many earlier emails are read where `shown` are shown: the rules need the last five.
    pub fn emails_read(shown: usize) -> usize {
        if shown == 0 { 0 } else { shown.clamp(RULE_EMAILS, MAX_EMAILS) }
    }

    /// The next thing to do, if there is any.
    pub fn poll_action(&mut self) -> Option<HistoryAction> {
        self.actions.pop_front()
    }

    /// Whether a response to this request still matters.
    pub fn awaits(&self, request: RequestId) -> bool {
        let awaited = self.request.as_ref().map(|(awaited, _)| *awaited);
        awaited.or(self.joining) == Some(request)
    }

    /// The activities of a campaign that have bounces, if they are known, the primary email first.
    pub fn activities(&self, campaign: Uuid) -> Option<&[Uuid]> {
        let known = self.activities.iter().find(|(known, _)| *known == campaign)?;
        Some(&known.1)
    }

    /// Handles an event that happened at `now`. Poll the actions afterwards.
    pub fn handle(&mut self, event: HistoryEvent, now: Timestamp) {
        match event {
            HistoryEvent::Start { shown, keeps_emails } => self.start(shown, keeps_emails),
            HistoryEvent::Progress(progress) => self.progress = progress,
            HistoryEvent::RowsReplaced => self.is_forgotten = true,
            HistoryEvent::BouncesRestored => self.is_forgotten = false,
            HistoryEvent::Joined { request, keeps_bounces } => {
                if self.joining.take_if(|awaited| *awaited == request).is_some() {
                    self.is_joined = true;
                    self.is_forgotten = false;
                    if !keeps_bounces {
                        self.emails.iter_mut().for_each(Email::restart);
                    }
                }
            }
            HistoryEvent::SummariesReceived { request, emails } => {
                if self.finish(request).is_some() {
                    self.adopt(&emails);
                }
            }
            HistoryEvent::NamesReceived { request } => {
                if self.finish(request).is_some() {
                    self.names = Step::Done;
                }
            }
            HistoryEvent::CountsReceived { request, without_bounces } => {
                if self.finish(request).is_some() {
                    self.counts = Step::Done;
                    for email in &mut self.emails {
                        email.skip(&without_bounces);
                    }
                }
            }
            HistoryEvent::ActivitiesReceived { request, activities } => {
                if let Some(HistoryRequest::Activities { email }) = self.finish(request) {
                    self.set_activities(email, activities);
                }
            }
            HistoryEvent::PageReceived { request, next } => {
                if let Some(HistoryRequest::Page { email, .. }) = self.finish(request) {
                    self.waits = 0;
                    if !self.emails[email].receive_page(next) {
                        self.end_email(email, false);
                    }
                }
            }
            HistoryEvent::Failed { request, error } => {
                if let Some(what) = self.finish(request) {
                    self.fail(&what, &error, now);
                }
            }
            HistoryEvent::TimerFired { timer } => {
                self.timer.take_if(|awaited| *awaited == timer);
            }
            HistoryEvent::Retry => self.retry_all(),
            HistoryEvent::Dispose => self.start(0, false),
        }
        self.proceed();
    }

    fn start(&mut self, shown: usize, keeps_emails: bool) {
        self.actions.clear();
        if self.request.take().is_some() {
            self.actions.push_back(HistoryAction::Abort);
        }
        self.shown = shown;
        self.progress = ReportProgress::Nothing;
        if !(keeps_emails && self.summaries == Step::Absent) {
            self.summaries = Step::Missing;
        }
        self.is_joined = false;
        self.joining = None;
        self.timer = None;
        if !keeps_emails {
            self.emails.clear();
            self.has_trend = false;
            self.is_forgotten = false;
        }
        // What could not be read is requested again.
        self.retry();
    }

    /// The user wants to read what could not be read, even if the report failed.
    fn retry_all(&mut self) {
        if self.progress == ReportProgress::Failed {
            self.progress = ReportProgress::FirstPage;
        }
        self.retry();
    }

    /// Forgets what could not be read.
    fn retry(&mut self) {
        self.halt = None;
        self.waits = 0;
        for step in [&mut self.summaries, &mut self.names, &mut self.counts] {
            if *step == Step::Failed {
                *step = Step::Missing;
            }
        }
        for email in &mut self.emails {
            email.retry();
        }
    }

    /// Adopts the earlier emails of the summaries.
    fn adopt(&mut self, emails: &[(Uuid, bool)]) {
        self.summaries = Step::Done;
        self.has_trend = true;
        self.waits = 0;
        let wanted = emails.iter().take(Self::emails_read(self.shown)).copied();
        let campaigns = wanted.clone().map(|(campaign, _)| campaign);
        if self.emails.iter().map(|email| email.campaign).eq(campaigns) {
            return;
        }
        self.names = Step::Missing;
        self.counts = Step::Missing;
        self.is_joined = false;
        self.joining = None;
        self.emails =
            wanted.map(|(campaign, has_bounces)| Email::new(campaign, has_bounces)).collect();
        for email in &mut self.emails {
            let known = self.activities.iter().find(|(campaign, _)| *campaign == email.campaign);
            if let Some((_, activities)) = known {
                email.set_activities(activities.clone());
            }
        }
    }

    fn set_activities(&mut self, email: usize, activities: Vec<Uuid>) {
        let Some(email) = self.emails.get_mut(email) else { return };
        self.activities.push((email.campaign, activities.clone()));
        email.set_activities(activities);
    }

    /// The request that is under way, if it is this one; it is over then.
    fn finish(&mut self, request: RequestId) -> Option<HistoryRequest> {
        let (_, what) = self.request.take_if(|(awaited, _)| *awaited == request)?;
        Some(what)
    }

    fn fail(&mut self, what: &HistoryRequest, error: &ApiError, now: Timestamp) {
        let mut is_missing = false;
        match error.code {
            ErrorCode::QuotaExhausted => return self.halt(Halt::Reserve),
            ErrorCode::SignedOut | ErrorCode::Forbidden | ErrorCode::Offline => {
                return self.halt(Halt::Failed);
            }
            ErrorCode::RateLimited => {
                let wait = error.retry_after.unwrap_or(DEFAULT_WAIT);
                if self.waits < MAX_WAITS && wait <= MAX_WAIT {
                    self.waits += 1;
                    let timer = self.new_request();
                    self.timer = Some(timer);
                    let at = now.plus_seconds(wait.max(1).cast_signed());
                    self.actions.push_back(HistoryAction::SetTimer { timer, at });
                    return;
                }
            }
            ErrorCode::NotFound | ErrorCode::NoProxy => is_missing = true,
            ErrorCode::UnsupportedRole
            | ErrorCode::Unavailable
            | ErrorCode::InvalidResponse
            | ErrorCode::InternalError => {}
        }
        match what {
            HistoryRequest::Summaries if is_missing => self.summaries = Step::Absent,
            HistoryRequest::Summaries => self.summaries = Step::Failed,
            HistoryRequest::Names => self.names = Step::Failed,
            HistoryRequest::Counts { .. } => self.counts = Step::Failed,
            HistoryRequest::Activities { email } | HistoryRequest::Page { email, .. } => {
                self.end_email(*email, false);
            }
        }
    }

    fn halt(&mut self, halt: Halt) {
        self.halt = Some(halt);
        if self.summaries == Step::Missing {
            self.summaries = Step::Failed;
        }
        let reading = self.emails.iter().position(|email| email.reading == Reading::Begun);
        if let Some(email) = reading {
            self.end_email(email, false);
        }
    }

    fn end_email(&mut self, index: usize, is_complete: bool) {
        let email = &mut self.emails[index];
        let has_begun = email.reading == Reading::Begun || is_complete;
        email.reading = if is_complete { Reading::Done } else { Reading::Failed };
        if has_begun {
            self.actions.push_back(HistoryAction::FinishEmail { email: index, is_complete });
        }
    }

    /// Requests what is next, if anything is.
    fn proceed(&mut self) {
        if self.request.is_some() || self.timer.is_some() || self.halt.is_some() || self.is_off() {
            return;
        }
        let Some(what) = self.next_request() else { return };
        let request = self.new_request();
        self.request = Some((request, what.clone()));
        self.actions.push_back(HistoryAction::Request { request, what });
    }

    fn new_request(&mut self) -> RequestId {
        self.last_request = self.last_request.wrapping_add(1);
        RequestId(self.last_request)
    }

    fn next_request(&mut self) -> Option<HistoryRequest> {
        match self.summaries {
            Step::Missing if self.progress.is_shown() => return Some(HistoryRequest::Summaries),
            Step::Done if self.progress == ReportProgress::Complete { has_rows: true } => {}
            Step::Missing | Step::Done | Step::Failed | Step::Absent => return None,
        }
        if self.emails.is_empty() {
            return None;
        }
        if !self.is_joined {
            if self.joining.is_none() {
                let request = self.new_request();
                self.joining = Some(request);
                self.actions.push_back(HistoryAction::Join { request });
            }
            return None;
        }
        if self.names == Step::Missing {
            return Some(HistoryRequest::Names);
        }
        if let Some(email) = self.emails.iter().position(Email::needs_activities) {
            return Some(HistoryRequest::Activities { email });
        }
        if self.counts == Step::Missing {
            let unread = self.emails.iter().filter(|email| !email.is_over());
            let activities: Vec<_> = unread.flat_map(Email::unread).take(MAX_COUNTED).collect();
            if !activities.is_empty() {
                return Some(HistoryRequest::Counts { activities });
            }
            self.counts = Step::Done;
        }
        self.next_page()
    }

    fn next_page(&mut self) -> Option<HistoryRequest> {
        for index in 0..self.emails.len() {
            let email = &mut self.emails[index];
            if email.is_over() {
                continue;
            }
            if email.reading == Reading::Waiting {
                email.reading = Reading::Begun;
                self.actions.push_back(HistoryAction::BeginEmail { email: index });
            }
            match email.next_page() {
                Some((activity, page)) => {
                    return Some(HistoryRequest::Page { email: index, activity, page });
                }
                None => self.end_email(index, true),
            }
        }
        None
    }
}

/// How many activities the upstream counts in one response.
pub const MAX_COUNTED: usize = 10;
