//! Which emails are finished and settled, by session: no more bounces arrive for them, so responses about
//! them may be kept. Learned from the responses themselves; which ids a session sees decides what is kept
//! for it, and nothing else.

use super::endpoint::Endpoint;
use crate::{clock::UnixSeconds, session::SessionKey, sync::lock};
use bounces_core::{ActivityStatus, Timestamp, Uuid, summary::is_settling, wire};
use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
};

/// Maximum number of ids of one session.
const MAX_OF_SESSION: usize = 2_000;
/// Maximum number of ids of all sessions: some megabytes.
const MAX_IDS: usize = 50_000;

/// The settled campaigns and activities of all sessions.
#[derive(Debug, Default)]
pub(crate) struct SettledEmails(Mutex<HashMap<SessionKey, HashSet<Uuid>>>);

impl SettledEmails {
    /// Whether the response of this endpoint will stay the same, as far as bounces are concerned.
    pub(crate) fn contain(&self, session: SessionKey, endpoint: Endpoint) -> bool {
        let sessions = lock(&self.0);
        let Some(settled) = sessions.get(&session) else { return false };
        match endpoint {
            Endpoint::Bounces(id)
            | Endpoint::Activity(id)
            | Endpoint::SendHistory(id)
            | Endpoint::Campaign(id) => settled.contains(&id),
            Endpoint::Stats(ids) => ids.as_slice().iter().all(|id| settled.contains(id)),
            Endpoint::Campaigns | Endpoint::Summaries => false,
        }
    }

    /// Learns from a response as it was rewritten: from the summaries, which campaigns were sent three days
    /// ago or earlier; from such a campaign, its activities.
    pub(crate) fn learn(
        &self,
        session: SessionKey,
        endpoint: Endpoint,
        json: &[u8],
        now: UnixSeconds,
    ) {
        match endpoint {
            Endpoint::Summaries => {
                let now = i64::try_from(now).unwrap_or(i64::MAX).saturating_mul(1000);
                self.add(session, settled_campaigns(json, Timestamp::from_milliseconds(now)));
            }
            Endpoint::Campaign(_) if self.contain(session, endpoint) => {
                self.add(session, finished_activities(json));
            }
            Endpoint::Campaign(_)
            | Endpoint::Bounces(_)
            | Endpoint::Activity(_)
            | Endpoint::SendHistory(_)
            | Endpoint::Stats(_)
            | Endpoint::Campaigns => {}
        }
    }

    /// The sessions that have learned something.
    pub(crate) fn sessions(&self) -> HashSet<SessionKey> {
        lock(&self.0).keys().copied().collect()
    }

    /// Forgets what a session has learned.
    pub(crate) fn remove_session(&self, session: SessionKey) {
        lock(&self.0).remove(&session);
    }

    fn add(&self, session: SessionKey, ids: Vec<Uuid>) {
        if ids.is_empty() {
            return;
        }
        let mut sessions = lock(&self.0);
        let settled = sessions.entry(session).or_default();
        for id in ids {
            if settled.len() < MAX_OF_SESSION {
                settled.insert(id);
            }
        }
        // Forgotten ids only cost requests.
        while sessions.len() > 1 && sessions.values().map(HashSet::len).sum::<usize>() > MAX_IDS {
            let others = sessions.iter().filter(|(other, _)| **other != session);
            let largest = others.max_by_key(|(_, ids)| ids.len()).map(|(other, _)| *other);
            let Some(largest) = largest else { break };
            sessions.remove(&largest);
        }
    }
}

/// A campaign with a resend has two entries, and is settled when both are.
fn settled_campaigns(json: &[u8], now: Timestamp) -> Vec<Uuid> {
    let Ok(page) = wire::decode_summaries(json) else { return Vec::new() };
    let emails = || {
        page.bulk_email_campaign_summaries.iter().filter_map(|email| {
            let campaign = Uuid::parse(email.campaign_id.as_deref()?)?;
            let sent = Timestamp::parse(email.last_sent_date.as_deref()?)?;
            Some((campaign, is_settling(sent, now)))
        })
    };
    let settling: HashSet<Uuid> =
        emails().filter(|(_, is_settling)| *is_settling).map(|(campaign, _)| campaign).collect();
    emails().map(|(campaign, _)| campaign).filter(|campaign| !settling.contains(campaign)).collect()
}

/// The activities of a campaign, if it is not being sent.
fn finished_activities(json: &[u8]) -> Vec<Uuid> {
    let Ok(campaign) = wire::decode_campaign(json) else { return Vec::new() };
    if campaign.status() != ActivityStatus::Done {
        return Vec::new();
    }
    let ids = campaign.campaign_activities.into_iter().filter_map(|one| one.campaign_activity_id);
    ids.filter_map(|id| Uuid::parse(&id)).collect()
}

#[cfg(test)]
mod tests {
    use super::{MAX_IDS, MAX_OF_SESSION, SettledEmails};
    use crate::{session::SessionId, sync::lock, upstream::Endpoint};
    use bounces_core::{Timestamp, Uuid};
    use serde_json::json;

    fn uuid(number: usize) -> String {
        Uuid::v4(u128::try_from(number).unwrap()).to_string()
    }

    fn now() -> u64 {
        let now = Timestamp::parse("2026-11-30T12:00:00Z").unwrap();
        u64::try_from(now.milliseconds() / 1000).unwrap()
    }

    fn summaries(emails: &[(usize, &str)]) -> Vec<u8> {
        let emails: Vec<_> = emails
            .iter()
            .map(|(id, sent)| json!({ "campaign_id": uuid(*id), "last_sent_date": sent }))
            .collect();
        json!({ "bulk_email_campaign_summaries": emails }).to_string().into_bytes()
    }

    fn endpoint(path: &str) -> Endpoint {
        Endpoint::from_path(path).unwrap()
    }

    #[test]
    fn an_email_is_settled_after_three_days_if_its_campaign_is_done() {
        let (settled, session) = (SettledEmails::default(), SessionId::generate().key());
        let page = summaries(&[
            (1, "2026-11-27T12:00:00.000Z"),
            (2, "2026-11-27T12:00:01.000Z"),
            (3, "2026-11-29T00:00:00.000Z"),
            (3, "2026-11-01T00:00:00.000Z"),
        ]);
        settled.learn(session, Endpoint::Summaries, &page, now());
        let campaign = |id: usize| endpoint(&format!("emails/{}", uuid(id)));
        assert!(settled.contain(session, campaign(1)));
        assert!(!settled.contain(session, campaign(2)), "a second too young");
        assert!(!settled.contain(session, campaign(3)), "its resend is too young");
        let other = SessionId::generate().key();
        assert!(!settled.contain(other, campaign(1)), "another session");

        for (id, status, expected) in
            [(1, "Done", true), (2, "Done", false), (1, "Executing", false)]
        {
            let activity = 100 * id + status.len();
            let page = json!({
                "current_status": status,
                "campaign_activities": [{ "campaign_activity_id": uuid(activity) }],
            });
            settled.learn(session, campaign(id), page.to_string().as_bytes(), now());
            let bounces =
                endpoint(&format!("reports/email_reports/{}/tracking/bounces", uuid(activity)));
            assert_eq!(settled.contain(session, bounces), expected, "{id} {status}");
        }
        settled.remove_session(session);
        assert!(!settled.contain(session, campaign(1)));
    }

    #[test]
    fn memory_is_bounded() {
        let settled = SettledEmails::default();
        let many: Vec<_> =
            (0..MAX_OF_SESSION + 10).map(|id| (id, "2026-01-01T00:00:00Z")).collect();
        let page = summaries(&many);
        settled.learn(SessionId::generate().key(), Endpoint::Summaries, &summaries(&[]), now());
        assert!(lock(&settled.0).is_empty(), "a session without settled emails takes no room");
        for _ in 0..MAX_IDS / MAX_OF_SESSION + 2 {
            settled.learn(SessionId::generate().key(), Endpoint::Summaries, &page, now());
            let sessions = lock(&settled.0);
            assert!(sessions.values().all(|ids| ids.len() <= MAX_OF_SESSION));
            assert!(
                sessions.values().map(std::collections::HashSet::len).sum::<usize>() <= MAX_IDS
            );
        }
    }
}
