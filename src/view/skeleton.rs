//! The shape of a report before its first rows, so that nothing moves when they come.
//!
//! Its parts have the classes of those that they stand for, and with them their measures.

use super::dynamic::{label, parts};
use crate::text::Key;
use leptos::prelude::*;

/// Rows that are drawn before the first ones come.
const ROWS: usize = 8;
/// Chips that most reports have.
const CHIPS: usize = 7;
/// Domains that most reports have.
const DOMAINS: usize = 5;

/// The shape of what stands beneath the figures.
#[component]
pub(super) fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="hidden" role="status">{label(Key::Loading)}</p>
            <div aria-hidden="true">
                <div class="breakdown">
                    <div>
                        <i class="bone caption"></i>
                        <div class="bar bone"></div>
                        <div class="chips">{bones(CHIPS, "chip bone")}</div>
                    </div>
                    <div class="where steady">
                        <i class="bone caption"></i>
                        <div class="domains">{bones(DOMAINS, "domain bone")}</div>
                    </div>
                </div>
                <div class="remarks"></div>
                <div class="tools"><i class="search bone"></i></div>
                <div class="status"></div>
                <div class="progress"></div>
                <div class="bone-head"></div>
                {bones(ROWS, "bone-row")}
            </div>
        </div>
    }
}

fn bones(count: usize, class: &'static str) -> Vec<AnyView> {
    parts((0..count).map(|_| view! { <i class=class></i> }.into_any()))
}
