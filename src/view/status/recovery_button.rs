//! The button or link on a state card or an error banner.

use crate::{
    erased::{ErasedSignal, text_fn, true_attr, view_fn},
    i18n::{Key, Translator, now, t},
    platform::{self, panic_boundary::guard_listener},
    state::{LoadPhase, Report, RetryState},
    view::{filters::filter_tags::ClearFilters, focus, status::sign_in_link::SignInLink},
};
use bounces_core::{
    load::{ErrorCode, ErrorReason},
    wire::MissingPermission,
};
use leptos::{ev::MouseEvent, prelude::*};

/// What the user can do about the state that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecoveryAction {
    None,
    CheckAgain,
    TryAgain,
    /// Try again, and for developers: how a proxy is set up.
    SetUpProxy,
    SignIn,
    ClearFilters,
}

/// What the user can do after an error.
pub(crate) fn recovery_action(code: ErrorCode, reason: Option<ErrorReason>) -> RecoveryAction {
    match code {
        ErrorCode::SignedOut => RecoveryAction::SignIn,
        // Signing in again grants the missing scope.
        ErrorCode::Forbidden if reason == Some(ErrorReason::Missing(MissingPermission::Scope)) => {
            RecoveryAction::SignIn
        }
        ErrorCode::NoProxy => RecoveryAction::SetUpProxy,
        ErrorCode::Forbidden
        | ErrorCode::NotFound
        | ErrorCode::UnsupportedRole
        | ErrorCode::RateLimited
        | ErrorCode::QuotaExhausted
        | ErrorCode::Offline
        | ErrorCode::Unavailable
        | ErrorCode::InvalidResponse
        | ErrorCode::InternalError => RecoveryAction::TryAgain,
    }
}

#[component]
pub(crate) fn RecoveryButton(recovery: RecoveryAction) -> impl IntoView {
    let report: Report = expect_context();
    let try_again = move || match report.loader().retry_state() {
        RetryState::Scheduled(_) | RetryState::Retrying => Key::TryNow,
        RetryState::Manual | RetryState::NotBefore(_) => Key::TryAgain,
    };
    let try_again = || load_button(Box::new(try_again), move || report.load_driver().resume());
    match recovery {
        RecoveryAction::None => ().into_any(),
        RecoveryAction::CheckAgain => view! { <CheckAgain /> }.into_any(),
        RecoveryAction::TryAgain => try_again(),
        RecoveryAction::SetUpProxy => view! { {try_again()} {documentation_link()} }.into_any(),
        RecoveryAction::ClearFilters => {
            view! { <ClearFilters text=Key::ClearFilters class="btn" /> }.into_any()
        }
        RecoveryAction::SignIn => view! { <SignInLink /> }.into_any(),
    }
}

fn documentation_link() -> Option<AnyView> {
    let url = platform::documentation_url()?;
    let link = view! {
        <a class="link" href=url target="_blank" rel="noreferrer">
            {t(Key::ProxyDocumentation)}
        </a>
    };
    Some(link.into_any())
}

/// A button that loads the report again. If the card stays, it says when that was.
#[component]
fn CheckAgain() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let checked = ErasedSignal::new(None);
    let check = move || {
        checked.set(Some(now()));
        report.load_driver().load(true);
    };
    let last_check = move || {
        let time = checked.get().filter(|_| report.loader().phase() != LoadPhase::Loading)?;
        let time = i18n.date_time(time);
        let text = i18n.format(Key::LastChecked, &[("time", (&time).into())]);
        Some(view! { <p class="secondary">{text}</p> }.into_any())
    };
    view! {
        {load_button(Box::new(|| Key::CheckAgain), check)}
        {view_fn(last_check)}
    }
}

/// A button that starts a load. While one is running it does nothing, but stays focusable.
fn load_button(name: Box<dyn Fn() -> Key + Send>, start: impl Fn() + 'static) -> AnyView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_loading = move || report.loader().phase() == LoadPhase::Loading;
    let press = guard_listener(move |event: MouseEvent| {
        if !untrack(is_loading) {
            // The banner above rows disappears with its button.
            focus::leave_banner(&event);
            start();
        }
    });
    let disabled = true_attr(is_loading);
    let button = view! {
        <button class="btn" part="button" type="button" aria-disabled=disabled on:click=press>
            {text_fn(move || i18n.text(name()))}
        </button>
    };
    button.into_any()
}
