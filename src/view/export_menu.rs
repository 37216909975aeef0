//! The way out: files and paper.

use super::{
    dynamic::{self, label, part, value},
    menu::Menu,
    output_words, wording,
};
use crate::{
    containment::listener,
    state::{Action, Report},
    text::{Key, Words},
};
use leptos::{ev::MouseEvent, prelude::*};

/// The button with its choices. It says which rows they are about before one is chosen.
#[component]
pub(super) fn ExportMenu() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let warning = move || {
        let warning = (!report.is_whole()).then(|| wording::incomplete(words, report))?;
        Some(view! { <p class="warning">{warning}</p> }.into_any())
    };
    view! {
        <Menu name=Key::Export>
            <p class="meta">{dynamic::text(move || wording::taken(words, report))}</p>
            {part(warning)}
            <Choice name=Key::AsCsv action=Action::ExportCsv />
            <Choice name=Key::AsJson action=Action::ExportJson />
            <Choice name=Key::Print action=Action::Print />
        </Menu>
    }
}

#[component]
fn Choice(name: Key, action: Action) -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let is_off = move || report.is_writing() || report.rows_to_take() == 0;
    let act = listener(move |_: MouseEvent| {
        if untrack(is_off) || report.tell_action(action) {
            return;
        }
        match action {
            Action::Copy => report.copy_addresses(),
            Action::ExportCsv => output_words::export_csv(report, words),
            Action::ExportJson => output_words::export_json(report, words),
            Action::Print => output_words::print(report, words),
        }
    });
    let disabled = value(move || Some(is_off().to_string()));
    view! { <button class="btn" type="button" aria-disabled=disabled on:click=act>{label(name)}</button> }
}
