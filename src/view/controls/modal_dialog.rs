//! A modal dialog.

use crate::platform::panic_boundary::guard_listener;
use leptos::{
    ev::{Event, MouseEvent},
    html::Dialog,
    prelude::*,
};

/// A native `<dialog>` that follows the state. When it closes, the browser gives the focus back to what had it before.
#[component]
pub(crate) fn ModalDialog(
    #[prop(default = "dialog")] class: &'static str,
    /// The id of its title among the children, unique in the document.
    labelled_by: String,
    /// Whether a click beside it closes it.
    #[prop(optional)]
    closes_on_backdrop: bool,
    is_open: Box<dyn Fn() -> bool>,
    /// Called when the user closes it, such as by Escape, and when it is removed.
    on_close: UnsyncCallback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let is_open = is_open();
        let Some(dialog) = dialog.get().filter(|dialog| dialog.open() != is_open) else { return };
        if is_open {
            // It fails only outside of a document, where the button cannot be pressed.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    // The event arrives later: it may be open again.
    let closed = guard_listener(move |_: Event| {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            on_close.run(());
        }
    });
    // The backdrop belongs to the dialog, whose content covers the rest of it.
    let clicked = guard_listener(move |event: MouseEvent| {
        let is_backdrop = closes_on_backdrop && event.target() == event.current_target();
        if let Some(dialog) = dialog.get_untracked().filter(|_| is_backdrop) {
            dialog.close();
        }
    });
    on_cleanup(move || on_close.run(()));
    view! {
        <dialog class=class node_ref=dialog aria-labelledby=labelled_by on:close=closed on:click=clicked>
            {children()}
        </dialog>
    }
}
