//! A field that finds as one types. What it finds in is its user's matter.

use crate::{
    erased::TextFn,
    i18n::{Key, t_attr},
    platform::panic_boundary::guard_listener,
};
use leptos::{
    ev::{CompositionEvent, Event, KeyboardEvent},
    prelude::*,
};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

/// A native search field. Escape clears it.
#[component]
pub(crate) fn SearchField(
    /// Its name, and what stands in it while it is empty.
    label: Key,
    text: TextFn,
    /// What typing does, with the whole text.
    typed: Rc<dyn Fn(String)>,
) -> impl IntoView {
    // What an input method is in the middle of writing is no word yet.
    let on_input = guard_listener({
        let typed = Rc::clone(&typed);
        move |event: Event| {
            let is_composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
            if !is_composing {
                typed(event_target_value(&event));
            }
        }
    });
    let on_composed = guard_listener({
        let typed = Rc::clone(&typed);
        move |event: CompositionEvent| typed(event_target_value(&event))
    });
    let on_key = guard_listener(move |event: KeyboardEvent| {
        let is_escape = event.key() == "Escape" && !event.is_composing();
        if is_escape && !event_target_value(&event).is_empty() {
            // It clears the field, and does not close the dialog that the host may have around it.
            event.prevent_default();
            event.stop_propagation();
            typed(String::new());
        }
    });
    view! {
        <input
            class="search"
            type="search"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            enterkeyhint="search"
            aria-label=t_attr(label)
            placeholder=t_attr(label)
            prop:value=text
            on:input=on_input
            on:compositionend=on_composed
            on:keydown=on_key
        />
    }
}
