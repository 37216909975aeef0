//! The question before an action of the host.

use crate::{
    erased::{ErasedMemo, click, text_fn},
    i18n::{Key, Translator, t},
    platform::panic_boundary::guard_listener,
    state::Report,
};
use leptos::{ev::Event, html::Dialog, prelude::*};

/// A native modal dialog. It gives the focus back to the button that opened it.
#[component]
pub(crate) fn ConfirmDialog() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let actions = report.export().host_actions();
    let unconfirmed = ErasedMemo::new(move |_| actions.unconfirmed());
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        // Not the memo: a question that is answered and asked again at once is the same one.
        let is_open = actions.unconfirmed().is_some();
        if let Some(dialog) = dialog.get().filter(|dialog| is_open && !dialog.open()) {
            // It fails only outside of a document, where nobody can press the button.
            let _ = dialog.show_modal();
        }
    });
    let question = move || {
        unconfirmed.with(|unconfirmed| {
            let Some((action, count)) = unconfirmed else { return String::new() };
            let question = action.confirm.as_deref().unwrap_or_default();
            i18n.fill(question, &[("count", (*count).into())])
        })
    };
    let label = move || {
        unconfirmed.with(|unconfirmed| {
            unconfirmed.as_ref().map(|(action, _)| action.label.clone()).unwrap_or_default()
        })
    };
    let answer = move |is_confirmed: bool| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        actions.answer(is_confirmed);
    };
    // Escape closes it, too. The event arrives later than that: it may be open again.
    let on_close = guard_listener(move |_: Event| {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            actions.answer(false);
        }
    });
    // The dialog is removed while it is open.
    on_cleanup(move || actions.answer(false));
    let id = report.element_id("confirm", 0);
    let labelled_by = id.clone();
    view! {
        <dialog class="confirm" node_ref=dialog aria-labelledby=labelled_by on:close=on_close>
            <p id=id>{text_fn(question)}</p>
            <div class="buttons">
                <button class="btn" type="button" on:click=click(move || answer(false))>
                    {t(Key::Cancel)}
                </button>
                <button class="btn primary" type="button" on:click=click(move || answer(true))>
                    <bdi>{text_fn(label)}</bdi>
                </button>
            </div>
        </dialog>
    }
}
