//! The filters on phones: a button that opens a sheet with all of them.

use crate::{
    erased::{ErasedMemo, ErasedSignal, click, show_if, text_fn, true_attr, view_list},
    i18n::{Key, Translator, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{FilterKind, Report},
    view::{
        controls::icon::{self, icon},
        filters::{
            date_options::DateOptions, domain_options::DomainOptions,
            reason_options::ReasonOptions, repeats_option::RepeatsOption,
            step_options::StepOptions,
        },
    },
};
use bounces_core::Query;
use leptos::{ev::MouseEvent, html::Dialog, prelude::*};

/// A native modal dialog: Escape closes it, and the focus returns to the button. Its content is rendered while it is open.
#[component]
pub(crate) fn FilterSheet() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let dialog = NodeRef::<Dialog>::new();
    let is_open = ErasedSignal::new(false);
    let is_rendered = ErasedMemo::new(move |_| is_open.get());
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
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            // It fails only if the dialog is open already.
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let on_close = guard_listener(move |_| is_open.set(false));
    // The backdrop belongs to the dialog, whose content covers the rest of it.
    let on_click = guard_listener(move |event: MouseEvent| {
        if event.target() == event.current_target() {
            close();
        }
    });
    view! {
        <button class="btn open-sheet" part="button" type="button" aria-haspopup="dialog" on:click=click(open)>
            {text_fn(text)}
        </button>
        <dialog
            class="sheet"
            node_ref=dialog
            aria-label=t_attr(Key::Filters)
            on:close=on_close
            on:click=on_click
        >
            {show_if(is_rendered, move || content(close))}
        </dialog>
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
        <div class="sheet-head">
            <h3>{t(Key::Filters)}</h3>
            <button class="btn square" part="button" type="button" aria-label=t_attr(Key::Close) on:click=click(close)>
                {icon(icon::CLOSE)}
            </button>
        </div>
        {view_list(groups.map(group))}
        <div class="sheet-foot">
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
