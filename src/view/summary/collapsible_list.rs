//! A list that its title collapses.

use crate::{
    erased::{ErasedMemo, TextFn, attr_fn, text_fn},
    i18n::{Key, t},
};
use leptos::prelude::*;

/// Values rather than literal text, for the reason given in `skeleton`.
const CHEVRON: &str = "chevron";

/// A native disclosure. `platform::open_where_wide` opens it where there is room.
#[component]
pub(crate) fn CollapsibleList(
    title: Key,
    /// What the numbers of the list are, if they are not the final ones.
    source: TextFn,
    /// The two largest lines, shown while the list is collapsed.
    summary_text: ErasedMemo<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="collapsible" open=true>
            <summary>
                <h3>{t(title)} " " <span>{source}</span></h3>
                <i class=CHEVRON></i>
                " "
                <span class="summary-text" title=attr_fn(move || Some(summary_text.get()))>
                    {text_fn(move || summary_text.get())}
                </span>
            </summary>
            {children()}
        </details>
    }
}
