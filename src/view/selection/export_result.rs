//! How an export or an action of the host is going, or how it ended.

use crate::{
    erased::text_fn,
    i18n::{Key, Translator},
    state::Report,
    view::labels,
};
use leptos::prelude::*;

#[component]
pub(crate) fn ExportResult() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let text = move || match (report.export().is_running(), report.export().outcome()) {
        (true, _) => i18n.text(Key::Exporting),
        (false, Some(outcome)) => labels::export_outcome(i18n, report, outcome),
        (false, None) => labels::action_status(i18n, report).unwrap_or_default(),
    };
    view! { <span class="export-result">{text_fn(text)}</span> }
}
