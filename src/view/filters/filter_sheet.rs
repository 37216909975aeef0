//! The filters on phones: a button that opens a sheet with all of them.

use crate::{
    erased::{ErasedMemo, ErasedSignal, click, show_if, text_fn, true_attr, view_list},
    i18n::{Key, Translator, t, t_attr},
    state::{FilterKind, Report},
    view::{
        controls::{
            icon::{self, icon},
            modal_dialog::ModalDialog,
        },
        filters::{
            date_options::DateOptions, domain_options::DomainOptions,
            reason_options::ReasonOptions, repeats_option::RepeatsOption,
            step_options::StepOptions,
        },
    },
};
use bounces_core::Query;
use leptos::prelude::*;

const TITLE: &str = "filters";

/// The content of the dialog is rendered while it is open.
#[component]
pub(crate) fn FilterSheet() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let is_open = ErasedSignal::new(false);
    // Until the dialog is closed, since the focus returns from its content.
    let has_content = ErasedSignal::new(false);
    let is_rendered = ErasedMemo::new(move |_| has_content.get());
    let active = ErasedMemo::new(move |_| {
        let filters = FilterKind::ALL.into_iter().filter(|filter| {
            // The search has its own field.
            *filter != FilterKind::Search && report.query().has_filter(*filter)
        });
        filters.count()
    });
    let text = move || match active.get() {
        0 => i18n.text(Key::Filters),
        count => i18n.format(Key::FiltersCount, &[("count", count.into())]),
    };
    let open = move || {
        has_content.set(true);
        is_open.set(true);
    };
    let on_close = move |()| {
        is_open.set(false);
        has_content.set(false);
    };
    view! {
        <button class="btn open-sheet" part="button" type="button" aria-haspopup="dialog" on:click=click(open)>
            {text_fn(text)}
        </button>
        <ModalDialog
            class="sheet"
            labelled_by=report.element_id(TITLE, 0)
            closes_on_backdrop=true
            is_open=Box::new(move || is_open.get())
            on_close=UnsyncCallback::new(on_close)
        >
            {show_if(is_rendered, move || content(move || is_open.set(false)))}
        </ModalDialog>
    }
}

fn content(close: impl Fn() + Copy + Send + 'static) -> AnyView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let groups: [(Key, AnyView); 4] = [
        (
            Key::ColumnReason,
            view! {
                <ReasonOptions />
                <RepeatsOption />
            }
            .into_any(),
        ),
        (Key::When, view! { <DateOptions /> }.into_any()),
        (Key::NextStep, view! { <StepOptions /> }.into_any()),
        (Key::Domain, view! { <DomainOptions /> }.into_any()),
    ];
    let group = |(name, options): (Key, AnyView)| {
        view! {
            <fieldset>
                <legend>{t(name)}</legend>
                {options}
            </fieldset>
        }
        .into_any()
    };
    let count = move || report.query().matching_count();
    let show = move || i18n.format(Key::ShowContacts, &[("count", count().into())]);
    let is_unfiltered = true_attr(move || report.query().with(Query::is_unfiltered));
    view! {
        <div class="sheet-header">
            <h3 id=report.element_id(TITLE, 0)>{t(Key::Filters)}</h3>
            <button class="btn square" part="button" type="button" aria-label=t_attr(Key::Close) on:click=click(close)>
                {icon(icon::CLOSE)}
            </button>
        </div>
        {view_list(groups.map(group))}
        <div class="sheet-footer">
            <button
                class="btn"
                part="button"
                type="button"
                aria-disabled=is_unfiltered
                on:click=click(move || report.query().clear_filters())
            >
                {t(Key::ClearAll)}
            </button>
            <button class="btn primary" part="button primary-button" type="button" on:click=click(close)>{text_fn(show)}</button>
        </div>
    }
    .into_any()
}
