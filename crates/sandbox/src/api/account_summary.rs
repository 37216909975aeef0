//! `GET /v3/account/summary`: who the account is.

use super::{error::ApiError, metadata::reject_query};
use axum::{
    Json,
    extract::RawQuery,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The id of the sandbox's account.
pub(crate) const ENCODED_ACCOUNT_ID: &str = "p07e1l0sandbox";

/// `GET /v3/account/summary`. `auth_layer` has checked the scope `account_read`.
pub(super) async fn account_summary(RawQuery(query): RawQuery) -> Result<Response, ApiError> {
    reject_query(query.as_deref())?;
    let summary = json!({
        "contact_email": "owner@sandbox.example",
        "country_code": "US",
        "encoded_account_id": ENCODED_ACCOUNT_ID,
        "first_name": "Sandy",
        "last_name": "Box",
        "organization_name": "The Sandbox",
        "state_code": "MA",
        "time_zone_id": "US/Eastern",
    });
    Ok(Json(summary).into_response())
}
