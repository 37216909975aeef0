//! How many rows are selected, and what can be done with them.

use super::{
    dynamic::{self, Click, label, part},
    wording,
};
use crate::{
    state::Report,
    text::{Key, Words},
};
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlElement};

/// Stands there while rows are selected, also while the filter hides them all.
#[component]
pub(super) fn SelectionBar() -> impl IntoView {
    let report: Report = expect_context();
    let any = Memo::new(move |_| report.rows_selected() > 0);
    part(move || any.get().then(|| view! { <Actions /> }.into_any()))
}

#[component]
fn Actions() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let clear: Click = Box::new(move |event| {
        // The button goes away, and the focus must not go with it.
        let button = event.current_target().map(JsCast::unchecked_into::<Element>);
        if let Some(Ok(Some(foot))) = button.map(|button| button.closest("[tabindex]")) {
            let _ = foot.unchecked_into::<HtmlElement>().focus();
        }
        report.clear_selection();
    });
    view! {
        <div class="actions">
            <span>{dynamic::text(move || wording::selected(words, report))}</span>
            <button class="btn quiet" type="button" on:click=clear>{label(Key::ClearSelection)}</button>
        </div>
    }
}
