//! The resources around a report: campaigns, activities, statistics and send history.

use super::{error::ApiError, paging::PageRequest};
use crate::{
    account::{Account, Activity, Behavior, Campaign},
    sample_account::SampleAccount,
    state::AppState,
};
use axum::{
    Extension, Json,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use bounces_core::{Uuid, wire::Campaigns};

/// The page size without `limit`.
const DEFAULT_PAGE_SIZE: u32 = 50;
/// The number of activities whose statistics can be requested at once.
const MAX_STATS_IDS: usize = 10;

/// `GET /v3/emails`.
pub(super) async fn campaigns(
    Extension(account): Extension<SampleAccount>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let page = PageRequest::parse(query.as_deref(), "emails", DEFAULT_PAGE_SIZE, false)?;
    let all = Account::listed(account);
    let (start, limit) = (page.start as usize, page.limit as usize);
    let campaigns =
        all.iter().skip(start).take(limit).map(|campaign| campaign.list_entry()).collect();
    let mut response = Campaigns { campaigns, ..Campaigns::default() };
    if start + limit < all.len() {
        response.links = page.link("/v3/emails", "emails", page.start + page.limit);
    }
    Ok(Json(response).into_response())
}

/// `GET /v3/emails/{campaign_id}`.
pub(super) async fn campaign(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    reject_query(query.as_deref())?;
    let campaign = Account::campaign(&parse_uuid(&id)?);
    let campaign = campaign.ok_or(ApiError::NotFound("Unable to find the campaign."))?;
    Ok(Json(campaign.detail()).into_response())
}

/// `GET /v3/emails/activities/{campaign_activity_id}`.
pub(super) async fn activity(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    reject_query(query.as_deref())?;
    let (campaign, activity) = find_activity(&id)?;
    Ok(Json(activity.detail(campaign)).into_response())
}

/// `GET /v3/emails/activities/{campaign_activity_id}/send_history`.
pub(super) async fn send_history(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    reject_query(query.as_deref())?;
    let (_, activity) = find_activity(&id)?;
    Ok(Json(activity.send_history()).into_response())
}

/// `GET /v3/reports/stats/email_campaign_activities/{campaign_activity_ids}`: up to ten ids with commas
/// between them. A malformed id is a 404 for all. Unknown ids are errors in the response; a single
/// unknown id is a 404 as well.
pub(super) async fn stats(
    State(state): State<AppState>,
    Path(ids): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    reject_query(query.as_deref())?;
    let ids = ids.split(',').map(Uuid::parse).collect::<Option<Vec<_>>>();
    let ids = ids.ok_or(ApiError::NotFound("Unable to find the campaign activities."))?;
    if ids.len() > MAX_STATS_IDS {
        return Err(ApiError::Invalid("campaign_activity_ids: at most 10 are allowed"));
    }
    let (mut activities, mut unknown) = (Vec::new(), Vec::new());
    for id in ids.iter().map(Uuid::to_string) {
        match Account::activity(&id) {
            Some(found) => activities.push(found),
            None => unknown.push(id),
        }
    }
    if activities.is_empty() && ids.len() == 1 {
        return Err(ApiError::NotFound("Unable to find the campaign activity."));
    }
    if activities.iter().any(|(_, activity)| activity.behavior == Behavior::AccessDenied) {
        return Err(ApiError::AccessDenied);
    }
    let report = state.account.stats(&activities, &unknown).map_err(|_| ApiError::ServerError)?;
    Ok(Json(report).into_response())
}

/// Looks up an activity. The id of a campaign is not the id of an activity.
pub(super) fn find_activity(id: &str) -> Result<(&'static Campaign, &'static Activity), ApiError> {
    let entry = Account::activity(&parse_uuid(id)?);
    entry.ok_or(ApiError::NotFound("Unable to find the campaign activity."))
}

/// Validates an id and converts it to lower case.
fn parse_uuid(id: &str) -> Result<String, ApiError> {
    let uuid = Uuid::parse(id).ok_or(ApiError::Invalid("id: must be a UUID"))?;
    Ok(uuid.to_string())
}

pub(super) fn reject_query(query: Option<&str>) -> Result<(), ApiError> {
    match query {
        None | Some("") => Ok(()),
        Some(_) => Err(ApiError::Invalid("query: there is an unknown parameter")),
    }
}
