//! How to share a summary of the report.

use crate::{
    erased::{click, text_fn},
    i18n::{Key, Translator, t},
    state::{Action, ExportScope, Report},
    view::{actions::perform, controls::modal_dialog::ModalDialog, labels::summary},
};
use leptos::prelude::*;

/// Shows the sentence of the summary. It can be printed, or saved as a file.
#[component]
pub(crate) fn ShareDialog() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let dialog = report.share_dialog();
    let close = move || dialog.set_open(false);
    let share = move |action| {
        click(move || {
            close();
            perform::request(report, i18n, action, ExportScope::All);
        })
    };
    let sentence = move || {
        if dialog.is_open() { summary::sentence(report, i18n) } else { String::new() }
    };
    let title_id = report.element_id("share", 0);
    view! {
        <ModalDialog
            labelled_by=title_id.clone()
            is_open=Box::new(move || dialog.is_open())
            on_close=UnsyncCallback::new(move |()| close())
        >
            <p class="dialog-title" id=title_id>{t(Key::ShareSummary)}</p>
            <p>{text_fn(sentence)}</p>
            <p class="secondary">{t(Key::ShareSummaryContents)}</p>
            <div class="buttons">
                <button class="btn" part="button" type="button" on:click=click(close)>{t(Key::Cancel)}</button>
                <button class="btn" part="button" type="button" on:click=share(Action::PrintSummary)>
                    {t(Key::Print)}
                </button>
                <button class="btn primary" part="button primary-button" type="button" on:click=share(Action::ExportSummary)>
                    {t(Key::SaveSummary)}
                </button>
            </div>
        </ModalDialog>
    }
}
