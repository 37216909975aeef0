//! The wait for a sign-in in another window.

use super::{LoadPhase, load_driver::LoadDriver, loader::Loader};
use crate::{
    erased::ErasedValue,
    platform::{self, panic_boundary::spawn_local},
};
use bounces_core::load::ErrorCode;
use leptos::prelude::*;
use web_sys::{AbortController, Window};

/// Waits for one sign-in at a time, and loads the report then.
#[derive(Clone, Copy)]
pub(crate) struct SignInState {
    auth_base: Signal<String>,
    loader: Loader,
    /// The window of the sign-in that is waited for, and what ends that.
    waiting: ErasedValue<Option<(Window, AbortController)>>,
}

impl SignInState {
    pub(super) fn new(auth_base: Signal<String>, loader: Loader) -> Self {
        let state = Self { auth_base, loader, waiting: ErasedValue::new(None) };
        Effect::new(move || {
            // The user has signed in by another way.
            if loader.phase() == LoadPhase::Complete {
                state.end_wait();
            }
        });
        state
    }

    /// Loads the report once the user has signed in with a window. It replaces an earlier one, which is closed.
    pub(super) fn load_after(self, opened: Window, load_driver: &LoadDriver) {
        if let Some(replaced) = self.end_wait() {
            // A window that is closed already stays so.
            let _ = replaced.close();
        }
        let Ok(ending) = AbortController::new() else { return };
        let signal = ending.signal();
        self.waiting.set_value(Some((opened.clone(), ending)));
        let load_driver = *load_driver;
        let session_url =
            format!("{}/session", self.auth_base.get_untracked().trim_end_matches('/'));
        spawn_local(async move {
            let has_signed_in = platform::has_signed_in(&opened, &session_url, &signal).await;
            // The wait also ends with the report, whose state is gone then.
            if has_signed_in.is_truthy() && !signal.aborted() {
                self.end_wait();
                if self.is_refused() {
                    load_driver.load(false);
                }
            }
        });
    }

    /// Whether the report needs a sign-in, or one that grants more.
    fn is_refused(self) -> bool {
        let phase = untrack(|| self.loader.phase());
        matches!(phase, LoadPhase::Failed(error) if matches!(error.code, ErrorCode::SignedOut | ErrorCode::Forbidden))
    }

    /// Stops waiting. Returns the window of the sign-in that was waited for.
    pub(super) fn end_wait(self) -> Option<Window> {
        let (opened, ending) = self.waiting.try_update_value(Option::take)??;
        ending.abort();
        Some(opened)
    }
}
