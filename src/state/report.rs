//! The handle of a report, and what concerns several of its sub-states.

use super::{
    DisplayState, EventSink, Inputs,
    action_progress::ActionProgress,
    announcer::Announcer,
    context::ReportContext,
    domains::DomainState,
    expanded_rows::ExpandedRows,
    export::{ExportSources, ExportState},
    export_status::ExportStatus,
    history::HistoryState,
    history_driver::HistoryDriver,
    host_action_state::HostActionState,
    layout::Layout,
    load_driver::{LoadDriver, LoadTargets},
    loader::Loader,
    query::QueryState,
    readiness::Readiness,
    rendering::Rendering,
    rows::LoadedRows,
    scope_state::ScopeState,
    selection::SelectionState,
    share_dialog::ShareDialogState,
    sign_in::SignInState,
};
use crate::{
    erased::{ErasedMemo, ErasedValue},
    platform::{
        next_task,
        panic_boundary::{flush_effects, spawn_local},
    },
    state::ReportEvent,
};
use bounces_core::history::SentEmail;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use web_sys::Window;

/// The next report's id.
static NEXT_INSTANCE_ID: AtomicU32 = AtomicU32::new(0);

/// Declares the sub-states, and a method of [`Report`] for each public one.
macro_rules! sub_states {
    (
        private { $(#[doc = $private_doc:literal] $private:ident: $private_type:ty,)* }
        public { $(#[doc = $doc:literal] $name:ident: $type:ty,)* }
    ) => {
        /// The sub-states, each a handle over signals of its own.
        #[derive(Clone, Copy)]
        struct SubStates {
            $(#[doc = $private_doc] $private: $private_type,)*
            $(#[doc = $doc] $name: $type,)*
        }

        impl Report {
            $(
                #[doc = $doc]
                pub(crate) fn $name(self) -> $type {
                    self.0.with_value(|states| states.$name)
                }
            )*
        }
    };
}

/// The state of a report: a handle over its sub-states, in a box because every closure of the view copies it.
#[derive(Clone, Copy)]
pub(crate) struct Report(ErasedValue<SubStates>);

sub_states! {
    private {
        /// Differs between the reports of a page.
        instance_id: u32,
        /// What the host is notified through.
        sink: EventSink,
        /// Which screen to show.
        screen: ErasedMemo<DisplayState>,
        /// The wait for a sign-in in another window.
        sign_in: SignInState,
    }
    public {
        /// What the host passes in.
        inputs: Inputs,
        /// The loaded rows.
        rows: LoadedRows,
        /// What screen readers announce.
        announcer: Announcer,
        /// Which rows show the explanation of their reason.
        expanded_rows: ExpandedRows,
        /// Filters, sort, page, and the rows that match.
        query: QueryState,
        /// Which rows are selected.
        selection: SelectionState,
        /// The domains of the addresses.
        domains: DomainState,
        /// Columns and row height.
        layout: Layout,
        /// How far the report is loaded.
        loader: Loader,
        /// Loads, stops and resumes.
        load_driver: LoadDriver,
        /// Clipboard, files and print.
        export: ExportState,
        /// The dialog that shares a summary.
        share_dialog: ShareDialogState,
        /// The host's own actions.
        host_actions: HostActionState,
        /// The trend, and who bounced in earlier emails.
        history: HistoryState,
        /// What hosts wait for.
        readiness: Readiness,
        /// How much of the report is drawn.
        rendering: Rendering,
    }
}

impl Report {
    /// A report of no activity yet.
    pub(crate) fn new(inputs: Inputs, sink: EventSink) -> Self {
        let rows = LoadedRows::new();
        let announcer = Announcer::new();
        let expanded_rows = ExpandedRows::new();
        let query = QueryState::new(&inputs, sink, rows, announcer, expanded_rows);
        let history = HistoryState::new(rows);
        let action_progress = ActionProgress::new();
        let export_status = ExportStatus::new(action_progress);
        let selection = SelectionState::new(sink, rows, &query, announcer, export_status);
        let loader = Loader::new(&inputs);
        let history_driver = HistoryDriver::new(&inputs, history, rows, &query, announcer, loader);
        let screen = ErasedMemo::new(move |previous: Option<&DisplayState>| {
            let state = loader.context().with_activity_resource(|activity| {
                DisplayState::new(loader.phase(), rows.count(), activity)
            });
            state.or_previous(previous.copied(), loader.is_refreshing())
        });
        let scope = ScopeState::new(rows, &query, selection);
        let sources = ExportSources { rows, query, scope, loader };
        let host_actions = HostActionState::new(
            &inputs,
            sink,
            announcer,
            export_status,
            action_progress,
            rows,
            &scope,
        );
        let load_targets = LoadTargets { sink, rows, query, selection, announcer, loader };
        Self(ErasedValue::new(SubStates {
            instance_id: NEXT_INSTANCE_ID.fetch_add(1, Ordering::Relaxed),
            inputs,
            sink,
            rows,
            announcer,
            expanded_rows,
            query,
            selection,
            domains: DomainState::new(rows, &query),
            layout: Layout::new(&inputs, history),
            load_driver: LoadDriver::new(&inputs, &load_targets, &history_driver),
            loader,
            export: ExportState::new(&inputs, announcer, export_status, &sources),
            share_dialog: ShareDialogState::new(),
            host_actions,
            history,
            readiness: Readiness::new(&inputs, rows, loader),
            sign_in: SignInState::new(inputs.auth_base, loader),
            rendering: Rendering::new(),
            screen,
        }))
    }

    /// The activity, its counts, and when it was sent.
    pub(crate) fn context(self) -> ReportContext {
        self.loader().context()
    }

    /// The same as [`Report::readiness`]; `None` after disposal.
    pub(crate) fn try_readiness(self) -> Option<Readiness> {
        self.0.try_with_value(|states| states.readiness)
    }

    /// Which screen to show.
    pub(crate) fn display_state(self) -> DisplayState {
        self.0.with_value(|states| states.screen).get()
    }

    /// The id of a part of the row at an index of the page. It is unique in the document: Leptos applications may have
    /// several reports in one tree.
    pub(crate) fn element_id(self, part: &str, index: usize) -> String {
        let instance_id = self.0.with_value(|states| states.instance_id);
        format!("bounces-{instance_id}-{part}-{index}")
    }

    /// Whether addresses are masked on the screen and in print.
    pub(crate) fn is_masked(self) -> bool {
        self.inputs().masked.get()
    }

    /// Subscribes to everything that a row shows besides its own values.
    pub(crate) fn track_row_inputs(self) {
        self.selection().track();
        self.expanded_rows().track();
        self.export().track_outcome();
        self.layout().track_columns();
        self.history().track();
        self.query().track_highlights();
        self.inputs().masked.track();
        // Suggestions improve while rows are loading.
        self.loader().track_phase();
    }

    /// The number of rows that match, without subscribing; 0 after disposal.
    pub(crate) fn matching_count_untracked(self) -> usize {
        let query = self.0.try_with_value(|states| states.query);
        query.map_or(0, QueryState::matching_count_untracked)
    }

    /// Waits until the results of the query among the rows loaded so far are in the document.
    pub(crate) async fn wait_query_idle(self) {
        let states = self.0.try_with_value(|states| {
            (states.load_driver, states.query.results(), states.rendering)
        });
        let Some((load_driver, results, rendering)) = states else { return };
        load_driver.flush_rows();
        flush_effects().await;
        while results.is_running() || rendering.is_continuing() {
            next_task().await;
            flush_effects().await;
        }
    }

    /// Removes all filters and the selection, on behalf of the host.
    pub(crate) fn clear(self) {
        self.query().clear_filters_silently();
        self.selection().clear_silently();
    }

    /// Whether everything is loaded, earlier emails included, without subscribing.
    pub(crate) fn is_finished(self) -> bool {
        untrack(|| self.loader().is_finished() && self.history().is_finished())
    }

    /// The current view, without subscribing; empty after disposal.
    pub(crate) fn view(self) -> String {
        let query = self.0.try_with_value(|states| states.query);
        query.map(|query| query.view_state().to_string()).unwrap_or_default()
    }

    /// Notifies the host that the user wants to sign in; `true` if the host does that itself.
    pub(crate) fn sign_in(self, url: String) -> bool {
        self.0.with_value(|states| states.sink).emit(ReportEvent::SignIn { url })
    }

    /// Loads the report once the user has signed in, in another window.
    pub(crate) fn load_after_sign_in(self, opened: Window) {
        let (sign_in, load_driver) =
            self.0.with_value(|states| (states.sign_in, states.load_driver));
        sign_in.load_after(opened, &load_driver);
    }

    /// Notifies the host that the user wants to see the report of an email of the trend. If its activity is not known, it
    /// is requested first.
    pub(crate) fn open_email(self, email: SentEmail, is_current: bool) {
        let campaign = email.campaign;
        let emit = move |activity_id: Option<String>| {
            let event = ReportEvent::OpenEmail { campaign_id: campaign.to_string(), activity_id };
            if let Some(sink) = self.0.try_with_value(|states| states.sink) {
                sink.emit(event);
            }
        };
        let known = if is_current {
            Some(self.loader().activity_id())
        } else {
            self.history().activity(campaign).map(|id| id.to_string())
        };
        if known.is_some() {
            return emit(known);
        }
        let load_driver = self.load_driver();
        spawn_local(async move {
            emit(load_driver.find_activity(email).await.map(|id| id.to_string()));
        });
    }

    /// Aborts all requests, and resolves everything that hosts wait for.
    pub(crate) fn dispose(self) {
        if let Some(states) = self.0.try_with_value(|states| *states) {
            states.load_driver.dispose();
            states.sign_in.end_wait();
            states.readiness.resolve_waiters();
            states.readiness.resolve_end_waiters();
        }
    }
}
