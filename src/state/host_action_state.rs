//! What the host does with rows: its own actions, and events of which it takes over the widget's.

use super::{
    EventSink, Inputs, ReportEvent,
    action::{Action, ActionName},
    action_progress::{ActionProgress, ActionStatus},
    announcer::{Announcement, Announcer},
    contact_ids::ContactIds,
    export_scope::ExportScope,
    export_status::ExportStatus,
    host_action::{ActionScope, HostAction, WaitUntil},
    rows::LoadedRows,
    scope_state::ScopeState,
};
use crate::{erased::ErasedSignal, platform::panic_boundary::spawn_local};
use js_sys::Error;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The host's actions.
#[derive(Clone, Copy)]
pub(crate) struct HostActionState {
    actions: Signal<Vec<HostAction>>,
    campaign_activity_id: Signal<String>,
    sink: EventSink,
    announcer: Announcer,
    export_status: ExportStatus,
    progress: ActionProgress,
    rows: LoadedRows,
    scope: ScopeState,
    /// The action that the user has to confirm, and its rows.
    unconfirmed: ErasedSignal<Option<(HostAction, ExportScope)>>,
    /// The rows of the last action whose progress the host reports.
    last_rows: ErasedSignal<Option<ExportScope>>,
}

impl HostActionState {
    pub(super) fn new(
        inputs: &Inputs,
        sink: EventSink,
        announcer: Announcer,
        export_status: ExportStatus,
        progress: ActionProgress,
        rows: LoadedRows,
        scope: &ScopeState,
    ) -> Self {
        Self {
            actions: inputs.actions,
            campaign_activity_id: inputs.campaign_activity_id,
            sink,
            announcer,
            export_status,
            progress,
            rows,
            scope: *scope,
            unconfirmed: ErasedSignal::new(None),
            last_rows: ErasedSignal::new(None),
        }
    }

    /// The actions for the selected rows, or for those that match.
    pub(crate) fn offered(self, rows: ExportScope) -> Vec<HostAction> {
        let other = match rows {
            ExportScope::Selected => ActionScope::Remove,
            ExportScope::All | ExportScope::Matching => ActionScope::Selection,
        };
        let actions = self.actions.read();
        actions.iter().filter(|action| action.scope != other).cloned().collect()
    }

    /// Whether the last action whose progress the host reports was for these rows.
    pub(crate) fn was_for(self, rows: ExportScope) -> bool {
        self.last_rows.get() == Some(rows)
    }

    /// Whether the host is working on an action.
    pub(crate) fn is_running(self) -> bool {
        self.progress.is_running()
    }

    /// How far the last action is.
    pub(crate) fn status(self) -> ActionStatus {
        self.progress.status()
    }

    /// Notifies the host of an action of the widget; `true` if the host performs it itself.
    pub(crate) fn takes_over(self, action: Action, rows: ExportScope) -> bool {
        self.emit(ActionName::Widget(action), rows)
    }

    /// Performs an action, or asks the user to confirm it. Does nothing while another one is running.
    pub(crate) fn press(self, action: &HostAction, rows: ExportScope) {
        if untrack(|| self.is_running() || self.scope.row_count(rows) == 0) {
            return;
        }
        if action.confirm.is_some() {
            self.unconfirmed.set(Some((action.clone(), rows)));
        } else {
            self.emit(ActionName::Host(action.id.clone()), rows);
        }
    }

    /// The action that the user has to confirm, and the number of its rows.
    pub(crate) fn unconfirmed(self) -> Option<(HostAction, usize)> {
        let (action, rows) = self.unconfirmed.get()?;
        Some((action, self.scope.row_count(rows)))
    }

    /// Performs the action that waits for the user, or forgets it.
    pub(crate) fn answer(self, is_confirmed: bool) {
        let unconfirmed = self.unconfirmed.get_untracked();
        self.unconfirmed.set(None);
        if let Some((action, rows)) = unconfirmed.filter(|_| is_confirmed) {
            self.emit(ActionName::Host(action.id), rows);
        }
    }

    /// Notifies the host of an action of the user; `true` if it prevents the widget's own. Shows the host's progress, if
    /// it reports any.
    fn emit(self, action: ActionName, rows: ExportScope) -> bool {
        let contact_ids = ContactIds::new(self.rows, untrack(|| self.scope.rows(rows)));
        self.export_status.clear_outcome();
        let wait_until = WaitUntil::default();
        let event = ReportEvent::Action {
            action,
            count: contact_ids.row_count(),
            scope: rows,
            contact_ids: contact_ids.clone(),
            wait_until: wait_until.clone(),
        };
        let is_prevented = self.sink.emit(event);
        if let Some(promise) = wait_until.joined() {
            // The host may read them after the report was loaded again.
            contact_ids.get();
            self.last_rows.set(Some(rows));
            spawn_local(self.wait(JsFuture::from(promise)));
        }
        is_prevented
    }

    /// Shows that the host is working, and then its message.
    async fn wait(self, promise: JsFuture) {
        // The host may have removed the report while it handled the event.
        let Some(activity) = self.campaign_activity_id.try_get_untracked() else { return };
        self.export_status.clear_outcome();
        let run = self.progress.start();
        self.announcer.announce(Announcement::HostAction);
        let result = promise.await;
        // After disposal there is no report to show it in, and another report has nothing to do with it.
        let is_same = self.campaign_activity_id.try_get_untracked() == Some(activity);
        let status = match result {
            _ if !is_same => ActionStatus::None,
            Ok(values) => ActionStatus::Done(last_text(&values)),
            Err(reason) => ActionStatus::Failed(message_of(&reason)),
        };
        if self.progress.finish(run, status) && is_same {
            self.announcer.announce(Announcement::HostAction);
        }
    }
}

/// The last text among the values of the promises, or an empty one.
fn last_text(values: &JsValue) -> String {
    let texts = js_sys::Array::from(values).into_iter().filter_map(|value| value.as_string());
    texts.filter(|text| !text.trim().is_empty()).last().unwrap_or_default()
}

/// The message of an error, or an empty one.
fn message_of(reason: &JsValue) -> String {
    let of_error = || reason.dyn_ref::<Error>().map(|error| String::from(error.message()));
    reason.as_string().or_else(of_error).unwrap_or_default()
}
