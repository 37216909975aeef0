//! Roving focus: a group of buttons is one Tab stop; arrow keys, Home and End move the focus within it.

use crate::{
    erased::{AttrFn, ErasedMemo, ErasedSignal, attr_fn},
    platform::panic_boundary::guard_listener,
};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    wasm_bindgen::JsCast,
};
use web_sys::{Element, EventTarget, HtmlElement};

/// The Tab stop of a group. Its buttons are numbered from 0 by the attribute `data-index`.
#[derive(Clone, Copy)]
pub(crate) struct RovingFocus {
    /// The button that had the focus last.
    last: ErasedSignal<Option<usize>>,
    /// The number of buttons.
    len: ErasedMemo<usize>,
    /// The Tab stop until a button had the focus.
    initial: ErasedMemo<usize>,
}

impl RovingFocus {
    pub(crate) fn new(len: ErasedMemo<usize>, initial: ErasedMemo<usize>) -> Self {
        Self { last: ErasedSignal::new(None), len, initial }
    }

    /// The `tabindex` of a button.
    pub(crate) fn tab_index(self, index: usize) -> AttrFn {
        self.tab_index_of(move || index)
    }

    /// The `tabindex` of a button whose index changes.
    pub(crate) fn tab_index_of(self, index: impl Fn() -> usize + Send + 'static) -> AttrFn {
        attr_fn(move || {
            let stop = self.last.get().unwrap_or_else(|| self.initial.get());
            // The group may have become shorter.
            let stop = stop.min(self.len.get().saturating_sub(1));
            Some(if stop == index() { "0" } else { "-1" }.to_owned())
        })
    }

    /// The handler for `focusin` of the group.
    pub(crate) fn on_focusin(self) -> Box<dyn FnMut(FocusEvent)> {
        guard_listener(move |event: FocusEvent| {
            if let Some((_, index)) = focused_button(event.target()) {
                self.last.set(Some(index));
            }
        })
    }

    /// The handler for `keydown` of the group.
    pub(crate) fn on_keydown(self) -> Box<dyn FnMut(KeyboardEvent)> {
        guard_listener(move |event: KeyboardEvent| {
            let Some((button, index)) = focused_button(event.target()) else { return };
            let group = event.current_target().map(JsCast::unchecked_into::<Element>);
            let [left, right] = if is_rtl(&button) { [1, -1] } else { [-1, 1] };
            let next = match event.key().as_str() {
                "ArrowDown" => index.checked_add(1),
                "ArrowUp" => index.checked_sub(1),
                "ArrowLeft" => index.checked_add_signed(left),
                "ArrowRight" => index.checked_add_signed(right),
                // Narrow reports may not show the first buttons.
                "Home" => group.as_ref().and_then(|it| first_visible(it, self.len.get_untracked())),
                "End" => self.len.get_untracked().checked_sub(1),
                _ => return,
            };
            // The same keys would scroll the page.
            event.prevent_default();
            if let (Some(group), Some(next)) = (group, next) {
                focus_button(&group, next);
            }
        })
    }
}

/// Focuses the button at an index of a group, if there is one.
fn focus_button(group: &Element, index: usize) {
    if let Some(button) = button_at(group, index) {
        // Failing to focus leaves the focus where it is.
        let _ = button.focus();
    }
}

/// The index of the first of `len` buttons that is displayed.
fn first_visible(group: &Element, len: usize) -> Option<usize> {
    (0..len).find(|index| button_at(group, *index).is_some_and(|it| it.offset_width() > 0))
}

fn button_at(group: &Element, index: usize) -> Option<HtmlElement> {
    let button = group.query_selector(&format!("[data-index='{index}']"));
    button.ok().flatten()?.dyn_into().ok()
}

/// The button of the group that has the focus, and its index.
fn focused_button(target: Option<EventTarget>) -> Option<(Element, usize)> {
    let button = target?.dyn_into::<Element>().ok()?;
    let index = button.get_attribute("data-index")?.parse().ok()?;
    Some((button, index))
}

fn is_rtl(element: &Element) -> bool {
    element.matches(":dir(rtl)").unwrap_or(false)
}
