//! The most frequent domains or providers. Pressing a line filters by it; the last one opens the menu
//! of all domains.

use crate::{
    erased::{ErasedMemo, attr_fn, click, show_if, text_fn},
    i18n::{Key, Translator, t, t_attr},
    platform::panic_boundary::guard_listener,
    state::{DomainLineData, DomainLines, Report},
    view::{
        controls::roving_focus::RovingFocus,
        focus,
        summary::{collapsible_list::CollapsibleList, domain_line::DomainLine},
    },
};
use leptos::{ev::MouseEvent, prelude::*};

/// The most frequent domains, or all of them.
#[component]
pub(crate) fn Domains() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let domains = ErasedMemo::new(move |_| report.domains().lines());
    let count = ErasedMemo::new(move |_| domains.with(|domains| domains.lines.len()));
    let has_domains = ErasedMemo::new(move |_| report.rows().domain_count() > 0);
    let source = move || {
        if report.loader().is_complete() {
            return String::new();
        }
        i18n.format(Key::OfSoFar, &[("count", report.rows().count().into())])
    };
    let pressed = ErasedMemo::new(move |_| {
        let selected = report.query().selected_mail_host();
        let is_selected = |line: &DomainLineData| Some(line.host) == selected;
        domains.with(|domains| domains.lines.iter().position(is_selected)).unwrap_or_default()
    });
    let has_more = ErasedMemo::new(move |_| domains.with(|domains| domains.more > 0));
    let len = ErasedMemo::new(move |_| count.get() + usize::from(has_more.get()));
    let focus = RovingFocus::new(len, pressed);
    show_if(has_domains, move || {
        view! {
            <CollapsibleList
                title=Key::Domains
                source=text_fn(source)
                summary_text=ErasedMemo::new(move |_| domains.with(|domains| summary_text(i18n, domains)))
            >
                <ProviderSwitch />
                <div
                    class="lines domains"
                    role="group"
                    aria-label=t_attr(Key::FilterByDomain)
                    on:keydown=focus.on_keydown()
                    on:focusin=focus.on_focusin()
                >
                    <ul role="list">
                        <For each=move || 0..count.get() key=|index| *index let:index>
                            <DomainLine index domains focus />
                        </For>
                    </ul>
                    {show_if(has_more, move || view! { <OthersLine domains focus /> }.into_any())}
                </div>
            </CollapsibleList>
        }
        .into_any()
    })
}

/// The two domains with the most rows.
fn summary_text(i18n: Translator, domains: &DomainLines) -> String {
    let lines = domains.lines.iter().take(2);
    let describe = |line: &DomainLineData| [&*line.name, &*i18n.count(line.rows)].join(" ");
    lines.map(describe).collect::<Vec<_>>().join(", ")
}

/// Lists domains by provider family, or each by itself.
#[component]
fn ProviderSwitch() -> impl IntoView {
    let report: Report = expect_context();
    let pressed = attr_fn(move || Some(report.query().is_by_provider().to_string()));
    view! {
        <button
            class="link by-provider"
            type="button"
            aria-pressed=pressed
            on:click=click(move || report.query().toggle_by_provider())
        >
            {t(Key::ByProvider)}
        </button>
    }
}

/// Says how many more domains there are, and opens the menu of all domains.
#[component]
fn OthersLine(domains: ErasedMemo<DomainLines>, focus: RovingFocus) -> impl IntoView {
    let i18n: Translator = expect_context();
    let text = move || {
        let more = domains.with(|domains| domains.more);
        i18n.format(Key::MoreDomains, &[("count", more.into())])
    };
    let rows = move || i18n.count(domains.with(|domains| domains.more_rows));
    let index = move || domains.with(|domains| domains.lines.len());
    let open = guard_listener(|event: MouseEvent| focus::domain_menu(&event));
    view! {
        <button
            class="others"
            type="button"
            aria-haspopup="true"
            tabindex=focus.tab_index_of(index)
            data-index=attr_fn(move || Some(index().to_string()))
            on:click=open
        >
            <span class="label">
                <span class="name">{text_fn(text)}</span>
            </span>
            " "
            <span class="count">{text_fn(rows)}</span>
        </button>
    }
}
