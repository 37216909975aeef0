//! The shape of a report before its first rows, so that nothing moves when they come.
//!
//! Its parts have the classes of those that they stand for, and with them their measures.

use crate::{
    erased::view_list,
    i18n::{Key, t},
};
use leptos::prelude::*;

/// Rows that are drawn before the first ones come.
const ROWS: usize = 8;
/// Chips that most reports have.
const CHIPS: usize = 7;
/// Domains that most reports have.
const DOMAINS: usize = 5;

/// The shape of what stands beneath the figures.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    view! {
        <div class="loading" aria-busy="true">
            <p class="visually-hidden" role="status">{t(Key::Loading)}</p>
            <div aria-hidden="true">
                <div class="breakdown">
                    <div>
                        {bone("caption skeleton")}
                        {block("bar skeleton")}
                        <div class="chips">{bones(CHIPS, "chip skeleton")}</div>
                    </div>
                    <div class="domains-panel fixed-height">
                        {bone("caption skeleton")}
                        <div class="domains">{bones(DOMAINS, "domain skeleton")}</div>
                    </div>
                </div>
                {block("insights")}
                <div class="toolbar">{bone("search skeleton")}</div>
                {block("status")}
                {block("progress")}
                {block("skeleton-header")}
                {bones(ROWS, "skeleton-row")}
            </div>
        </div>
    }
}

fn bones(count: usize, class: &'static str) -> Vec<AnyView> {
    view_list((0..count).map(|_| bone(class)))
}

// Of an element without anything that can change, Leptos makes HTML that it parses at run time,
// which a page that enforces Trusted Types forbids: so their classes are values.

fn bone(class: &'static str) -> AnyView {
    view! { <i class=class></i> }.into_any()
}

fn block(class: &'static str) -> AnyView {
    view! { <div class=class></div> }.into_any()
}
