//! A button that opens a panel. What is in the panel stands in the components that use it.

use crate::{
    i18n::{Key, t},
    platform::panic_boundary::guard_listener,
};
use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    prelude::*,
    wasm_bindgen::JsCast,
};
use web_sys::{Element, HtmlElement, Node};

/// A native disclosure, which the Escape key closes, and so does whoever goes elsewhere, or presses
/// a button in it.
#[component]
pub(crate) fn Menu(name: Key, children: Children) -> impl IntoView {
    let on_key = guard_listener(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close(event.current_target(), true);
        }
    });
    let on_leave = guard_listener(|event: FocusEvent| {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let menu = event.current_target().map(JsCast::unchecked_into::<Node>);
        if !menu.is_some_and(|menu| menu.contains(to.as_ref())) {
            close(event.current_target(), false);
        }
    });
    let on_click = guard_listener(|event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| matches!(target.closest(".panel button"), Ok(Some(_)))) {
            close(event.current_target(), true);
        }
    });
    view! {
        <details class="menu" on:keydown=on_key on:focusout=on_leave on:click=on_click>
            <summary class="btn">{t(name)}</summary>
            // A press on its empty space keeps the focus inside.
            <div class="panel" tabindex="-1">{children()}</div>
        </details>
    }
}

fn close(menu: Option<web_sys::EventTarget>, focus: bool) {
    let Some(menu) = menu.map(JsCast::unchecked_into::<Element>) else { return };
    // Only the attribute says whether it is open; a failure would leave it as it is.
    let _ = menu.remove_attribute("open");
    if let (true, Ok(Some(button))) = (focus, menu.query_selector("summary")) {
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}
