//! `GET /healthz` and `GET /readyz`.

use crate::{error::ProxyError, state::AppState};
use axum::{Json, extract::State};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
pub(crate) struct Health {
    status: &'static str,
}

/// The process runs.
pub(crate) async fn live() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// The proxy can serve requests.
pub(crate) async fn ready(State(state): State<Arc<AppState>>) -> Result<Json<Health>, ProxyError> {
    state.readiness.check().await?;
    Ok(Json(Health { status: "ready" }))
}
