//! The shape of a report before its first rows, so that nothing moves when they come.

use super::dynamic::{label, parts};
use crate::text::Key;
use leptos::prelude::*;

/// Rows that are drawn before the first ones come.
const ROWS: usize = 8;

/// The shape of a report.
#[component]
pub(super) fn Skeleton() -> impl IntoView {
    let rows = (0..ROWS).map(|_| {
        view! { <div class="bone-row"><i class="bone"></i><i class="bone"></i><i class="bone"></i><i class="bone"></i></div> }.into_any()
    });
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="hidden" role="status">{label(Key::Loading)}</p>
            <div class="figures" aria-hidden="true">
                <i class="figure bone"></i>
                <i class="figure bone"></i>
                <i class="figure bone"></i>
            </div>
            <div aria-hidden="true">{parts(rows)}</div>
        </div>
    }
}
