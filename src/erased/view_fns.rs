//! Boxed closures that Leptos renders: one type each for text, attributes, booleans, views and click handlers.
//!
//! Leptos compiles the code that renders, tracks and removes a closure once for each closure's type. Boxed closures share
//! one type, which saves a tenth of the wasm.

use super::ErasedMemo;
use crate::platform::panic_boundary::guard_listener;
use leptos::{ev::MouseEvent, prelude::*};

/// A reactive text.
pub(crate) type TextFn = Box<dyn FnMut() -> String + Send>;
/// A reactive attribute; `None` removes it.
pub(crate) type AttrFn = Box<dyn FnMut() -> Option<String> + Send>;
/// A reactive boolean.
pub(crate) type BoolFn = Box<dyn FnMut() -> bool + Send>;
/// A reactive view.
pub(crate) type ViewFn = Box<dyn FnMut() -> AnyView + Send>;
/// An `on:click` handler.
pub(crate) type ClickHandler = Box<dyn FnMut(MouseEvent)>;

pub(crate) fn text_fn(text: impl FnMut() -> String + Send + 'static) -> TextFn {
    Box::new(text)
}

pub(crate) fn attr_fn(value: impl FnMut() -> Option<String> + Send + 'static) -> AttrFn {
    Box::new(value)
}

/// An attribute that is `"true"` while the condition holds, and else absent, such as `aria-disabled`.
pub(crate) fn true_attr(mut condition: impl FnMut() -> bool + Send + 'static) -> AttrFn {
    attr_fn(move || condition().then(|| "true".to_owned()))
}

pub(crate) fn bool_fn(flag: impl FnMut() -> bool + Send + 'static) -> BoolFn {
    Box::new(flag)
}

/// Renders nothing for `None`.
pub(crate) fn view_fn(mut view: impl FnMut() -> Option<AnyView> + Send + 'static) -> ViewFn {
    Box::new(move || view().unwrap_or_else(|| ().into_any()))
}

/// Renders a view while the condition holds.
pub(crate) fn show_if(
    condition: ErasedMemo<bool>,
    view: impl Fn() -> AnyView + Send + 'static,
) -> ViewFn {
    view_fn(move || condition.get().then(&view))
}

pub(crate) fn click(mut handle: impl FnMut() + 'static) -> ClickHandler {
    guard_listener(move |_| handle())
}

/// Several views one after another.
pub(crate) fn view_list(views: impl IntoIterator<Item = AnyView>) -> Vec<AnyView> {
    views.into_iter().collect()
}
