//! The API under `/v3`: its routes. `auth_layer` checks each request before a handler in one of the
//! other submodules responds.

mod account_summary;
mod auth_layer;
mod bounces;
mod cursor;
mod error;
mod metadata;
mod paging;
mod summaries;

pub(crate) use account_summary::ENCODED_ACCOUNT_ID;

use crate::state::AppState;
use axum::{Router, middleware, routing::get};
use error::ApiError;

/// All routes under `/v3`.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    Router::new()
        .route(auth_layer::ACCOUNT_SUMMARY, get(account_summary::account_summary))
        .route("/reports/email_reports/{id}/tracking/bounces", get(bounces::bounces))
        .route("/reports/stats/email_campaign_activities/{ids}", get(metadata::stats))
        .route("/reports/summary_reports/email_campaign_summaries", get(summaries::summaries))
        .route("/emails", get(metadata::campaigns))
        .route("/emails/{id}", get(metadata::campaign))
        .route("/emails/activities/{id}", get(metadata::activity))
        .route("/emails/activities/{id}/send_history", get(metadata::send_history))
        .fallback(async || ApiError::NotFound("There is no such resource."))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(state.clone(), auth_layer::authorize))
}
