//! How far the rows are read, while they are.

use super::words;
use crate::{
    state::{Progress, Report},
    text::{Key, text},
};
use leptos::prelude::*;

/// The bar between status and table. It keeps its place when nothing is read.
#[component]
pub(super) fn LoadBar() -> impl IntoView {
    let report: Report = expect_context();
    let reading = Memo::new(move |_| report.progress() == Progress::Reading);
    let percent = move || {
        let total = report.rows_expected().filter(|total| *total > 0)?;
        let read = u64::try_from(report.rows_read()).unwrap_or(u64::MAX);
        Some(read.saturating_mul(100) / total).map(|percent| percent.min(100))
    };
    view! {
        <div class="progress">
            <Show when=move || reading.get()>
                <i
                    role="progressbar"
                    aria-label=text(Key::Reading)
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=move || percent().map(|percent| percent.to_string())
                    aria-valuetext=move || words::read_so_far(report)
                    class:unknown=move || percent().is_none()
                    style:width=move || percent().map_or_else(String::new, |percent| format!("{percent}%"))
                ></i>
            </Show>
        </div>
    }
}
