//! What a screen reader announces next. The message texts are in `view`.

use super::export_status::ExportOutcome;
use crate::{
    erased::{ErasedSignal, ErasedValue},
    platform::panic_boundary::guard_timer,
};
use bounces_core::load::{ErrorCode, ErrorReason};
use leptos::prelude::set_timeout;
use std::time::Duration;

/// How long the user pauses typing before the number of matching rows is announced.
const ANNOUNCE_DEBOUNCE: Duration = Duration::from_millis(600);

/// An announcement for screen readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    Sorted,
    Matching,
    Page(usize),
    Loaded,
    /// The load is complete, and there are no rows.
    LoadedNothing,
    Stopped,
    Failed(ErrorCode, Option<ErrorReason>),
    /// Nothing more is read of earlier emails.
    EarlierEmails,
    Selected,
    Exported(ExportOutcome),
    /// How far an action of the host is.
    HostAction,
}

/// The current announcement, and the one that waits until the user pauses.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    current: ErasedSignal<Option<Announcement>>,
    /// Counts edits of the query, so that a debounced announcement knows whether it is still the latest.
    edit_seq: ErasedValue<u32>,
}

impl Announcer {
    pub(super) fn new() -> Self {
        Self { current: ErasedSignal::new(None), edit_seq: ErasedValue::new(0) }
    }

    /// What a screen reader announces.
    pub(crate) fn current(self) -> Option<Announcement> {
        self.current.get()
    }

    pub(super) fn announce(self, announcement: Announcement) {
        self.current.set(Some(announcement));
    }

    /// Announces once the user pauses, unless [`Announcer::cancel_debounced`] is called before.
    pub(super) fn announce_debounced(self, announcement: Announcement) {
        let edit_seq = self.edit_seq.try_get_value();
        let announce = guard_timer(move || {
            // After disposal both are `None`, and setting the signal has no effect.
            if self.edit_seq.try_get_value() == edit_seq {
                self.announce(announcement);
            }
        });
        set_timeout(announce, ANNOUNCE_DEBOUNCE);
    }

    /// Drops the debounced announcement: the user did something else.
    pub(super) fn cancel_debounced(self) {
        self.edit_seq.update_value(|edit_seq| *edit_seq = edit_seq.wrapping_add(1));
    }

    /// Allows the same failure to be announced again.
    pub(super) fn clear_failure(self) {
        if let Some(Announcement::Failed(..)) = self.current.get_untracked() {
            self.current.set(None);
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed test may panic")]

    use super::*;
    use leptos::prelude::Owner;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn only_the_latest_edit_is_announced_after_a_pause() {
        let owner = Owner::new();
        let announcer = owner.with(Announcer::new);
        announcer.cancel_debounced();
        announcer.announce_debounced(Announcement::Matching);
        announcer.cancel_debounced();
        announcer.announce(Announcement::Sorted);
        wait(2 * ANNOUNCE_DEBOUNCE).await;
        assert_eq!(announcer.current.get_untracked(), Some(Announcement::Sorted));
        announcer.announce_debounced(Announcement::Matching);
        wait(2 * ANNOUNCE_DEBOUNCE).await;
        assert_eq!(announcer.current.get_untracked(), Some(Announcement::Matching));
    }

    #[wasm_bindgen_test]
    fn a_cleared_failure_can_be_announced_again_and_nothing_else_is_cleared() {
        Owner::new().with(|| {
            let announcer = Announcer::new();
            announcer.announce(Announcement::Failed(ErrorCode::Offline, None));
            announcer.clear_failure();
            assert_eq!(announcer.current(), None);
            announcer.announce(Announcement::Loaded);
            announcer.clear_failure();
            assert_eq!(announcer.current(), Some(Announcement::Loaded));
        });
    }

    async fn wait(duration: Duration) {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            set_timeout(move || drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED)), duration);
        });
        wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    }
}
