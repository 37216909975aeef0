//! How many rows are selected, and what can be done with them.

use crate::{
    erased::{ErasedMemo, attr_fn, click, show_if, text_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Action, Report},
    view::labels,
};
use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlElement};

/// Stands there while rows are selected, also while the filter hides them all.
#[component]
pub(crate) fn SelectionBar() -> impl IntoView {
    let report: Report = expect_context();
    let any = ErasedMemo::new(move |_| report.rows_selected() > 0);
    show_if(any, || view! { <Actions /> }.into_any())
}

#[component]
fn Actions() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let clear = guard_listener(move |event: MouseEvent| {
        // The button goes away, and the focus must not go with it.
        let button = event.current_target().map(JsCast::unchecked_into::<Element>);
        if let Some(Ok(Some(foot))) = button.map(|button| button.closest("[tabindex]")) {
            let _ = foot.unchecked_into::<HtmlElement>().focus();
        }
        report.clear_selection();
    });
    let copy = move || {
        if !untrack(|| report.is_exporting()) && !report.emit_action(Action::Copy) {
            report.copy_addresses();
        }
    };
    let copy_label =
        move || i18n.format(Key::CopyAddresses, &[("count", report.rows_selected().into())]);
    let busy = attr_fn(move || Some(report.is_exporting().to_string()));
    view! {
        <div class="selection">
            <span>{text_fn(move || labels::selected(i18n, report))}</span>
            <button class="btn" type="button" aria-disabled=busy on:click=click(copy)>
                {text_fn(copy_label)}
            </button>
            <button class="btn ghost" type="button" on:click=clear>{t(Key::ClearSelection)}</button>
        </div>
    }
}
