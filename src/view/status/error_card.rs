//! The card that replaces a report that panicked.

use crate::{
    erased::{click, text_fn},
    view::status::{card::card, card_icon::CardIcon},
};
use leptos::prelude::*;

/// It gets its texts as props, because nothing of the report may be used after a panic.
#[component]
pub(crate) fn ErrorCard(
    title: String,
    text: String,
    /// The label of the button.
    button: String,
    on_retry: UnsyncCallback<()>,
) -> impl IntoView {
    let title = view! { <h2>{title}</h2> }.into_any();
    let button = view! {
        <button class="btn" part="button" type="button" on:click=click(move || on_retry.run(()))>
            {button}
        </button>
    };
    let text = text_fn(move || text.clone());
    view! {
        <section class="bounces" part="report">
            {card(CardIcon::Warning, title, text, button.into_any(), Some("alert"))}
        </section>
    }
}
