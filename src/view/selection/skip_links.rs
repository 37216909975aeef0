//! Links for keyboards, past everything above the rows. They are visible while they have the focus.

use crate::{
    erased::{ErasedMemo, TextFn, show_if, text_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::{DisplayState, Report},
    view::{focus, labels},
};
use leptos::{ev::MouseEvent, prelude::*};

/// The first stops of the report: to the rows, and while rows are selected to the actions for them.
#[component]
pub(crate) fn SkipLinks() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let shows_rows = ErasedMemo::new(move |_| report.display_state() == DisplayState::Rows);
    let has_rows = ErasedMemo::new(move |_| shows_rows.get() && !report.query().is_empty_result());
    let has_selection =
        ErasedMemo::new(move |_| shows_rows.get() && report.selection().count() > 0);
    let selected = move || text_fn(move || labels::skip_to_selection(i18n, report));
    view! {
        {show_if(has_rows, || skip_link(t(Key::SkipToRows), focus::table_top))}
        {show_if(has_selection, move || skip_link(selected(), focus::selection_bar))}
    }
}

fn skip_link(text: TextFn, follow: fn(&MouseEvent)) -> AnyView {
    let on_click = guard_listener(move |event: MouseEvent| {
        // Fragments do not reach into a shadow tree, and would change the address of the host's page.
        event.prevent_default();
        follow(&event);
    });
    view! { <a class="skip" href="#rows" on:click=on_click>{text}</a> }.into_any()
}
