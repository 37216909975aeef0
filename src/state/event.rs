//! What the widget notifies its host of. The element turns it into DOM events, in `element`.

use super::{
    action::ActionName, contact_ids::ContactIds, export_scope::ExportScope, host_action::WaitUntil,
};
use crate::erased::ErasedValue;
use bounces_core::load::ErrorCode;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The exception behind an error, if there is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cause(pub Option<JsValue>);

impl Eq for Cause {}

/// Something that the host may react to. Serialized, it is the `detail` of the DOM event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum ReportEvent {
    /// A report starts to load.
    LoadStart {
        /// The activity.
        campaign_activity_id: String,
    },
    /// A page was loaded.
    Progress {
        /// Rows loaded so far.
        rows: usize,
        /// Rows according to the upstream, if it counts them.
        total: Option<u64>,
    },
    /// All pages are loaded.
    Load {
        /// The activity.
        campaign_activity_id: String,
        /// Rows in the report.
        rows: usize,
    },
    /// Loading ended early. The rows loaded so far stay.
    Error {
        /// The reason.
        code: ErrorCode,
        /// Seconds to wait before another attempt, where that helps.
        retry_after: Option<u64>,
        /// The status of the response that caused the error.
        status: Option<u16>,
        /// What was requested.
        url: Option<String>,
        /// The media type of that response.
        content_type: Option<String>,
        /// The exception of the browser or of the host's fetcher.
        #[serde(skip)]
        cause: Cause,
    },
    /// The selection changed.
    SelectionChange {
        /// The number of selected rows.
        count: usize,
        /// Their contacts, newest bounce first: one for each row that has one, the first 10,000.
        contact_ids: Vec<String>,
    },
    /// The user wants something done with rows. If it is prevented, the widget does not do it.
    Action {
        /// The action.
        action: ActionName,
        /// The number of rows.
        count: usize,
        /// Which rows these are.
        scope: ExportScope,
        /// Their contacts.
        #[serde(skip)]
        contact_ids: ContactIds,
        /// Lets the host tell the user how the action goes.
        #[serde(skip)]
        wait_until: WaitUntil,
    },
    /// The user changed filters, sort, page or page size.
    ViewChange {
        /// All of them, in the format of the prop `view`.
        view: String,
    },
    /// The user wants to sign in. If it is prevented, the widget does not navigate.
    SignIn {
        /// The proxy's sign-in page.
        url: String,
    },
    /// The user wants to see the report of another email. The widget does not navigate: the host decides.
    OpenEmail {
        /// The campaign of that email.
        campaign_id: String,
        /// Its activity, if it is known already.
        activity_id: Option<String>,
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
            Self::OpenEmail { .. } => "bounces-open-email",
        }
    }

    /// Whether the host can prevent the default action.
    pub fn is_cancelable(&self) -> bool {
        matches!(self, Self::Action { .. } | Self::SignIn { .. } | Self::OpenEmail { .. })
    }
}

/// The host's callback.
#[derive(Clone, Copy)]
pub(crate) struct EventSink(ErasedValue<Option<UnsyncCallback<ReportEvent, bool>>>);

impl EventSink {
    pub(crate) fn new(on_event: Option<UnsyncCallback<ReportEvent, bool>>) -> Self {
        Self(ErasedValue::new(on_event))
    }

    /// Notifies the host; `true` if it prevents the default action.
    pub(crate) fn emit(self, event: ReportEvent) -> bool {
        let on_event = self.0.try_get_value().flatten();
        // Signals that the host reads are no concern of the effect that causes the event.
        on_event.is_some_and(|on_event| untrack(|| on_event.run(event)))
    }
}
