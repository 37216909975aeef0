//! What the report shows below its header: rows, a skeleton, or a state card.

use crate::{
    erased::{ErasedMemo, show_if, view_fn},
    i18n::{Key, Translator},
    state::{DisplayState, NoRows, Report},
    view::{
        labels,
        report_body::ReportBody,
        status::{
            card_icon::CardIcon,
            recovery_button::{RecoveryAction, recovery_action},
            skeleton::Skeleton,
            state_card::StateCard,
        },
        summary::answer::Answer,
    },
};
use bounces_core::load::ErrorCode;
use leptos::prelude::*;

/// Shows the skeleton until the messages of the language are loaded.
#[component]
pub(crate) fn ReportContent() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    view_fn(move || {
        let state = if i18n.is_loaded() { report.display_state() } else { DisplayState::Loading };
        Some(content(report, state))
    })
}

fn content(report: Report, state: DisplayState) -> AnyView {
    match state {
        DisplayState::Idle => {
            let (title, text) = (Key::IdleTitle, Key::IdleText);
            view! { <StateCard icon=CardIcon::Envelope title text recovery=RecoveryAction::None /> }
                .into_any()
        }
        DisplayState::Loading => view! { <Answer /> <Skeleton /> }.into_any(),
        DisplayState::Rows => view! { <ReportBody /> }.into_any(),
        DisplayState::NoRows(no_rows) => {
            let is_restricted = !report.inputs().codes.read_untracked().is_empty();
            let (title, text) = labels::no_rows(no_rows, is_restricted);
            let icon = CardIcon::of(no_rows);
            // An email without bounces is compared with earlier emails, too.
            let has_answer =
                ErasedMemo::new(move |_| no_rows == NoRows::NoBounces && report.history().is_on());
            view! {
                {show_if(has_answer, || view! { <Answer /> }.into_any())}
                <StateCard icon title text recovery=RecoveryAction::CheckAgain />
            }
            .into_any()
        }
        DisplayState::Failed(code, reason) => {
            let (title, text) = labels::errors::title_and_text(code, reason);
            let recovery = recovery_action(code, reason);
            let has_countdown = code == ErrorCode::RateLimited;
            view! { <StateCard icon=CardIcon::Warning title text recovery has_countdown /> }
                .into_any()
        }
    }
}
