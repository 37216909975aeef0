//! A modal dialog.

use crate::{erased::TextFn, platform::panic_boundary::guard_listener};
use leptos::{ev::Event, html::Dialog, prelude::*};

/// A native `<dialog>` that follows the state. When it closes, the browser gives the focus back to what had it before.
#[component]
pub(crate) fn ModalDialog(
    /// The id of its title, unique in the document.
    id: String,
    title: TextFn,
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
    on_cleanup(move || on_close.run(()));
    let labelled_by = id.clone();
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby=labelled_by on:close=closed>
            <p class="dialog-title" id=id>{title}</p>
            {children()}
        </dialog>
    }
}
