//! A button that opens a panel.

use crate::{
    erased::{AttrFn, ErasedSignal},
    i18n::{Key, t, t_attr},
    platform::panic_boundary::guard_listener,
    view::controls::icon,
};
use leptos::{
    ev::{Event, FocusEvent, KeyboardEvent, MouseEvent},
    prelude::*,
    wasm_bindgen::JsCast,
};
use web_sys::{Element, HtmlElement, Node};

/// The menus of a report exclude each other: browsers close an open one with the same name.
const EXCLUSIVE: &str = "bounces-menu";

/// A native disclosure (`<details>`). It closes on Escape, when the focus leaves it, when another menu opens, and when a
/// button in its panel is pressed, unless that has the attribute `data-stay`.
#[component]
pub(crate) fn Menu(
    name: Key,
    /// Path data for an icon before the name, see `controls::icon`. Narrow reports show the icon alone.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// Whether the icon alone is shown at any width.
    #[prop(optional)]
    is_square: bool,
    /// Content and accessible name of the button, if the name alone is not enough.
    #[prop(optional)]
    button: Option<(AnyView, AttrFn)>,
    #[prop(default = "menu")] class: &'static str,
    /// The class of a button without an icon.
    #[prop(default = "btn")]
    button_class: &'static str,
    /// Follows whether the panel is open.
    #[prop(optional)]
    is_open: Option<ErasedSignal<bool>>,
    /// Called when the panel is closed.
    #[prop(optional)]
    on_close: Option<UnsyncCallback<()>>,
    children: Children,
) -> impl IntoView {
    let on_toggle = guard_listener(move |event: Event| {
        let menu = event.current_target().map(JsCast::unchecked_into::<Element>);
        let Some(menu) = menu else { return };
        if let Some(is_open) = is_open {
            is_open.set(menu.has_attribute("open"));
        }
        if let Some(on_close) = on_close
            && !menu.has_attribute("open")
        {
            on_close.run(());
        }
    });
    let on_keydown = guard_listener(|event: KeyboardEvent| {
        let menu = event.current_target().map(JsCast::unchecked_into::<Element>);
        if event.key() == "Escape" && menu.is_some_and(|menu| menu.has_attribute("open")) {
            // The same key would also close a dialog of the host.
            event.prevent_default();
            event.stop_propagation();
            close(event.current_target(), true);
        }
    });
    let on_focusout = guard_listener(|event: FocusEvent| {
        let focused = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let menu = event.current_target().map(JsCast::unchecked_into::<Node>);
        if !menu.is_some_and(|menu| menu.contains(focused.as_ref())) {
            close(event.current_target(), false);
        }
    });
    let on_click = guard_listener(|event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.map(|target| target.closest(".panel button:not([data-stay])"));
        if matches!(button, Some(Ok(Some(_)))) {
            close(event.current_target(), true);
        }
    });
    view! {
        <details
            class=class
            name=EXCLUSIVE
            on:keydown=on_keydown
            on:focusout=on_focusout
            on:click=on_click
            on:toggle=on_toggle
        >
            {match button {
                Some((content, name)) => {
                    view! {
                        <summary class="btn" part="button" aria-label=name>
                            {content}
                        </summary>
                    }
                        .into_any()
                }
                None => summary(name, icon, is_square, button_class),
            }}
            // Focusable, so that a click on its empty space keeps the focus inside.
            <div class="panel" part="menu" tabindex="-1">{children()}</div>
        </details>
    }
}

/// The button. Its name does not depend on whether its text is shown.
fn summary(
    name: Key,
    icon: Option<&'static str>,
    is_square: bool,
    button_class: &'static str,
) -> AnyView {
    let Some(path) = icon else {
        return view! { <summary class=button_class part="button">{t(name)}</summary> }.into_any();
    };
    let class = if is_square { "btn square" } else { "btn with-icon" };
    view! {
        <summary class=class part="button" aria-label=t_attr(name) title=t_attr(name)>
            {icon::icon(path)}
            <span>{t(name)}</span>
        </summary>
    }
    .into_any()
}

fn close(menu: Option<web_sys::EventTarget>, focus_button: bool) {
    let Some(menu) = menu.map(JsCast::unchecked_into::<Element>) else { return };
    // Removing an attribute does not fail; if it did, the menu would stay open.
    let _ = menu.remove_attribute("open");
    if let (true, Ok(Some(button))) = (focus_button, menu.query_selector("summary")) {
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}
