//! The card that replaces the table when there are no rows to show.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator},
    state::Report,
    view::{
        labels,
        status::{
            card::card,
            card_icon::CardIcon,
            countdown::Countdown,
            recovery_button::{RecoveryAction, RecoveryButton},
        },
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn StateCard(
    icon: CardIcon,
    title: Key,
    /// The explanation. [`labels::errors::advice`] fills its placeholders.
    text: Key,
    recovery: RecoveryAction,
    /// Whether to show the countdown to the next retry.
    #[prop(optional)]
    has_countdown: bool,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let title = text_fn(move || labels::errors::advice(i18n, report, title));
    let title = view! { <h3>{title}</h3> }.into_any();
    let text = text_fn(move || labels::errors::advice(i18n, report, text));
    let recovery = view! {
        {has_countdown.then(|| view! { <Countdown /> })}
        <RecoveryButton recovery />
    };
    card(icon, title, text, recovery.into_any(), None)
}
