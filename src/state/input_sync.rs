//! Follows the host's inputs: loads, applies views, and updates what depends on the locale, the
//! time zone and the network.

use super::Report;
use crate::{
    erased::{ErasedMemo, ErasedValue},
    platform::panic_boundary::guard_timer,
};
use leptos::{ev, prelude::*};

impl Report {
    /// Loads the report, now and whenever the host's inputs change, until the owner is disposed.
    pub(crate) fn follow_inputs(self, view: Signal<String>) {
        let inputs = self.inputs();
        self.follow_request(view);
        Effect::new(move || {
            inputs.lang.track();
            self.query().refresh_collator();
        });
        Effect::new(move || {
            inputs.time_zone.track();
            self.query().refresh_date_bounds();
        });
        Effect::new(move |previous: Option<usize>| {
            let shown = inputs.history.get();
            if previous.is_some_and(|previous| previous != shown) {
                self.load_driver().restart_history();
            }
            shown
        });
        let on_online = guard_timer(move || self.load_driver().on_online());
        let listener = window_event_listener(ev::online, move |_| on_online());
        on_cleanup(move || {
            listener.remove();
            self.dispose();
        });
    }

    fn follow_request(self, view: Signal<String>) {
        let inputs = self.inputs();
        let request_key = ErasedMemo::new(move |_| {
            (inputs.campaign_activity_id.get(), inputs.api_base.get(), inputs.codes.get())
        });
        // A render effect runs immediately, so that requests start before the first render.
        let effect = RenderEffect::new(move |previous: Option<(_, String)>| {
            let (key, view) = (request_key.get(), view.get());
            let request_changed = previous.as_ref().is_none_or(|(previous, _)| *previous != key);
            let activity_changed = request_changed && self.load_driver().load(false);
            let view_changed = previous.is_none_or(|(_, previous)| previous != view);
            // A new activity starts with the host's view. Otherwise the host's view is applied when
            // the host sets it, even to the same value.
            if activity_changed || view_changed || !request_changed {
                self.query().apply_view(&view);
            }
            (key, view)
        });
        // Keeps the effect alive until the report is disposed.
        ErasedValue::new(effect);
    }
}
