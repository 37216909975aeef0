//! `GET /v3/reports/email_reports/{campaign_activity_id}/tracking/bounces`: the report.

use super::{context::find, error::ApiError, paging::PageRequest};
use crate::{
    account::{Behaviour, Email, Role, Row},
    service::Shared,
};
use axum::{
    Json,
    body::Body,
    extract::{Path, RawQuery, State},
    http::header,
    response::{Html, IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{sync::atomic::Ordering, time::Duration};

/// How many rows a page has without `limit`.
const ROWS_A_PAGE: u32 = 500;
/// How long the slow activity takes.
const SLOW: Duration = Duration::from_secs(3);

const WEB_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Scheduled maintenance</title></head>\
    <body><h1>We will be back soon</h1></body></html>\n";

/// One page of the report, as the wire's `BouncesPage` but with odd rows and odd ends.
#[derive(Serialize)]
struct Page {
    tracking_activities: Vec<Row>,
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    links: Option<Value>,
}

pub(super) async fn bounces(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let (_, email) = find(&id)?;
    if email.role == Role::Permalink {
        // The documentation only says that it has no data. 404, not 400: the request is well
        // formed, and a client that relies on the status instead of the role shall notice.
        return Err(ApiError::NotFound("Unable to find tracking data of the campaign activity."));
    }
    let page = PageRequest::read(query.as_deref(), email.id, ROWS_A_PAGE, true)?;
    match email.behaviour {
        Behaviour::Answers => answer(&shared, email, &page),
        Behaviour::CutsSecondPage if page.start == 0 => answer(&shared, email, &page),
        Behaviour::CutsSecondPage => cut(&shared, email, &page),
        Behaviour::WebPage => Ok(Html(WEB_PAGE).into_response()),
        Behaviour::Slow => {
            tokio::time::sleep(SLOW).await;
            answer(&shared, email, &page)
        }
        Behaviour::AccessDenied => Err(ApiError::AccessDenied),
        Behaviour::Throttled => Err(ApiError::Throttled),
        Behaviour::QuotaExceeded => Err(ApiError::QuotaExceeded),
        Behaviour::ServerError => Err(ApiError::ServerError),
        Behaviour::UnavailableTwice => {
            let attempt = shared.attempts.fetch_add(1, Ordering::Relaxed);
            if attempt % 3 < 2 {
                return Err(ApiError::Unavailable);
            }
            answer(&shared, email, &page)
        }
    }
}

fn answer(shared: &Shared, email: &Email, page: &PageRequest) -> Result<Response, ApiError> {
    Ok(Json(read(shared, email, page)?).into_response())
}

/// The page's first half, with the right content type and length: a body cut off on its way.
fn cut(shared: &Shared, email: &Email, page: &PageRequest) -> Result<Response, ApiError> {
    let page = read(shared, email, page)?;
    let mut bytes = serde_json::to_vec(&page).map_err(|_| ApiError::ServerError)?;
    bytes.truncate(bytes.len() / 2);
    Ok(([(header::CONTENT_TYPE, "application/json")], Body::from(bytes)).into_response())
}

fn read(shared: &Shared, email: &Email, page: &PageRequest) -> Result<Page, ApiError> {
    let slice = shared.account.slice(email, &page.codes, page.start, page.limit);
    let links = match slice.next {
        Some(next) => {
            let path = format!("/v3/reports/email_reports/{}/tracking/bounces", email.id);
            let links = serde_json::to_value(page.link(&path, email.id, next));
            Some(links.map_err(|_| ApiError::ServerError)?)
        }
        None => last_links(email, slice.rows.len()),
    };
    Ok(Page { tracking_activities: slice.rows, links })
}

/// The ways in which a last page says that it is one: all five occur, by the length of the page.
/// The documentation's samples and empty reports say nothing, as documented.
fn last_links(email: &Email, rows: usize) -> Option<Value> {
    if !email.is_generated() || rows == 0 {
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
