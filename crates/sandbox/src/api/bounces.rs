//! `GET /v3/reports/email_reports/{campaign_activity_id}/tracking/bounces`: the report.

use super::{error::ApiError, metadata::find_activity, paging::PageRequest};
use crate::{
    account::{Activity, Behavior, Row},
    state::AppState,
};
use axum::{
    Json,
    body::Body,
    extract::{Path, RawQuery, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use bounces_core::ActivityRole;
use serde::Serialize;
use serde_json::{Value, json};
use std::{sync::atomic::Ordering, time::Duration};

/// The page size without `limit`.
const DEFAULT_PAGE_SIZE: u32 = 500;
/// The delay of the slow activity.
const SLOW_DELAY: Duration = Duration::from_secs(3);

const HTML_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Scheduled maintenance</title></head>\
    <body><h1>We will be back soon</h1></body></html>\n";

/// One page of the report: the wire's `BouncesPage`, but it can also hold malformed rows and links.
#[derive(Serialize)]
struct Page {
    tracking_activities: Vec<Row>,
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    links: Option<Value>,
}

pub(super) async fn bounces(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let (_, activity) = find_activity(&id)?;
    if activity.role == ActivityRole::Permalink {
        // The documentation only says that a permalink has no data. 404 rather than 400, because the
        // request is well-formed, and so that clients that rely on the status, not the role, fail.
        return Err(ApiError::NotFound("Unable to find tracking data of the campaign activity."));
    }
    let page = PageRequest::parse(query.as_deref(), activity.id, DEFAULT_PAGE_SIZE, true)?;
    match activity.behavior {
        Behavior::Normal => respond(&state, activity, &page),
        Behavior::TruncatedSecondPage if page.start == 0 => respond(&state, activity, &page),
        Behavior::TruncatedSecondPage => truncated_response(&state, activity, &page),
        Behavior::HtmlPage => Ok(Html(HTML_PAGE).into_response()),
        Behavior::Slow => {
            tokio::time::sleep(SLOW_DELAY).await;
            respond(&state, activity, &page)
        }
        Behavior::AccessDenied => Err(ApiError::AccessDenied),
        Behavior::Throttled => Err(ApiError::Throttled),
        Behavior::QuotaExceeded => Err(ApiError::QuotaExceeded),
        Behavior::ServerError => Err(ApiError::ServerError),
        Behavior::UnavailableTwice => {
            let attempt = state.unavailable_attempts.fetch_add(1, Ordering::Relaxed);
            if attempt % 3 < 2 {
                return Err(ApiError::Unavailable);
            }
            respond(&state, activity, &page)
        }
    }
}

fn respond(
    state: &AppState,
    activity: &Activity,
    page: &PageRequest,
) -> Result<Response, ApiError> {
    Ok(Json(read_page(state, activity, page)?).into_response())
}

/// The first half of the page with a matching content type and length, as if the body had been
/// truncated in transit.
fn truncated_response(
    state: &AppState,
    activity: &Activity,
    page: &PageRequest,
) -> Result<Response, ApiError> {
    let page = read_page(state, activity, page)?;
    let mut bytes = serde_json::to_vec(&page).map_err(|_| ApiError::ServerError)?;
    bytes.truncate(bytes.len() / 2);
    Ok(([(header::CONTENT_TYPE, "application/json")], Body::from(bytes)).into_response())
}

fn read_page(state: &AppState, activity: &Activity, page: &PageRequest) -> Result<Page, ApiError> {
    let slice = state.account.slice(activity, &page.codes, page.start, page.limit);
    let links = match slice.next {
        Some(next) => {
            let path = format!("/v3/reports/email_reports/{}/tracking/bounces", activity.id);
            let links = serde_json::to_value(page.link(&path, activity.id, next));
            Some(links.map_err(|_| ApiError::ServerError)?)
        }
        None => last_page_links(activity, slice.rows.len()),
    };
    Ok(Page { tracking_activities: slice.rows, links })
}

/// The links of a last page. The number of rows selects one of five ways in which a page can lack a
/// next link, so that clients must handle all of them. The documentation's samples and empty
/// reports have no links, as documented.
fn last_page_links(activity: &Activity, rows: usize) -> Option<Value> {
    if !activity.is_generated() || rows == 0 {
        return None;
    }
    match rows % 5 {
        0 => Some(json!({})),
        1 => Some(Value::Null),
        2 => Some(json!({ "next": null })),
        3 => Some(json!({ "next": { "href": null } })),
        _ => None,
    }
}
