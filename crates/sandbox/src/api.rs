//! The API below `/v3`: its routes. What stands before them is in `gate`, what they answer in the
//! neighbours.

mod bounces;
mod context;
mod cursor;
mod error;
mod gate;
mod paging;

use crate::service::Shared;
use axum::{Router, middleware, routing::get};
use error::ApiError;

/// Everything below `/v3`.
pub(crate) fn routes(shared: &Shared) -> Router<Shared> {
    Router::new()
        .route("/reports/email_reports/{id}/tracking/bounces", get(bounces::bounces))
        .route("/reports/stats/email_campaign_activities/{id}", get(context::stats))
        .route("/emails", get(context::campaigns))
        .route("/emails/{id}", get(context::campaign))
        .route("/emails/activities/{id}", get(context::activity))
        .route("/emails/activities/{id}/send_history", get(context::send_history))
        .fallback(async || ApiError::NotFound("There is no such resource."))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(middleware::from_fn_with_state(shared.clone(), gate::gate))
}
