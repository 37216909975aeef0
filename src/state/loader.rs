//! The load of the report: holds the state machine of `bounces_core::load` and shows its status as
//! signals. `load_driver` performs what the machine asks for; the rules are in core.

use super::{Inputs, context::ReportContext, retry::Retry};
use crate::{
    api::{Client, RequestFailure},
    erased::{ErasedSignal, ErasedValue},
    i18n::now,
};
use bounces_core::load::{
    Action, Event, Load, LoadFlags, LoadPhase, RequestId, RetryState, Target,
};

/// The load of the rows and of what surrounds them.
#[derive(Clone, Copy)]
pub(crate) struct Loader {
    machine: ErasedValue<Load>,
    /// Sends the requests of the current load.
    client: ErasedValue<Option<Client>>,
    /// The request that failed last, until the host is notified.
    failure: ErasedValue<Option<Box<RequestFailure>>>,
    phase: ErasedSignal<LoadPhase>,
    flags: ErasedSignal<LoadFlags>,
    retry: Retry,
    context: ReportContext,
}

impl Loader {
    pub(super) fn new(inputs: &Inputs) -> Self {
        Self {
            machine: ErasedValue::new(Load::default()),
            client: ErasedValue::new(None),
            failure: ErasedValue::new(None),
            phase: ErasedSignal::new(LoadPhase::default()),
            flags: ErasedSignal::new(LoadFlags::default()),
            retry: Retry::new(),
            context: ReportContext::new(inputs),
        }
    }

    /// How far the rows are loaded.
    pub(crate) fn phase(self) -> LoadPhase {
        self.phase.get()
    }

    /// Subscribes to [`Loader::phase`].
    pub(super) fn track_phase(self) {
        self.phase.track();
    }

    /// Whether the report is loaded again, and the rows are still those of the previous load.
    pub(crate) fn is_refreshing(self) -> bool {
        self.flags.get().is_refreshing
    }

    /// Whether the rows are those of a whole report, even while it is being refreshed.
    pub(crate) fn is_complete(self) -> bool {
        self.flags.get().is_complete
    }

    /// Whether the report has more than one page of rows.
    pub(crate) fn has_pages(self) -> bool {
        self.flags.get().has_pages
    }

    /// When a failed load is retried.
    pub(crate) fn retry_state(self) -> RetryState {
        self.retry.state()
    }

    /// The timer of the countdown.
    pub(super) fn retry(self) -> Retry {
        self.retry
    }

    /// What surrounds the rows.
    pub(super) fn context(self) -> ReportContext {
        self.context
    }

    /// Whether a response to this request still matters.
    pub(super) fn awaits(self, request: RequestId) -> bool {
        self.machine.try_with_value(|machine| machine.awaits(request)) == Some(true)
    }

    /// Whether the beginning of the page that answers this request is worth showing.
    pub(super) fn wants_partial_page(self, request: RequestId) -> bool {
        self.machine.try_with_value(|machine| machine.wants_partial_page(request)) == Some(true)
    }

    /// Whether everything has arrived.
    pub(super) fn is_finished(self) -> bool {
        self.machine.try_with_value(Load::is_finished) == Some(true)
    }

    /// Whether the first page is about to be shown, which the second one must wait for.
    pub(super) fn is_yielding(self) -> bool {
        self.machine.try_with_value(Load::is_yielding) == Some(true)
    }

    /// Takes in an event, and shows what follows from it for the load itself.
    pub(super) fn handle(self, event: Event) {
        let handle = |machine: &mut Load| {
            machine.handle(event, now());
            machine.status()
        };
        let Some(status) = self.machine.try_update_value(handle) else { return };
        self.phase.update_if_changed(|phase| *phase = status.phase);
        self.flags.update_if_changed(|flags| *flags = status.flags);
        self.retry.set_state(status.retry);
    }

    /// The next thing to do. `page` is the request whose page the caller has.
    pub(super) fn poll_action(self, page: Option<RequestId>) -> Option<Action> {
        self.machine.try_update_value(|machine| machine.poll_action(page)).flatten()
    }

    /// Sends the requests of the current load.
    pub(super) fn client(self) -> Option<Client> {
        self.client.try_get_value().flatten()
    }

    /// The activity that is loaded, as the host names it.
    pub(super) fn activity_id(self) -> String {
        self.machine.with_value(|machine| machine.target().activity_id.clone())
    }

    /// Whether the last load was of the same activity.
    pub(super) fn is_for(self, target: &Target) -> bool {
        self.machine.with_value(|machine| machine.is_for(target))
    }

    /// Replaces the client.
    pub(super) fn set_client(self, client: Client) {
        self.client.set_value(Some(client));
    }

    /// Keeps a failed request for [`Loader::take_failure`].
    pub(super) fn set_failure(self, failure: Option<Box<RequestFailure>>) {
        self.failure.set_value(failure);
    }

    /// The request that failed last.
    pub(super) fn take_failure(self) -> Option<Box<RequestFailure>> {
        self.failure.try_update_value(Option::take).flatten()
    }

    /// Aborts the page request that is under way.
    pub(super) fn abort_pages(self) {
        self.client.update_value(|client| {
            if let Some(client) = client {
                client.abort_pages();
            }
        });
    }
}
