//! What follows the state, in one type for each kind. Which parts follow it stands in the components.
//!
//! Leptos compiles what draws a closure, watches it and takes it away anew for each closure's
//! type. In a box they share one type, which saves a tenth of the wasm.

use crate::{
    i18n::{Key, Words},
    platform::panic_boundary::listener,
};
use leptos::{ev::MouseEvent, prelude::*};

/// A text that follows the state.
pub(crate) type Text = Box<dyn FnMut() -> String + Send>;
/// An attribute that follows the state, and is absent for `None`.
pub(crate) type Value = Box<dyn FnMut() -> Option<String> + Send>;
/// Something that is or is not, after the state.
pub(crate) type Flag = Box<dyn FnMut() -> bool + Send>;
/// A part of the screen that follows the state.
pub(crate) type Part = Box<dyn FnMut() -> AnyView + Send>;
/// What a click does.
pub(crate) type Click = Box<dyn FnMut(MouseEvent)>;

pub(crate) fn text(text: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(text)
}

pub(crate) fn value(value: impl FnMut() -> Option<String> + Send + 'static) -> Value {
    Box::new(value)
}

pub(crate) fn flag(flag: impl FnMut() -> bool + Send + 'static) -> Flag {
    Box::new(flag)
}

/// What a key says, in the language of the report.
pub(crate) fn label(key: Key) -> Text {
    let words: Words = expect_context();
    text(move || words.text(key))
}

/// The same for an attribute.
pub(crate) fn name(key: Key) -> Value {
    let words: Words = expect_context();
    value(move || Some(words.text(key)))
}

/// Nothing is drawn for `None`.
pub(crate) fn part(mut part: impl FnMut() -> Option<AnyView> + Send + 'static) -> Part {
    Box::new(move || part().unwrap_or_else(|| ().into_any()))
}

pub(crate) fn click(mut act: impl FnMut() + 'static) -> Click {
    listener(move |_| act())
}

/// Parts in a row.
pub(crate) fn parts(parts: impl IntoIterator<Item = AnyView>) -> Vec<AnyView> {
    parts.into_iter().collect()
}
