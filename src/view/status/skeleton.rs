//! The skeleton of a report before its first rows.
//!
//! Placeholders have the classes of the content that replaces them, and therefore its dimensions:
//! nothing moves when the rows arrive.

use crate::{
    erased::view_list,
    i18n::{Key, t},
    state::Report,
};
use leptos::prelude::*;

const ROWS: usize = 8;
/// How many next steps have a card, and how many have a line. With earlier emails, there is another line.
const STEPS: usize = 4;
const STEP_LINES: usize = 2;
/// The lines of each list of evidence.
const LINES: usize = 7;

/// Placeholders for everything below the answer.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    let report: Report = expect_context();
    let has_history = report.inputs().history.get_untracked() > 0;
    let (rest, rest_lines) = if has_history {
        ("secondary-steps with-earlier", STEP_LINES + 1)
    } else {
        ("secondary-steps", STEP_LINES)
    };
    view! {
        <div class="loading" aria-busy="true">
            <p class="visually-hidden" role="status">{t(Key::Loading)}</p>
            <div aria-hidden="true">
                <div class="steps">
                    {inlines(STEPS, "step skeleton")}
                    <div class=rest>{inlines(rest_lines, "skeleton")}</div>
                </div>
                {evidence()}
                {toolbar()}
                {block("skeleton-header")}
                {inlines(ROWS, "skeleton-row")}
            </div>
        </div>
    }
}

/// Placeholders for the lists of evidence.
fn evidence() -> AnyView {
    view! { <div class="evidence">{list()} {list()}</div> }.into_any()
}

fn toolbar() -> AnyView {
    view! { <div class="toolbar">{inline("search skeleton")} {block("list-header")}</div> }
        .into_any()
}

/// The placeholder of the evidence, which waits until the first rows are rendered.
pub(crate) fn evidence_pending() -> AnyView {
    view! { <div class="loading" aria-hidden="true">{evidence()}</div> }.into_any()
}

/// The placeholder of the toolbar, which waits as well.
pub(crate) fn toolbar_pending() -> AnyView {
    view! { <div class="loading" aria-hidden="true">{toolbar()}</div> }.into_any()
}

/// A list of evidence, which has room where the real ones are open.
fn list() -> AnyView {
    view! {
        <div class="collapsible">
            <div class="collapsible-title">{inline("caption skeleton")}</div>
            <div class="lines">{inlines(LINES, "line skeleton")}</div>
        </div>
    }
    .into_any()
}

fn inlines(count: usize, class: &'static str) -> Vec<AnyView> {
    view_list((0..count).map(|_| inline(class)))
}

// Leptos renders a fully static element by parsing HTML at run time, which a page that enforces
// Trusted Types forbids. Passing the class as a value makes the elements dynamic.

fn inline(class: &'static str) -> AnyView {
    view! { <i class=class></i> }.into_any()
}

fn block(class: &'static str) -> AnyView {
    view! { <div class=class></div> }.into_any()
}
