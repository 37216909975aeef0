//! The bounces by reason. Pressing a line filters by its reason; several can be pressed.

use crate::{
    erased::{ErasedMemo, attr_fn, bool_fn, click, show_if, text_fn, true_attr, view_list},
    i18n::{Key, Translator, t, t_attr},
    state::{ReasonSource, Report},
    view::{
        controls::roving_focus::RovingFocus,
        labels,
        summary::{bar::bar, collapsible_list::CollapsibleList},
    },
};
use bounces_core::{BounceCode, CodeCounts};
use leptos::prelude::*;

/// The reasons in their fixed order. The last one appears if an undocumented code does.
const CODES: [BounceCode<'static>; 8] = BounceCode::ALL;

#[component]
pub(crate) fn Reasons() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let counts = ErasedMemo::new(move |_| report.reason_counts());
    let source = move || match counts.with(|(_, source)| *source) {
        ReasonSource::Rows => String::new(),
        ReasonSource::RowsSoFar => {
            i18n.format(Key::OfSoFar, &[("count", report.rows().count().into())])
        }
        ReasonSource::Statistics => i18n.text(Key::CountedByUpstream),
    };
    let counts = ErasedMemo::new(move |_| counts.with(|(counts, _)| *counts));
    let is_pressed =
        move |code| report.query().with(|query: &bounces_core::Query| query.codes.contains(code));
    let has_unknown = ErasedMemo::new(move |_| {
        let code = BounceCode::Unknown("");
        let total = report.rows().code_counts()[usize::from(code.index())];
        total > 0 || is_pressed(code)
    });
    let len = ErasedMemo::new(move |_| CODES.len() - usize::from(!has_unknown.get()));
    let first_pressed =
        ErasedMemo::new(move |_| CODES.into_iter().position(is_pressed).unwrap_or_default());
    let focus = RovingFocus::new(len, first_pressed);
    let line = move |code: BounceCode<'static>| view! { <Line code counts focus /> }.into_any();
    let [documented @ .., unknown] = CODES;
    view! {
        <CollapsibleList
            title=Key::Reasons
            source=text_fn(source)
            summary_text=ErasedMemo::new(move |_| summary_text(i18n, &counts.get()))
        >
            <div
                class="lines"
                role="group"
                aria-label=t_attr(Key::FilterByReason)
                on:keydown=focus.on_keydown()
                on:focusin=focus.on_focusin()
            >
                {view_list(documented.map(line))}
                {show_if(has_unknown, move || line(unknown))}
            </div>
        </CollapsibleList>
    }
}

/// The label, the number of bounces and its share.
#[component]
fn Line(
    code: BounceCode<'static>,
    counts: ErasedMemo<CodeCounts>,
    focus: RovingFocus,
) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let index = usize::from(code.index());
    let count = move || counts.with(|counts| counts[index]);
    let is_pressed = move || report.query().with(|query| query.codes.contains(code));
    // It keeps its place, and can be released if it is pressed.
    let is_disabled = move || count() == 0 && !is_pressed();
    let largest = move || counts.with(|counts| counts.iter().copied().max().unwrap_or_default());
    let share = move || i18n.share(count(), counts.with(|counts| counts.iter().sum()), 1);
    let toggle = move || {
        if !untrack(is_disabled) {
            report.query().toggle_code(code);
        }
    };
    view! {
        <button
            class=labels::reason_class(code)
            class:zero=bool_fn(move || count() == 0)
            type="button"
            aria-pressed=attr_fn(move || Some(is_pressed().to_string()))
            aria-disabled=true_attr(is_disabled)
            tabindex=focus.tab_index(index)
            data-index=index.to_string()
            on:click=click(toggle)
        >
            <span class="label" title=t_attr(labels::reason(code))>
                <span
                    class="badge"
                    part="badge"
                    aria-hidden="true"
                    title=attr_fn(move || Some(labels::code_name(i18n, code)))
                >
                    {labels::letter(code)}
                </span>
                <bdi class="name">{t(labels::reason(code))}</bdi>
            </span>
            {bar(move || [count(), largest()])}
            " "
            <span class="count">{text_fn(move || i18n.count(count()))}</span>
            " "
            <span class="share">{text_fn(share)}</span>
        </button>
    }
}

/// The two most frequent reasons.
fn summary_text(i18n: Translator, counts: &CodeCounts) -> String {
    let total = counts.iter().sum();
    let mut ranked: Vec<_> =
        CODES.into_iter().zip(*counts).filter(|(_, count)| *count > 0).collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let describe = |(code, count): &(BounceCode<'_>, u32)| {
        [i18n.text(labels::reason(*code)), i18n.share(*count, total, 0)].join(" ")
    };
    ranked.iter().take(2).map(describe).collect::<Vec<_>>().join(", ")
}
