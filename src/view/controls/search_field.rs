//! A search field that reports each edit.

use crate::{
    erased::TextFn,
    i18n::{Key, t_attr},
    platform::panic_boundary::guard_listener,
    view::controls::icon::{self, icon},
};
use leptos::{
    ev::{CompositionEvent, Event, KeyboardEvent},
    prelude::*,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

/// A native `<input type="search">`, which the Escape key clears.
#[component]
pub(crate) fn SearchField(
    /// The accessible name and the placeholder.
    label: Key,
    text: TextFn,
    /// Called with the whole text after each edit.
    on_search: Rc<dyn Fn(String)>,
) -> impl IntoView {
    // Input during an IME composition is ignored, because it is not yet the intended text.
    let on_input = guard_listener({
        let on_search = Rc::clone(&on_search);
        move |event: Event| {
            let is_composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
            if !is_composing {
                on_search(event_target_value(&event));
            }
        }
    });
    let on_compositionend = guard_listener({
        let on_search = Rc::clone(&on_search);
        move |event: CompositionEvent| on_search(event_target_value(&event))
    });
    let on_keydown = guard_listener(move |event: KeyboardEvent| {
        let is_escape = event.key() == "Escape" && !event.is_composing();
        if is_escape && !event_target_value(&event).is_empty() {
            // Only clears the field; a dialog of the host around the widget stays open.
            event.prevent_default();
            event.stop_propagation();
            on_search(String::new());
        }
    });
    view! {
        <span class="search">
            {icon(icon::SEARCH)}
            <input
            class="field"
            part="search"
            type="search"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            enterkeyhint="search"
            aria-label=t_attr(label)
            placeholder=t_attr(label)
            prop:value=text
            on:input=on_input
            on:compositionend=on_compositionend
            on:keydown=on_keydown
        />
        </span>
    }
}
