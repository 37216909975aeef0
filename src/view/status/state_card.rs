//! What stands in the place of the table: an icon, what is the matter, and the next step.

use crate::{
    erased::{attr_fn, click, text_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Again, LoadPhase, NoRows, Report},
    view::{
        filters::filter_tags::ClearFilters,
        status::{countdown::Countdown, error_labels},
    },
};
use leptos::{ev::MouseEvent, prelude::*};

/// The icon on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    Envelope,
    Tick,
    Warning,
    Filter,
}

impl Icon {
    pub(crate) fn of(no_rows: NoRows) -> Self {
        match no_rows {
            NoRows::NoBounces => Self::Tick,
            NoRows::SendFailed | NoRows::Removed => Self::Warning,
            NoRows::Draft | NoRows::Scheduled | NoRows::Sending | NoRows::UnknownStatus => {
                Self::Envelope
            }
        }
    }

    /// Its lines, in a square of 24.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Envelope => "M3 6.5h18v11H3zm0 .5 9 6.5L21 7",
            Self::Tick => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm-4 9.2 2.8 2.8 5.2-5.6",
            Self::Warning => "M12 4 21 19.5H3zm0 6v4m0 2.4v.1",
            Self::Filter => "M4 5.5h16l-6.2 7.2v5.8l-3.6-2v-3.8z",
        }
    }
}

/// The next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NextStep {
    None,
    CheckAgain,
    TryAgain,
    SignIn,
    ClearFilters,
}

/// A card. What can stand in the places of its text, `labels::what_to_do` says.
#[component]
pub(crate) fn StateCard(
    icon: Icon,
    title: Key,
    text: Key,
    action: NextStep,
    /// Whether it says how long it is until the next try.
    #[prop(optional)]
    counts_down: bool,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let explained = move || error_labels::what_to_do(i18n, report, text);
    view! {
        <div class="state" part="message" class:success=icon == Icon::Tick>
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d=icon.path() />
            </svg>
            <h3>{t(title)}</h3>
            <p>{text_fn(explained)}</p>
            {counts_down.then(|| view! { <Countdown /> })}
            <NextStepButton action />
        </div>
    }
}

/// The button or link of a next step.
#[component]
pub(crate) fn NextStepButton(action: NextStep) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let button = |name: Box<dyn Fn() -> Key + Send>, act: fn(Report)| {
        let busy = move || report.load_phase() == LoadPhase::Reading;
        let button = view! {
            <button
                class="btn"
                type="button"
                aria-disabled=attr_fn(move || Some(busy().to_string()))
                on:click=click(move || {
                    if !untrack(busy) {
                        act(report);
                    }
                })
            >
                {text_fn(move || i18n.text(name()))}
            </button>
        };
        button.into_any()
    };
    let try_again = move || match report.again() {
        Again::InSeconds(_) | Again::Now => Key::TryNow,
        Again::WhenAsked | Again::From(_) => Key::TryAgain,
    };
    match action {
        NextStep::None => ().into_any(),
        NextStep::CheckAgain => button(Box::new(|| Key::CheckAgain), |report| {
            report.load(true);
        }),
        NextStep::TryAgain => button(Box::new(try_again), Report::retry),
        NextStep::ClearFilters => {
            view! { <ClearFilters text=Key::ClearFilters class="btn" /> }.into_any()
        }
        NextStep::SignIn => view! { <SignInLink /> }.into_any(),
    }
}

/// The way to sign in, which comes back to this page.
#[component]
fn SignInLink() -> impl IntoView {
    let report: Report = expect_context();
    let url = move || {
        let auth_base = report.inputs.auth_base.get();
        let login = format!("{}/login", auth_base.trim_end_matches('/'));
        if is_elsewhere(&login) { login } else { format!("{login}?return_to={}", here()) }
    };
    let sign_in = guard_listener(move |event: MouseEvent| {
        if report.sign_in(untrack(url)) {
            event.prevent_default();
        }
    });
    view! {
        <a class="btn primary" href=attr_fn(move || Some(url())) on:click=sign_in>{t(Key::SignIn)}</a>
    }
}

/// Whether an address is on another origin than the host's page, whose paths mean nothing there.
fn is_elsewhere(address: &str) -> bool {
    let origin = window().location().origin().unwrap_or_default();
    address.contains("://") && !address.starts_with(&format!("{origin}/"))
}

/// The path and query of the host's page, as a value in a query.
fn here() -> String {
    let location = window().location();
    let here = location.pathname().and_then(|path| Ok(path + &location.search()?));
    js_sys::encode_uri_component(&here.unwrap_or_else(|_| "/".to_owned())).into()
}
