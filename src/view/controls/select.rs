//! A labeled select.

use crate::{
    erased::{TextFn, bool_fn, view_list},
    i18n::{Key, t},
    platform::panic_boundary::guard_listener,
};
use leptos::{ev::Event, prelude::*};
use std::sync::Arc;

/// A native `<select>` whose selected option follows the state.
#[component]
pub(crate) fn Select(
    name: Key,
    options: Vec<TextFn>,
    /// The index of the selected option.
    selected: Arc<dyn Fn() -> Option<usize> + Send + Sync>,
    /// Called with the index of the option that the user selects.
    mut on_select: Box<dyn FnMut(usize)>,
) -> impl IntoView {
    let option = |(index, text): (usize, TextFn)| {
        let selected = Arc::clone(&selected);
        let is_selected = bool_fn(move || selected() == Some(index));
        view! { <option value=index.to_string() prop:selected=is_selected>{text}</option> }
            .into_any()
    };
    let options = view_list(options.into_iter().enumerate().map(option));
    let on_change = guard_listener(move |event: Event| {
        if let Ok(index) = event_target_value(&event).parse() {
            on_select(index);
        }
    });
    view! { <label><span>{t(name)}</span> " " <select part="select" on:change=on_change>{options}</select></label> }
}
