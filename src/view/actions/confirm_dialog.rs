//! The question before an action of the host.

use crate::{
    erased::{ErasedMemo, click, text_fn},
    i18n::{Key, Translator, t},
    state::Report,
    view::controls::modal_dialog::ModalDialog,
};
use leptos::prelude::*;

#[component]
pub(crate) fn ConfirmDialog() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let actions = report.host_actions();
    let unconfirmed = ErasedMemo::new(move |_| actions.unconfirmed());
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
    let title_id = report.element_id("confirm", 0);
    view! {
        <ModalDialog
            labelled_by=title_id.clone()
            is_open=Box::new(move || actions.unconfirmed().is_some())
            on_close=UnsyncCallback::new(move |()| actions.answer(false))
        >
            <p class="dialog-title" id=title_id>{text_fn(question)}</p>
            <div class="buttons">
                <button class="btn" part="button" type="button" on:click=click(move || actions.answer(false))>
                    {t(Key::Cancel)}
                </button>
                <button class="btn primary" part="button primary-button" type="button" on:click=click(move || actions.answer(true))>
                    <bdi>{text_fn(label)}</bdi>
                </button>
            </div>
        </ModalDialog>
    }
}
