//! How many rows are selected, and the actions for them.

use crate::{
    erased::{ErasedMemo, click, show_if, text_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{Action, ExportScope, Report},
    view::{focus, labels},
};
use leptos::{ev::MouseEvent, prelude::*};

/// Shown while any rows are selected, even if the filters exclude all of them.
#[component]
pub(crate) fn SelectionBar(
    /// The menu that exports the selected rows.
    export_menu: fn() -> AnyView,
) -> impl IntoView {
    let report: Report = expect_context();
    let has_selection = ErasedMemo::new(move |_| report.selection().count() > 0);
    show_if(has_selection, move || view! { <SelectionActions export_menu /> }.into_any())
}

#[component]
fn SelectionActions(export_menu: fn() -> AnyView) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let clear = guard_listener(move |event: MouseEvent| {
        // The button disappears, so the focus moves to the footer.
        focus::focusable_ancestor(&event);
        report.selection().clear();
    });
    let copy = move || {
        if !report.export().emit_action(Action::Copy, ExportScope::Selected) {
            report.export().copy_addresses(ExportScope::Selected);
        }
    };
    let copy_label =
        move || i18n.format(Key::CopyAddresses, &[("count", report.selection().count().into())]);
    view! {
        <div class="selection">
            <span>{text_fn(move || labels::selected_rows(i18n, report))}</span>
            <button class="btn" type="button" on:click=click(copy)>
                {text_fn(copy_label)}
            </button>
            {export_menu()}
            <button class="btn ghost" type="button" on:click=clear>{t(Key::ClearSelection)}</button>
        </div>
    }
}
