//! What the widget tells its host. How an element makes DOM events of it stands in `embed`.

use super::Action;
use crate::{api::ErrorCode, erased::ErasedValue};
use leptos::prelude::*;
use serde::Serialize;

/// Something that the host may want to know. Serialized, it is the `detail` of the DOM event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum ReportEvent {
    /// A report begins to load.
    LoadStart {
        /// Whose report.
        campaign_activity_id: String,
    },
    /// A page was read.
    Progress {
        /// Rows read so far.
        rows: usize,
        /// Rows that the upstream counts, if it says so.
        total: Option<u64>,
    },
    /// All pages are read.
    Load {
        /// Whose report.
        campaign_activity_id: String,
        /// Rows in the report.
        rows: usize,
    },
    /// Loading ended early. What was read stays.
    Error {
        /// Why.
        code: ErrorCode,
        /// Seconds to wait before another try, where that helps.
        retry_after: Option<u64>,
    },
    /// Other rows are selected than before.
    SelectionChange {
        /// How many.
        count: usize,
        /// Their contacts, newest bounce first: one for each row that has one, the first 10,000.
        contact_ids: Vec<String>,
    },
    /// The user wants something done with rows: the selected ones, or else all that match.
    /// Prevented, the widget does not do it itself.
    Action {
        /// What.
        action: Action,
        /// With how many.
        count: usize,
    },
    /// The user changed filters, sort, page or page size.
    ViewChange {
        /// All of them, as the prop `view` takes them.
        view: String,
    },
    /// The user wants to sign in; prevented, the widget does not go there itself.
    SignIn {
        /// Where the proxy signs in.
        url: String,
    },
}

impl ReportEvent {
    /// The name of the DOM event.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LoadStart { .. } => "bounces-load-start",
            Self::Progress { .. } => "bounces-progress",
            Self::Load { .. } => "bounces-load",
            Self::Error { .. } => "bounces-error",
            Self::SelectionChange { .. } => "bounces-selection-change",
            Self::Action { .. } => "bounces-action",
            Self::ViewChange { .. } => "bounces-view-change",
            Self::SignIn { .. } => "bounces-sign-in",
        }
    }

    /// Whether the host can keep the widget from going on by itself.
    pub fn is_cancelable(&self) -> bool {
        matches!(self, Self::Action { .. } | Self::SignIn { .. })
    }
}

/// Whom to tell.
#[derive(Clone, Copy)]
pub(crate) struct Host(ErasedValue<Option<UnsyncCallback<ReportEvent, bool>>>);

impl Host {
    pub(crate) fn new(on_event: Option<UnsyncCallback<ReportEvent, bool>>) -> Self {
        Self(ErasedValue::new(on_event))
    }

    /// Tells the host; `true` if it takes the matter into its own hands.
    pub(crate) fn emit(self, event: ReportEvent) -> bool {
        let on_event = self.0.try_get_value().flatten();
        on_event.is_some_and(|on_event| on_event.run(event))
    }
}
