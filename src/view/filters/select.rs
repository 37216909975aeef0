//! A labelled choice of one among several. What is chosen stands in the state, not here.

use crate::{
    erased::{TextFn, bool_fn, view_list},
    i18n::{Key, t},
    platform::panic_boundary::guard_listener,
};
use leptos::{ev::Event, prelude::*};
use std::sync::Arc;

/// A native `<select>`.
#[component]
pub(crate) fn Select(
    name: Key,
    /// Whether only screen readers have the name, since the options say what they are of.
    #[prop(optional)]
    is_plain: bool,
    options: Vec<TextFn>,
    /// Which option is chosen, by its place.
    chosen: Arc<dyn Fn() -> Option<usize> + Send + Sync>,
    /// What choosing an option does, by its place.
    mut choose: Box<dyn FnMut(usize)>,
) -> impl IntoView {
    let option = |(place, option): (usize, TextFn)| {
        let chosen = Arc::clone(&chosen);
        let is_chosen = bool_fn(move || chosen() == Some(place));
        view! { <option value=place.to_string() prop:selected=is_chosen>{option}</option> }
            .into_any()
    };
    let options = view_list(options.into_iter().enumerate().map(option));
    let change = guard_listener(move |event: Event| {
        if let Ok(place) = event_target_value(&event).parse() {
            choose(place);
        }
    });
    view! { <label><span class:visually-hidden=is_plain>{t(name)}</span> " " <select on:change=change>{options}</select></label> }
}
