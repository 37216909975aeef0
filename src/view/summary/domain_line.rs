//! One line of the domains: name, bar, number of bounces, and what is remarkable.

use crate::{
    erased::{ErasedMemo, attr_fn, click, text_fn},
    i18n::{Key, Translator},
    state::{DomainLineData, DomainLines, LineMark, Report},
    view::{controls::roving_focus::RovingFocus, labels, summary::bar::marked_bar},
};
use leptos::prelude::*;

/// The domain at an index of the list. When another domain takes the index, the elements stay, and
/// so does the focus.
#[component]
pub(crate) fn DomainLine(
    index: usize,
    domains: ErasedMemo<DomainLines>,
    focus: RovingFocus,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let line = ErasedMemo::new(move |_| domains.with(|domains| domains.lines.get(index).cloned()));
    let name = move || line.with(|line| line.as_ref().map(|line| line.name.clone()));
    let rows = move || line.with(|line| line.as_ref().map(|line| line.rows).unwrap_or_default());
    let largest = move || domains.with(DomainLines::max_row_count);
    let marked_rows = move || line.with(|line| line.as_ref().map(marked_rows).unwrap_or_default());
    let mark = move || line.with(|line| line.as_ref().map(|line| mark(i18n, line)));
    let tone = move || {
        line.with(|line| match line.as_ref()?.mark {
            Some(LineMark::LooksLike(_)) => Some("group-accent".to_owned()),
            Some(LineMark::Reason(code, _)) => Some(labels::reason_class(code).to_owned()),
            None => None,
        })
    };
    let is_pressed = move || {
        let host = line.with(|line| line.as_ref().map(|line| line.host));
        host.is_some() && report.query().selected_mail_host() == host
    };
    let toggle = move || {
        if let Some(host) = line.with_untracked(|line| line.as_ref().map(|line| line.host)) {
            report.query().toggle_mail_host(host);
        }
    };
    view! {
        <li>
            <button
                class=attr_fn(tone)
                type="button"
                aria-pressed=attr_fn(move || Some(is_pressed().to_string()))
                tabindex=focus.tab_index(index)
                data-index=index.to_string()
                on:click=click(toggle)
            >
                <span class="label" title=attr_fn(name)>
                    <bdi class="name">{text_fn(move || name().unwrap_or_default())}</bdi>
                </span>
                {marked_bar(move || [rows(), largest()], move || [marked_rows(), largest()])}
                " "
                <span class="count">{text_fn(move || i18n.count(rows()))}</span>
                " "
                <span class="mark" title=attr_fn(mark)>
                    {text_fn(move || mark().unwrap_or_default())}
                </span>
            </button>
        </li>
    }
}

/// The part of the bar that the mark speaks of.
fn marked_rows(line: &DomainLineData) -> u32 {
    match line.mark {
        Some(LineMark::LooksLike(_)) => line.rows,
        Some(LineMark::Reason(_, rows)) => rows,
        None => 0,
    }
}

fn mark(i18n: Translator, line: &DomainLineData) -> String {
    match &line.mark {
        Some(LineMark::LooksLike(domain)) => {
            i18n.format(Key::LooksLike, &[("domain", domain.into())])
        }
        Some(LineMark::Reason(code, rows)) => {
            let share = i18n.share(*rows, line.rows, 0);
            i18n.format(labels::reason_share(*code), &[("percent", (&share).into())])
        }
        None => String::new(),
    }
}
