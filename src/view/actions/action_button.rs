//! A button that performs one of the widget's actions.

use super::perform;
use crate::{
    erased::{TextFn, click, true_attr},
    i18n::{Key, Translator, t},
    state::{Action, ExportScope, Report},
};
use leptos::prelude::*;

/// Performs an action on the rows of a scope, unless the host does so itself. Without rows it does nothing, but stays
/// focusable.
#[component]
pub(crate) fn ActionButton(
    name: TextFn,
    /// What the result is for.
    #[prop(optional)]
    hint: Option<Key>,
    action: Action,
    scope: fn(Report) -> ExportScope,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_disabled = move || report.export().scope().row_count(scope(report)) == 0;
    let act = move || {
        if !untrack(is_disabled) {
            perform::request(report, i18n, action, untrack(|| scope(report)));
        }
    };
    let disabled = true_attr(is_disabled);
    let hint = hint.map(|hint| view! { <span class="secondary">{t(hint)}</span> }.into_any());
    view! {
        <button class="btn" part="button" type="button" aria-disabled=disabled on:click=click(act)>
            {name}
            " "
            {hint}
        </button>
    }
}
