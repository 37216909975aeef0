//! `GET /v3/reports/summary_reports/email_campaign_summaries`: the counts of the account's emails.

use super::{error::ApiError, paging::PageRequest};
use crate::{sample_account::SampleAccount, state::AppState};
use axum::{
    Extension, Json,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The list, as cursors and links name it.
const RESOURCE: &str = "email_campaign_summaries";
const PATH: &str = "/v3/reports/summary_reports/email_campaign_summaries";
/// The page size without `limit`.
const DEFAULT_PAGE_SIZE: u32 = 50;
/// The delay of the account with slow summaries.
const SLOW_DELAY: Duration = Duration::from_secs(3);

pub(super) async fn summaries(
    State(state): State<AppState>,
    Extension(account): Extension<SampleAccount>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let page = PageRequest::parse(query.as_deref(), RESOURCE, DEFAULT_PAGE_SIZE, false)?;
    match account {
        SampleAccount::WithPast
        | SampleAccount::WithoutPast
        | SampleAccount::SummariesAsStrings => {}
        SampleAccount::SlowSummaries => tokio::time::sleep(SLOW_DELAY).await,
        SampleAccount::FailingSummaries => return Err(ApiError::ServerError),
    }
    let all = state.account.summaries(account);
    let (start, limit) = (page.start as usize, page.limit as usize);
    let has_more = start + limit < all.len();
    let mut emails: Vec<Value> = all.into_iter().skip(start).take(limit).collect();
    let mut percents = aggregate_percents(&emails);
    if account == SampleAccount::SummariesAsStrings {
        emails.iter_mut().filter_map(unique_counts_mut).for_each(write_as_strings);
        percents.as_object_mut().into_iter().for_each(write_as_strings);
        percents = json!([percents]);
    }
    let mut response = Map::new();
    response.insert("bulk_email_campaign_summaries".into(), emails.into());
    response.insert("aggregate_percents".into(), percents);
    if has_more {
        let links = page.link(PATH, RESOURCE, page.start + page.limit);
        let links = serde_json::to_value(links).map_err(|_| ApiError::ServerError)?;
        response.insert("_links".into(), links);
    }
    Ok(Json(response).into_response())
}

/// The percents of the emails on a page, not of the account.
fn aggregate_percents(emails: &[Value]) -> Value {
    let sum = |name: &str| -> u64 {
        let counts = emails.iter().filter_map(|email| email["unique_counts"][name].as_u64());
        counts.sum()
    };
    let sends = sum("sends").max(1);
    let percent = |name: &str| (sum(name) * 100 + sends / 2) / sends;
    json!({
        "open": percent("opens"),
        "click": percent("clicks"),
        "bounce": percent("bounces"),
        "unsubscribe": percent("optouts"),
        "did_not_open": percent("not_opened"),
    })
}

fn unique_counts_mut(email: &mut Value) -> Option<&mut Map<String, Value>> {
    email.get_mut("unique_counts")?.as_object_mut()
}

fn write_as_strings(counts: &mut Map<String, Value>) {
    counts.values_mut().for_each(|count| *count = Value::String(count.to_string()));
}
