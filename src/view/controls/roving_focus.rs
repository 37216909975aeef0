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
            let Some(group) = event.current_target() else { return };
            let (left, right) = if is_rtl(&button) { (1, -1) } else { (-1, 1) };
            let neighbor = |step| (index.checked_add_signed(step), step);
            let (first, step) = match event.key().as_str() {
                "ArrowDown" => neighbor(1),
                "ArrowUp" => neighbor(-1),
                "ArrowLeft" => neighbor(left),
                "ArrowRight" => neighbor(right),
                "Home" => (Some(0), 1),
                "End" => (self.len.get_untracked().checked_sub(1), -1),
                _ => return,
            };
            // The same keys would scroll the page.
            event.prevent_default();
            if let Some(button) = displayed_button(&group.unchecked_into(), first, step) {
                // Failing to focus leaves the focus where it is.
                let _ = button.focus();
            }
        })
    }
}

/// The first button that is displayed, from an index on in steps of 1 or -1: narrow reports do not show all.
fn displayed_button(group: &Element, first: Option<usize>, step: isize) -> Option<HtmlElement> {
    std::iter::successors(first, |index| index.checked_add_signed(step))
        .map_while(|index| button_at(group, index))
        .find(|button| button.offset_width() > 0)
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
