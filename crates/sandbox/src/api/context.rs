//! What surrounds a report: campaigns, activities, statistics, and when something was sent.

use super::{error::ApiError, paging::PageRequest};
use crate::{
    account::{Account, Behaviour, Campaign, Email},
    service::Shared,
};
use axum::{
    Json,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use bounces_core::wire::Campaigns;

/// How many campaigns a page has without `limit`.
const CAMPAIGNS_A_PAGE: u32 = 50;

/// `GET /v3/emails`.
pub(super) async fn campaigns(RawQuery(query): RawQuery) -> Result<Response, ApiError> {
    let page = PageRequest::read(query.as_deref(), "emails", CAMPAIGNS_A_PAGE, false)?;
    let all = Account::listed();
    let (start, limit) = (page.start as usize, page.limit as usize);
    let campaigns = all.iter().skip(start).take(limit).map(|campaign| campaign.listed()).collect();
    let mut answer = Campaigns { campaigns, ..Campaigns::default() };
    if start + limit < all.len() {
        answer.links = page.link("/v3/emails", "emails", page.start + page.limit);
    }
    Ok(Json(answer).into_response())
}

/// `GET /v3/emails/{campaign_id}`.
pub(super) async fn campaign(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    refuse_query(query.as_deref())?;
    let campaign = Account::campaign(&uuid(&id)?);
    let campaign = campaign.ok_or(ApiError::NotFound("Unable to find the campaign."))?;
    Ok(Json(campaign.whole()).into_response())
}

/// `GET /v3/emails/activities/{campaign_activity_id}`.
pub(super) async fn activity(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    refuse_query(query.as_deref())?;
    let (campaign, email) = find(&id)?;
    Ok(Json(email.activity(campaign)).into_response())
}

/// `GET /v3/emails/activities/{campaign_activity_id}/send_history`.
pub(super) async fn send_history(
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    refuse_query(query.as_deref())?;
    let (_, email) = find(&id)?;
    Ok(Json(email.send_history()).into_response())
}

/// `GET /v3/reports/stats/email_campaign_activities/{campaign_activity_id}`.
pub(super) async fn stats(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    refuse_query(query.as_deref())?;
    let (campaign, email) = find(&id)?;
    if email.behaviour == Behaviour::AccessDenied {
        return Err(ApiError::AccessDenied);
    }
    let stats = shared.account.stats(campaign, email).map_err(|_| ApiError::ServerError)?;
    Ok(Json(stats).into_response())
}

/// The activity of an id. A campaign's id is none.
pub(super) fn find(id: &str) -> Result<(&'static Campaign, &'static Email), ApiError> {
    let found = Account::email(&uuid(id)?);
    found.ok_or(ApiError::NotFound("Unable to find the campaign activity."))
}

/// An id in lower case.
fn uuid(id: &str) -> Result<String, ApiError> {
    let groups: Vec<&str> = id.split('-').collect();
    let lengths = groups.iter().map(|group| group.len());
    let hexadecimal = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()));
    if !hexadecimal || !lengths.eq([8, 4, 4, 4, 12]) {
        return Err(ApiError::Invalid("id: must be a UUID"));
    }
    Ok(id.to_ascii_lowercase())
}

fn refuse_query(query: Option<&str>) -> Result<(), ApiError> {
    match query {
        None | Some("") => Ok(()),
        Some(_) => Err(ApiError::Invalid("query: there is an unknown parameter")),
    }
}
