//! A line of a menu that can be chosen.

use crate::{
    erased::{BoolFn, TextFn},
    platform::panic_boundary::guard_listener,
};
use leptos::{ev::Event, prelude::*};

/// Whether several lines can be chosen at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ChoiceKind {
    Several,
    /// The name of the group, of which one line is chosen.
    One(String),
}

/// A native checkbox or radio button with its label, and a number at the end of the line.
pub(crate) fn choice(
    kind: ChoiceKind,
    is_chosen: BoolFn,
    label: AnyView,
    count: Option<TextFn>,
    mut choose: impl FnMut() + 'static,
) -> AnyView {
    let (input_type, group) = match kind {
        ChoiceKind::Several => ("checkbox", None),
        ChoiceKind::One(group) => ("radio", Some(group)),
    };
    let on_change = guard_listener(move |_: Event| choose());
    view! {
        <label class="option">
            <input type=input_type name=group prop:checked=is_chosen on:change=on_change />
            {label}
            " "
            {count.map(|count| view! { <span class="hint">{count}</span> })}
        </label>
    }
    .into_any()
}
