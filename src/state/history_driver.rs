//! Performs the actions of the state machine of `bounces_core::load` that reads earlier emails, beside
//! `load_driver`.

use super::{
    Inputs, LoadPhase,
    announcer::{Announcement, Announcer},
    history::{HistoryKnowledge, HistoryState, NamedEmail},
    loader::Loader,
    query::QueryState,
    rows::LoadedRows,
};
use crate::{
    api::{ApiError, Client},
    erased::ErasedValue,
    i18n::now,
    platform::{
        next_task,
        panic_boundary::{guard_timer, spawn_local},
    },
};
use bounces_core::{
    ActivityRole, Timestamp, Uuid,
    history::{EarlierBounces, SentEmail, Trend, earlier_emails},
    load::{
        HistoryAction, HistoryEvent, HistoryLoad, HistoryRequest, MAX_COUNTED, PageQuery,
        ReportProgress, RequestId,
    },
    wire::{self, Campaign, CampaignSummaries, StatsReport},
};
use leptos::prelude::*;
use std::time::Duration;

/// How many rows are indexed in one task, which takes some milliseconds.
const ROWS_PER_TASK: usize = 50_000;

/// Reads the earlier emails.
#[derive(Clone, Copy)]
pub(super) struct HistoryDriver {
    shown: Signal<usize>,
    state: HistoryState,
    rows: LoadedRows,
    query: QueryState,
    announcer: Announcer,
    loader: Loader,
    machine: ErasedValue<HistoryLoad>,
    /// Sends the requests of the current load.
    client: ErasedValue<Option<Client>>,
    /// What was known of the contacts before the rows were replaced.
    former: ErasedValue<Option<EarlierBounces>>,
}

impl HistoryDriver {
    pub(super) fn new(
        inputs: &Inputs,
        state: HistoryState,
        rows: LoadedRows,
        query: &QueryState,
        announcer: Announcer,
        loader: Loader,
    ) -> Self {
        Self {
            shown: inputs.history,
            state,
            rows,
            query: *query,
            announcer,
            loader,
            machine: ErasedValue::new(HistoryLoad::default()),
            client: ErasedValue::new(None),
            former: ErasedValue::new(None),
        }
    }

    /// A load begins, of the same report or of another.
    pub(super) fn start(self, is_same_report: bool) {
        let shown = self.shown.get_untracked();
        if !is_same_report {
            self.former.set_value(None);
            self.state.clear();
        }
        self.handle(HistoryEvent::Start { shown, keeps_emails: is_same_report });
        self.client.set_value(None);
    }

    /// The host wants another number of earlier emails.
    pub(super) fn restart(self) {
        self.start(false);
        self.rows.update_earlier(|table| {
            table.set_earlier(EarlierBounces::default());
            true
        });
        self.query.refresh();
        self.follow_load();
    }

    /// The rows are about to be replaced by those of the same report.
    pub(super) fn remember(self) {
        let former = self.rows.take_earlier();
        self.former.set_value((former.shown() > 0).then_some(former));
        self.handle(HistoryEvent::RowsReplaced);
    }

    /// Takes in how far the report itself is loaded.
    pub(super) fn follow_load(self) {
        let progress = untrack(|| self.report_progress());
        if matches!(progress, ReportProgress::Complete { .. }) {
            self.restore();
        }
        self.handle(HistoryEvent::Progress(progress));
    }

    fn report_progress(self) -> ReportProgress {
        let loader = self.loader;
        let has_rows = self.rows.count() > 0;
        match loader.phase() {
            _ if loader.is_refreshing() || !loader.context().is_complete() => {
                ReportProgress::Nothing
            }
            LoadPhase::Complete => ReportProgress::Complete { has_rows },
            LoadPhase::Failed(error) if error.code.concerns_all_requests() => {
                ReportProgress::Failed
            }
            LoadPhase::Loading | LoadPhase::Stopped | LoadPhase::Failed(_) if has_rows => {
                ReportProgress::FirstPage
            }
            LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Stopped | LoadPhase::Failed(_) => {
                ReportProgress::Nothing
            }
        }
    }

    /// After a refresh, what was known of the same contacts is known of the new rows.
    fn restore(self) {
        let Some(former) = self.former.try_update_value(Option::take).flatten() else { return };
        let mut is_known = false;
        self.rows.update_earlier(|table| {
            let earlier = former.with_rows(table.contacts());
            is_known = earlier.is_some();
            table.set_earlier(earlier.unwrap_or_default());
            is_known
        });
        if is_known {
            self.handle(HistoryEvent::BouncesRestored);
        }
        self.query.refresh();
    }

    /// Reads again what could not be read.
    pub(super) fn retry(self) {
        self.handle(HistoryEvent::Retry);
    }

    /// Aborts the request that is under way, because the report is removed.
    pub(super) fn dispose(self) {
        self.handle(HistoryEvent::Dispose);
    }

    /// Passes an event to the state machine, and performs the resulting actions.
    fn handle(self, event: HistoryEvent) {
        // Those that follow from the load of the report itself are announced with that.
        let is_part_of_load =
            matches!(event, HistoryEvent::Progress(_) | HistoryEvent::BouncesRestored);
        let handle = |machine: &mut HistoryLoad| machine.handle(event, now());
        if self.machine.try_update_value(handle).is_none() {
            return;
        }
        while let Some(action) = self.machine.try_update_value(HistoryLoad::poll_action).flatten() {
            self.perform(action);
        }
        if let Some(status) = self.machine.try_with_value(HistoryLoad::status) {
            let has_ended = self.state.set_status(status);
            self.update_knowledge();
            if has_ended && !is_part_of_load {
                self.announcer.announce(Announcement::EarlierEmails);
            }
        }
    }

    /// Without any knowledge, the rows are not filtered by it.
    fn update_knowledge(self) {
        let is_proceeding = match untrack(|| self.loader.phase()) {
            LoadPhase::Loading | LoadPhase::Complete => true,
            LoadPhase::Idle | LoadPhase::Stopped | LoadPhase::Failed(_) => false,
        };
        let knowledge = self.state.update_knowledge(is_proceeding);
        self.query.ignore_repeats(knowledge == HistoryKnowledge::Unknown);
    }

    fn perform(self, action: HistoryAction) {
        match action {
            HistoryAction::Request { request, what } => {
                // The future is large.
                spawn_local(Box::pin(self.fetch(request, what)));
            }
            HistoryAction::Abort => {
                if let Some(client) = self.client.try_get_value().flatten() {
                    client.abort_all();
                }
            }
            HistoryAction::Join { request } => spawn_local(Box::pin(self.join(request))),
            HistoryAction::BeginEmail { email } => self.rows.update_earlier(|table| {
                table.earlier_mut().begin(email);
                false
            }),
            HistoryAction::FinishEmail { email, is_complete } => {
                self.rows.update_earlier(|table| {
                    table.earlier_mut().finish(email, is_complete);
                    true
                });
                self.query.refresh();
            }
            HistoryAction::SetTimer { timer, at } => self.set_timer(timer, at),
        }
    }

    /// Prepares the table for the bounces of the earlier emails, unless it has them already.
    async fn join(self, request: RequestId) {
        next_task().await;
        if !self.awaits(request) {
            return;
        }
        let shown = self.shown.get_untracked();
        let emails = self.state.earlier_emails();
        let is_kept = self.rows.with_table_untracked(|table| {
            let earlier = table.earlier();
            earlier.shown() == shown.min(emails.len())
                && earlier.emails().eq(emails.iter().copied())
                && earlier.rows_added() == table.len()
        });
        if !is_kept {
            self.rows.update_earlier(|table| {
                table.set_earlier(EarlierBounces::new(table.len(), &emails, shown));
                false
            });
            while !self.rows.index_earlier(ROWS_PER_TASK) {
                next_task().await;
                if !self.awaits(request) {
                    return;
                }
            }
        }
        self.handle(HistoryEvent::Joined { request, keeps_bounces: is_kept });
    }

    fn set_timer(self, timer: RequestId, at: Timestamp) {
        let delay = at.milliseconds().saturating_sub(now().milliseconds());
        let delay = Duration::from_millis(u64::try_from(delay).unwrap_or_default());
        set_timeout(guard_timer(move || self.handle(HistoryEvent::TimerFired { timer })), delay);
    }

    /// The activity of an email of the trend. The user asks for it, so the requests have the priority of users.
    pub(super) async fn find_activity(self, email: SentEmail) -> Option<Uuid> {
        let own = Uuid::parse(self.loader.activity_id().trim());
        let client = self.loader.client()?;
        let mut activities = activities_of(&client.campaign(email.campaign).await.ok()?);
        // Of the report's own campaign, it is another email.
        activities.retain(|activity| Some(*activity) != own);
        activities.truncate(MAX_COUNTED);
        let counts = match activities.len() {
            0 | 1 => StatsReport::default(),
            _ => client.stats_of(&activities).await.unwrap_or_default(),
        };
        nearest_sends(&activities, &counts, email.sends).or_else(|| activities.first().copied())
    }

    /// The client of the current load.
    fn client(self) -> Option<Client> {
        let known = self.client.try_get_value().flatten();
        known.or_else(|| {
            let client = self.loader.client()?.for_history();
            self.client.set_value(Some(client.clone()));
            Some(client)
        })
    }

    /// Sends a request, and reports the result.
    async fn fetch(self, request: RequestId, what: HistoryRequest) {
        // What is on the screen comes first.
        next_task().await;
        let Some(client) = self.client().filter(|_| self.awaits(request)) else { return };
        let event = match what {
            HistoryRequest::Summaries => client.summaries().await.map(|summaries| {
                let emails = self.adopt_summaries(request, &summaries);
                HistoryEvent::SummariesReceived { request, emails }
            }),
            HistoryRequest::Names => client.campaigns().await.map(|page| {
                if self.awaits(request) {
                    self.state.add_names(&page.campaigns);
                }
                HistoryEvent::NamesReceived { request }
            }),
            HistoryRequest::Activities { email } => {
                let campaign = self.state.earlier_emails().get(email).map(|email| email.campaign);
                let Some(campaign) = campaign else { return };
                client.campaign(campaign).await.map(|found| {
                    let activities = activities_of(&found);
                    if self.awaits(request) {
                        self.state.set_activities(campaign, &activities);
                    }
                    HistoryEvent::ActivitiesReceived { request, activities }
                })
            }
            HistoryRequest::Counts { activities } => {
                client.stats_of(&activities).await.map(|report| HistoryEvent::CountsReceived {
                    request,
                    without_bounces: without_bounces(&report),
                })
            }
            HistoryRequest::Page { email, activity, page } => {
                self.fetch_page(request, client.of_activity(activity), email, &page).await
            }
        };
        self.handle(event.unwrap_or_else(|error| HistoryEvent::Failed { request, error }));
    }

    async fn fetch_page(
        self,
        request: RequestId,
        client: Client,
        email: usize,
        page: &PageQuery,
    ) -> Result<HistoryEvent, ApiError> {
        let bytes = client.bounces(page, None).bytes().await?;
        let page = wire::decode_page(&bytes)?;
        if self.awaits(request) {
            self.rows.append_earlier(email, &page);
        }
        let next = page.links.next_href().map(|href| client.linked_page(href)).transpose();
        Ok(HistoryEvent::PageReceived { request, next })
    }

    fn awaits(self, request: RequestId) -> bool {
        self.machine.try_with_value(|machine| machine.awaits(request)) == Some(true)
    }

    /// Shows the trend. Returns the campaigns before that of the report, and whether they have bounces.
    fn adopt_summaries(
        self,
        request: RequestId,
        summaries: &CampaignSummaries,
    ) -> Vec<(Uuid, bool)> {
        if !self.awaits(request) {
            return Vec::new();
        }
        let report = self.loader.context().report_email();
        let summaries = &summaries.bulk_email_campaign_summaries;
        let count = HistoryLoad::emails_read(self.shown.get_untracked());
        let earlier = earlier_emails(summaries, &report, count);
        let emails = earlier.iter().map(|email| (email.campaign, email.bounces > 0)).collect();
        let activities = |campaign| {
            self.machine
                .with_value(|machine| machine.activities(campaign).unwrap_or_default().to_vec())
        };
        let named = |email| NamedEmail { email, activities: activities(email.campaign) };
        let trend = Trend::new(summaries, &report, now());
        self.state.set_trend(trend, earlier.into_iter().map(named).collect());
        emails
    }
}

/// The activities of a campaign that can have bounces, the primary email first.
fn activities_of(campaign: &Campaign) -> Vec<Uuid> {
    let with_role = |is_primary: bool| {
        let activities = campaign.campaign_activities.iter();
        let activities = activities.filter(move |activity| {
            let role = activity.role();
            role.has_tracking() && (role == ActivityRole::PrimaryEmail) == is_primary
        });
        activities.filter_map(|one| Uuid::parse(one.campaign_activity_id.as_deref()?.trim()))
    };
    with_role(true).chain(with_role(false)).collect()
}

/// The activity with the number of sends that is nearest to those of a summary, which does not say which email of its
/// campaign it counts.
fn nearest_sends(activities: &[Uuid], counts: &StatsReport, sends: u64) -> Option<Uuid> {
    let difference = |activity: &Uuid| {
        let mut found = counts.results.iter();
        let of_activity = found.find(|one| {
            let id = one.campaign_activity_id.as_deref().unwrap_or_default();
            Uuid::parse(id.trim()) == Some(*activity)
        })?;
        Some(of_activity.stats.em_sends?.abs_diff(sends))
    };
    let known = activities.iter().filter_map(|activity| Some((activity, difference(activity)?)));
    known.min_by_key(|(_, difference)| *difference).map(|(activity, _)| *activity)
}

/// The activities without any bounce.
fn without_bounces(report: &StatsReport) -> Vec<Uuid> {
    let empty = report.results.iter().filter(|counts| counts.stats.em_bounces == Some(0));
    empty.filter_map(|one| Uuid::parse(one.campaign_activity_id.as_deref()?.trim())).collect()
}
