//! The four statistics at the top of the report.

use crate::{
    erased::{ErasedMemo, TextFn, attr_fn, click, show_if, text_fn},
    i18n::{Key, Translator, t, t_attr},
    state::{Report, SummaryState},
};
use bounces_core::summary::{RemovableCount, Summary};
use leptos::prelude::*;

/// Shows the upstream's counts first, and counts of the rows once all are loaded. A statistic that
/// is unknown keeps its place.
#[component]
pub(crate) fn SummaryStats() -> impl IntoView {
    let report: Report = expect_context();
    let summary = ErasedMemo::new(move |_| report.summary_state());
    view! {
        <dl class="stats" aria-label=t_attr(Key::Summary)>
            <Stat name=Key::Sent summary value=|summary| StatValue::of(summary.sent, None) />
            <Stat
                name=Key::Bounced
                summary
                value=|summary| StatValue::of(summary.bounced, summary.bounce_rate())
            />
            <Stat
                name=Key::NotDelivered
                summary
                value=|summary| {
                    StatValue::of(summary.not_delivered(), summary.not_delivered_rate())
                }
            />
            <Stat
                name=Key::RemovalCandidates
                summary
                value=|summary| StatValue::of_removable(summary.removable)
            >
                <RemovableToggle />
            </Stat>
        </dl>
    }
}

#[derive(Clone, Copy, Default)]
struct StatValue {
    count: Option<u64>,
    is_upper_bound: bool,
    rate: Option<f64>,
}

impl StatValue {
    fn of(count: Option<u64>, rate: Option<f64>) -> Self {
        Self { count, rate, is_upper_bound: false }
    }

    fn of_removable(removable: RemovableCount) -> Self {
        match removable {
            RemovableCount::Unknown => Self::default(),
            RemovableCount::AtMost(count) => {
                Self { count: Some(count), is_upper_bound: true, rate: None }
            }
            RemovableCount::Exactly(count) => Self::of(Some(count), None),
        }
    }
}

#[component]
fn Stat(
    name: Key,
    summary: ErasedMemo<SummaryState>,
    value: fn(Summary) -> StatValue,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n: Translator = expect_context();
    let value = move || match summary.get() {
        SummaryState::Pending => None,
        SummaryState::Counted(summary)
        | SummaryState::Complete(summary)
        | SummaryState::Partial(summary) => Some(value(summary)),
    };
    let count = move || {
        let Some(StatValue { count: Some(count), is_upper_bound, .. }) = value() else {
            return String::new();
        };
        if is_upper_bound {
            i18n.format(Key::UpTo, &[("count", count.into())])
        } else {
            i18n.count(count)
        }
    };
    let caption = move || match (value(), summary.get()) {
        (None, _) => String::new(),
        (Some(StatValue { count: None, .. }), _) => i18n.text(Key::NotKnown),
        (Some(_), SummaryState::Partial(_)) => i18n.text(Key::Partial),
        (Some(value), _) => value.rate.map(|rate| i18n.percent(rate)).unwrap_or_default(),
    };
    let skeleton_class = move || value().is_none().then(|| "skeleton".to_owned());
    let texts: [TextFn; 2] = [text_fn(count), text_fn(caption)];
    let [count, caption] = texts;
    view! {
        <div class="stat">
            <dt>{t(name)}</dt>
            <dd class=attr_fn(skeleton_class)>
                <span>{count}</span>
                " "
                <small>{caption}</small>
                {children.map(|children| children())}
            </dd>
        </div>
    }
}

/// Filters by the contacts that are recommended for removal, if there are any.
#[component]
fn RemovableToggle() -> impl IntoView {
    let report: Report = expect_context();
    let has_removable = ErasedMemo::new(move |_| report.rows().removable_count() > 0);
    show_if(has_removable, move || {
        let pressed = attr_fn(move || Some(report.query().shows_removable().to_string()));
        view! {
            <button
                class="btn ghost"
                type="button"
                aria-pressed=pressed
                on:click=click(move || report.query().toggle_removable())
            >
                {t(Key::ShowRemovable)}
            </button>
        }
        .into_any()
    })
}
