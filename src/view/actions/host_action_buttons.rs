//! The buttons of the host's own actions.

use crate::{
    erased::{ErasedMemo, click, show_if, true_attr, view_fn, view_list},
    i18n::Key,
    state::{ExportScope, HostAction, Report},
    view::controls::menu::Menu,
};
use leptos::prelude::*;

const PRIMARY: &str = "btn primary";

/// The buttons for the rows that match; the first one is the primary one.
#[component]
pub(crate) fn MatchingActions() -> impl IntoView {
    let report: Report = expect_context();
    buttons(report, ExportScope::Matching, PRIMARY, "btn")
}

/// The buttons for the selected rows; on phones they are in a menu.
#[component]
pub(crate) fn SelectedActions() -> impl IntoView {
    let report: Report = expect_context();
    let rows = ExportScope::Selected;
    let has_actions = ErasedMemo::new(move |_| !report.host_actions().offered(rows).is_empty());
    show_if(has_actions, move || {
        view! {
            {buttons(report, rows, "btn host-action", "btn host-action")}
            <div class="more-actions">
                <Menu name=Key::MoreActions>{buttons(report, rows, "btn", "btn")}</Menu>
            </div>
        }
        .into_any()
    })
}

fn buttons(
    report: Report,
    rows: ExportScope,
    class_of_first: &'static str,
    class: &'static str,
) -> impl IntoView {
    let actions = ErasedMemo::new(move |_| report.host_actions().offered(rows));
    view_fn(move || {
        let classes = [class_of_first].into_iter().chain(std::iter::repeat(class));
        let buttons = actions.get().into_iter().zip(classes);
        Some(
            view_list(buttons.map(|(action, class)| button(report, action, rows, class)))
                .into_any(),
        )
    })
}

fn button(report: Report, action: HostAction, rows: ExportScope, class: &'static str) -> AnyView {
    let host_actions = report.host_actions();
    let is_disabled =
        move || host_actions.is_running() || report.export().scope().row_count(rows) == 0;
    let disabled = true_attr(is_disabled);
    let label = action.label.clone();
    let part = if class == PRIMARY { "button primary-button" } else { "button" };
    let press = click(move || host_actions.press(&action, rows));
    view! {
        <button class=class part=part type="button" aria-disabled=disabled on:click=press>
            <bdi>{label}</bdi>
        </button>
    }
    .into_any()
}
