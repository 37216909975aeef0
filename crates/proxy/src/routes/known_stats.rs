//! The counts of several emails for a background request. Those of settled emails are kept one by one, so
//! that a later report, which asks for other emails as well, requests only what is not known.

use crate::{
    clock::UnixSeconds,
    error::ProxyError,
    session::SessionKey,
    state::AppState,
    upstream::{ActivityIds, CacheKey, Endpoint, Priority, SettledEmails},
};
use axum::body::Bytes;
use bounces_core::{
    Uuid,
    wire::{self, ActivityStats, StatsReport},
};

/// The counts that are known.
pub(super) struct KnownStats {
    session: SessionKey,
    results: Vec<ActivityStats>,
}

impl KnownStats {
    /// No counts: all of them are requested.
    pub(super) fn none(session: SessionKey) -> Self {
        Self { session, results: Vec::new() }
    }

    /// The known counts of `ids`, and the ids whose counts are not known.
    pub(super) fn of(
        state: &AppState,
        session: SessionKey,
        ids: ActivityIds,
        now: UnixSeconds,
    ) -> (Self, Option<ActivityIds>) {
        let (mut results, mut missing) = (Vec::new(), Vec::new());
        for id in ids.as_slice() {
            let json = state.cache.get(&key(session, *id), Priority::Background, now);
            let report = json.and_then(|json| wire::decode_stats(&json).ok()).unwrap_or_default();
            if report.results.is_empty() {
                missing.push(*id);
            }
            results.extend(report.results);
        }
        (Self { session, results }, ActivityIds::of(&missing))
    }

    /// The known counts with those of a response, which are kept for `keep` seconds if they are of settled
    /// emails.
    pub(super) fn complete(
        mut self,
        state: &AppState,
        json: &[u8],
        now: UnixSeconds,
        keep: u64,
    ) -> Result<Bytes, ProxyError> {
        let response = wire::decode_stats(json).map_err(|_| ProxyError::InvalidUpstreamResponse)?;
        for result in &response.results {
            let id = result.campaign_activity_id.as_deref().and_then(Uuid::parse);
            if let Some(id) = id.filter(|id| is_settled(&state.settled, self.session, *id)) {
                let report = StatsReport { results: vec![result.clone()], errors: Vec::new() };
                state.cache.insert(key(self.session, id), encode(&report)?, now, keep);
            }
        }
        self.results.extend(response.results);
        encode(&StatsReport { results: self.results, errors: response.errors })
    }

    /// The known counts, where no others are needed.
    pub(super) fn into_json(self) -> Result<Bytes, ProxyError> {
        encode(&StatsReport { results: self.results, errors: Vec::new() })
    }
}

fn is_settled(settled: &SettledEmails, session: SessionKey, id: Uuid) -> bool {
    ActivityIds::of(&[id]).is_some_and(|ids| settled.contain(session, Endpoint::Stats(ids)))
}

/// Not the key of a request: browsers cannot request this path.
fn key(session: SessionKey, id: Uuid) -> CacheKey {
    CacheKey::new(session, &format!("known stats {id}"), "")
}

fn encode(report: &StatsReport) -> Result<Bytes, ProxyError> {
    let json = serde_json::to_vec(report).map_err(|_| ProxyError::InvalidUpstreamResponse)?;
    Ok(Bytes::from(json.into_boxed_slice()))
}
