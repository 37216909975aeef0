//! The handle of a report, and what concerns several of its sub-states.

use super::{
    DisplayState, EventSink, Inputs,
    announcer::Announcer,
    context::ReportContext,
    domains::DomainState,
    expanded_rows::ExpandedRows,
    export::{ExportSources, ExportState},
    export_status::ExportStatus,
    history::HistoryState,
    history_driver::HistoryDriver,
    layout::Layout,
    load_driver::LoadDriver,
    loader::Loader,
    query::QueryState,
    readiness::Readiness,
    rendering::Rendering,
    rows::LoadedRows,
    scope_state::ScopeState,
    selection::SelectionState,
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
use bounces_core::Uuid;
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use web_sys::Window;

/// The next report's id.
static NEXT_INSTANCE_ID: AtomicU32 = AtomicU32::new(0);

/// The state of a report: a handle over its sub-states.
#[derive(Clone, Copy)]
pub(crate) struct Report(ErasedValue<SubStates>);

/// The sub-states, each a handle over signals of its own.
#[derive(Clone, Copy)]
struct SubStates {
    /// Differs between the reports of a page.
    instance_id: u32,
    inputs: Inputs,
    sink: EventSink,
    rows: LoadedRows,
    announcer: Announcer,
    expanded_rows: ExpandedRows,
    query: QueryState,
    selection: SelectionState,
    domains: DomainState,
    layout: Layout,
    loader: Loader,
    load_driver: LoadDriver,
    export: ExportState,
    history: HistoryState,
    readiness: Readiness,
    sign_in: SignInState,
    rendering: Rendering,
    display_state: ErasedMemo<DisplayState>,
}

impl Report {
    /// A report of no activity yet.
    pub(crate) fn new(inputs: Inputs, sink: EventSink) -> Self {
        let rows = LoadedRows::new();
        let announcer = Announcer::new();
        let expanded_rows = ExpandedRows::new();
        let query = QueryState::new(&inputs, sink, rows, announcer, expanded_rows);
        let history = HistoryState::new(rows);
        let export_status = ExportStatus::new();
        let selection = SelectionState::new(sink, rows, &query, announcer, export_status);
        let loader = Loader::new(&inputs);
        let history_driver = HistoryDriver::new(&inputs, history, rows, &query, loader);
        let display_state = ErasedMemo::new(move |previous: Option<&DisplayState>| {
            let state = loader.context().with_activity_resource(|activity| {
                DisplayState::new(loader.phase(), rows.count(), activity)
            });
            state.or_previous(previous.copied(), loader.is_refreshing())
        });
        let scope = ScopeState::new(rows, &query, selection);
        let sources = ExportSources { rows, query, scope, loader };
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
            load_driver: LoadDriver::new(
                &inputs,
                sink,
                rows,
                &query,
                selection,
                announcer,
                &history_driver,
            ),
            loader,
            export: ExportState::new(&inputs, sink, announcer, export_status, &sources),
            history,
            readiness: Readiness::new(&inputs, rows, loader),
            sign_in: SignInState::new(inputs.auth_base, loader),
            rendering: Rendering::new(),
            display_state,
        }))
    }

    /// What the host passes in.
    pub(crate) fn inputs(self) -> Inputs {
        self.0.with_value(|states| states.inputs)
    }

    /// The loaded rows.
    pub(crate) fn rows(self) -> LoadedRows {
        self.0.with_value(|states| states.rows)
    }

    /// What screen readers announce.
    pub(crate) fn announcer(self) -> Announcer {
        self.0.with_value(|states| states.announcer)
    }

    /// Which rows show the explanation of their reason.
    pub(crate) fn expanded_rows(self) -> ExpandedRows {
        self.0.with_value(|states| states.expanded_rows)
    }

    /// Filters, sort, page, and the rows that match.
    pub(crate) fn query(self) -> QueryState {
        self.0.with_value(|states| states.query)
    }

    /// Which rows are selected.
    pub(crate) fn selection(self) -> SelectionState {
        self.0.with_value(|states| states.selection)
    }

    /// The domains of the addresses.
    pub(crate) fn domains(self) -> DomainState {
        self.0.with_value(|states| states.domains)
    }

    /// Columns and row height.
    pub(crate) fn layout(self) -> Layout {
        self.0.with_value(|states| states.layout)
    }

    /// How far the report is loaded.
    pub(crate) fn loader(self) -> Loader {
        self.0.with_value(|states| states.loader)
    }

    /// Loads, stops and resumes.
    pub(crate) fn load_driver(self) -> LoadDriver {
        self.0.with_value(|states| states.load_driver)
    }

    /// The activity, its counts, and when it was sent.
    pub(crate) fn context(self) -> ReportContext {
        self.loader().context()
    }

    /// Clipboard, files and print.
    pub(crate) fn export(self) -> ExportState {
        self.0.with_value(|states| states.export)
    }

    /// The trend, and who bounced in earlier emails.
    pub(crate) fn history(self) -> HistoryState {
        self.0.with_value(|states| states.history)
    }

    /// What hosts wait for.
    pub(crate) fn readiness(self) -> Readiness {
        self.0.with_value(|states| states.readiness)
    }

    /// How much of the report is drawn.
    pub(crate) fn rendering(self) -> Rendering {
        self.0.with_value(|states| states.rendering)
    }

    /// The same; `None` after disposal.
    pub(crate) fn try_readiness(self) -> Option<Readiness> {
        self.0.try_with_value(|states| states.readiness)
    }

    /// Which screen to show.
    pub(crate) fn display_state(self) -> DisplayState {
        self.0.with_value(|states| states.display_state).get()
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
    pub(crate) fn open_email(self, campaign: Uuid, is_current: bool) {
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
            emit(load_driver.find_activity(campaign).await.map(|id| id.to_string()));
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
