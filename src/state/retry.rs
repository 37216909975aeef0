//! What is shown of a retry, and the timer behind its countdown. When a load is retried is decided
//! in `bounces_core::load`.

use crate::erased::{ErasedSignal, ErasedValue};
use bounces_core::load::RetryState;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::set_timeout_with_handle};
use std::time::Duration;

/// The retry of a failed load.
#[derive(Clone, Copy)]
pub(super) struct Retry {
    state: ErasedSignal<RetryState>,
    timer: ErasedValue<Option<TimeoutHandle>>,
}

impl Retry {
    pub(super) fn new() -> Self {
        Self { state: ErasedSignal::new(RetryState::default()), timer: ErasedValue::new(None) }
    }

    /// When a failed load is retried.
    pub(super) fn state(self) -> RetryState {
        self.state.get()
    }

    pub(super) fn set_state(self, state: RetryState) {
        self.state.update_if_changed(|shown| *shown = state);
    }

    /// Calls `tick` once after `delay`, instead of what the timer was set for before.
    pub(super) fn set_timer(self, delay: Duration, tick: Box<dyn Fn()>) {
        self.cancel_timer();
        self.timer.set_value(set_timeout_with_handle(tick, delay).ok());
    }

    pub(super) fn cancel_timer(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }
}
