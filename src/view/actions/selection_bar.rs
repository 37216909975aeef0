//! How many rows are selected, and the actions for them.

use crate::{
    erased::{ErasedMemo, show_if, text_fn},
    i18n::{Key, Translator, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{Action, ExportScope, Report},
    view::{
        actions::action_button::ActionButton, focus, labels, selection::export_result::ExportResult,
    },
};
use leptos::{ev::MouseEvent, prelude::*};

/// Shown while any rows are selected, even if the filters exclude all of them. It stays at the lower edge of the window
/// while the list is in view.
#[component]
pub(crate) fn SelectionBar(
    /// Further actions: the exports, and the host's own.
    menus: fn() -> AnyView,
) -> impl IntoView {
    let report: Report = expect_context();
    let has_selection = ErasedMemo::new(move |_| report.selection().count() > 0);
    show_if(has_selection, move || view! { <SelectionActions menus /> }.into_any())
}

#[component]
fn SelectionActions(menus: fn() -> AnyView) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let clear = guard_listener(move |event: MouseEvent| {
        // The button disappears.
        focus::leave_selection_bar(&event);
        report.selection().clear();
    });
    let copy_label =
        move || i18n.format(Key::CopyAddresses, &[("count", report.selection().count().into())]);
    view! {
        <div class="selection" part="selection-bar" role="region" aria-label=t_attr(Key::Selection) tabindex="-1">
            <span class="count">{text_fn(move || labels::selected_rows(i18n, report))}</span>
            <ActionButton name=text_fn(copy_label) action=Action::Copy scope=|_| ExportScope::Selected />
            {menus()}
            <ExportResult />
            <button class="link clear" type="button" on:click=clear>
                {t(Key::ClearSelection)}
            </button>
        </div>
    }
}
