//! A caller of the machine for earlier emails that records what it is asked to do.

use crate::support::at;
use bounces_core::{
    CodeSet, Uuid,
    load::{
        ApiError, HistoryAction, HistoryEvent, HistoryLoad, HistoryRequest, PageQuery,
        RepeatsStatus, ReportProgress, RequestId, TrendStatus,
    },
};

pub(crate) const COMPLETE: ReportProgress = ReportProgress::Complete { has_rows: true };

pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::v4(number)
}

/// The activity of the campaign with this number.
pub(crate) fn activity(campaign: u128) -> Uuid {
    uuid(1000 + campaign)
}

/// Performs the actions, and remembers them as texts.
#[derive(Default)]
pub(crate) struct Caller {
    pub(crate) load: HistoryLoad,
    pub(crate) now: i64,
    /// Whether the table keeps its bounces when it is joined.
    pub(crate) keeps_bounces: bool,
    /// Whether the table takes its time to be joined.
    pub(crate) is_slow: bool,
    pub(crate) joining: Option<RequestId>,
    log: Vec<String>,
    pub(crate) pending: Option<(RequestId, HistoryRequest)>,
    pub(crate) timer: Option<(RequestId, i64)>,
}

impl Caller {
    /// A report whose first page is shown.
    pub(crate) fn new(shown: usize) -> Self {
        let mut caller = Self::default();
        caller.start(shown, false);
        caller.progress(ReportProgress::FirstPage);
        caller
    }

    pub(crate) fn start(&mut self, shown: usize, keeps_emails: bool) {
        self.handle(HistoryEvent::Start { shown, keeps_emails });
    }

    pub(crate) fn progress(&mut self, progress: ReportProgress) {
        self.handle(HistoryEvent::Progress(progress));
    }

    pub(crate) fn handle(&mut self, event: HistoryEvent) {
        self.load.handle(event, at(self.now));
        while let Some(action) = self.load.poll_action() {
            self.perform(action);
        }
    }

    pub(crate) fn perform(&mut self, action: HistoryAction) {
        let line = match action {
            HistoryAction::Request { request, what } => {
                assert!(self.pending.is_none(), "one request at a time");
                let line = match &what {
                    HistoryRequest::Summaries => "summaries".to_owned(),
                    HistoryRequest::Names => "names".to_owned(),
                    HistoryRequest::Activities { email } => format!("activities {email}"),
                    HistoryRequest::Counts { activities } => format!("counts {}", activities.len()),
                    HistoryRequest::Page { email, activity, page } => {
                        let number = activity.as_u128() & 0xfff;
                        format!("page {email} {number} {}", page.as_str())
                    }
                };
                self.pending = Some((request, what));
                line
            }
            HistoryAction::Abort => {
                assert!(self.pending.take().is_some(), "there is something to abort");
                "abort".to_owned()
            }
            HistoryAction::Join { request } => {
                self.log.push("join".to_owned());
                if self.is_slow {
                    self.joining = Some(request);
                    return;
                }
                let keeps_bounces = self.keeps_bounces;
                return self.handle(HistoryEvent::Joined { request, keeps_bounces });
            }
            HistoryAction::BeginEmail { email } => format!("begin {email}"),
            HistoryAction::FinishEmail { email, is_complete } => {
                format!("finish {email} {}", if is_complete { "complete" } else { "partly" })
            }
            HistoryAction::SetTimer { timer, at } => {
                self.timer = Some((timer, at.milliseconds()));
                "timer".to_owned()
            }
        };
        self.log.push(line);
    }

    pub(crate) fn take(&mut self) -> (RequestId, HistoryRequest) {
        self.pending.take().expect("a request is under way")
    }

    /// Answers the summaries with these campaigns, all of which have bounces.
    pub(crate) fn summaries(&mut self, campaigns: &[u128]) {
        let emails = campaigns.iter().map(|number| (uuid(*number), true)).collect();
        let (request, what) = self.take();
        assert_eq!(what, HistoryRequest::Summaries);
        self.handle(HistoryEvent::SummariesReceived { request, emails });
    }

    /// Answers the request that is under way as usual: one activity for each campaign, one page.
    pub(crate) fn answer(&mut self, campaigns: &[u128]) {
        let (request, what) = self.take();
        self.handle(match what {
            HistoryRequest::Summaries => panic!("it is answered by its own function"),
            HistoryRequest::Names => HistoryEvent::NamesReceived { request },
            HistoryRequest::Activities { email } => HistoryEvent::ActivitiesReceived {
                request,
                activities: vec![activity(campaigns[email])],
            },
            HistoryRequest::Counts { .. } => {
                HistoryEvent::CountsReceived { request, without_bounces: Vec::new() }
            }
            HistoryRequest::Page { .. } => HistoryEvent::PageReceived { request, next: Ok(None) },
        });
    }

    pub(crate) fn answer_all(&mut self, campaigns: &[u128]) {
        while self.pending.is_some() {
            self.answer(campaigns);
        }
    }

    pub(crate) fn fail(&mut self, error: impl Into<ApiError>) {
        let (request, _) = self.take();
        self.handle(HistoryEvent::Failed { request, error: error.into() });
    }

    /// Waits for the timer.
    pub(crate) fn wait(&mut self) {
        let (timer, at) = self.timer.take().expect("a timer is set");
        self.now = at;
        self.handle(HistoryEvent::TimerFired { timer });
    }

    /// What was done since the last call.
    pub(crate) fn done(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }

    pub(crate) fn trend(&self) -> TrendStatus {
        self.load.status().trend
    }

    pub(crate) fn repeats(&self) -> RepeatsStatus {
        self.load.status().repeats
    }
}

/// A report with these earlier emails whose rows are complete; names are under way.
pub(crate) fn joined(campaigns: &[u128]) -> Caller {
    let mut caller = Caller::new(5);
    caller.summaries(campaigns);
    caller.progress(COMPLETE);
    caller
}

/// A report whose history was read.
pub(crate) fn read(campaigns: &[u128]) -> Caller {
    let mut caller = joined(campaigns);
    caller.answer_all(campaigns);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
    caller.done();
    caller
}

pub(crate) fn first() -> String {
    PageQuery::first(CodeSet::EMPTY).as_str().to_owned()
}
