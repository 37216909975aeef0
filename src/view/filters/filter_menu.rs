//! A menu of the toolbar that restricts the rows.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, show_if},
    i18n::{Key, Translator, t},
    view::controls::menu::Menu,
};
use leptos::prelude::*;

/// Its button has a short name, and how many choices are in effect. The choices are rendered while the menu is open.
#[component]
pub(crate) fn FilterMenu(
    /// The text on the button.
    text: Key,
    /// What the menu does; the accessible name of its button.
    name: Key,
    #[prop(default = "menu")] class: &'static str,
    /// How many choices are in effect.
    chosen: ErasedMemo<usize>,
    options: fn() -> AnyView,
) -> impl IntoView {
    let i18n: Translator = expect_context();
    let is_open = ErasedSignal::new(false);
    let is_rendered = ErasedMemo::new(move |_| is_open.get());
    let has_chosen = ErasedMemo::new(move |_| chosen.get() > 0);
    // Drawn by the style sheet: the words on the button are a part of its name in every language (WCAG 2.5.3), and the number
    // follows in the name, behind other words than on the button.
    let number = move || attr_fn(move || Some(i18n.count(chosen.get())));
    let button = view! {
        {t(text)}
        {show_if(has_chosen, move || view! { <b data-count=number()></b> }.into_any())}
    };
    let label = attr_fn(move || {
        let name = i18n.text(name);
        Some(match chosen.get() {
            0 => name,
            chosen => i18n.labeled(&name, &i18n.count(chosen)),
        })
    });
    view! {
        <Menu name=text button=(button.into_any(), label) class is_open>
            {show_if(is_rendered, options)}
        </Menu>
    }
}
