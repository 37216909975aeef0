//! How bad it is, in four statistics. They keep their places, whether or not they are known.

use crate::{
    erased::{ErasedMemo, TextFn, attr_fn, click, text_fn, view_fn},
    i18n::{Key, Translator, t, t_attr},
    state::{self, Report},
};
use bounces_core::summary::{RemovableCount, Summary};
use leptos::prelude::*;

/// The summary: from the counts before any row, and from the rows when all are read.
#[component]
pub(crate) fn SummaryStats() -> impl IntoView {
    let report: Report = expect_context();
    let summary = ErasedMemo::new(move |_| report.summary_state());
    view! {
        <dl class="stats" aria-label=t_attr(Key::Summary)>
            <Stat key=Key::Sent summary read=|summary| StatValue::of(summary.sent, None) />
            <Stat
                key=Key::Bounced
                summary
                read=|summary| StatValue::of(summary.bounced, summary.bounce_rate())
            />
            <Stat
                key=Key::NotDelivered
                summary
                read=|summary| StatValue::of(summary.not_delivered(), summary.not_delivered_rate())
            />
            <Stat key=Key::RemovalCandidates summary read=|summary| StatValue::of_removable(summary.removable)>
                <RemovableToggle />
            </Stat>
        </dl>
    }
}

/// What one figure says.
#[derive(Clone, Copy, Default)]
struct StatValue {
    count: Option<u64>,
    /// Whether there can be fewer.
    is_bound: bool,
    share: Option<f64>,
}

impl StatValue {
    fn of(count: Option<u64>, share: Option<f64>) -> Self {
        Self { count, share, is_bound: false }
    }

    fn of_removable(removable: RemovableCount) -> Self {
        match removable {
            RemovableCount::Unknown => Self::default(),
            RemovableCount::AtMost(count) => {
                Self { count: Some(count), is_bound: true, share: None }
            }
            RemovableCount::Exactly(count) => Self::of(Some(count), None),
        }
    }
}

#[component]
fn Stat(
    key: Key,
    summary: ErasedMemo<state::SummaryState>,
    read: fn(Summary) -> StatValue,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n: Translator = expect_context();
    let reading = move || match summary.get() {
        state::SummaryState::Pending => None,
        state::SummaryState::Counted(summary)
        | state::SummaryState::Complete(summary)
        | state::SummaryState::Partial(summary) => Some(read(summary)),
    };
    let count = move || {
        let Some(StatValue { count: Some(count), is_bound, .. }) = reading() else {
            return String::new();
        };
        if is_bound {
            i18n.format(Key::UpTo, &[("count", count.into())])
        } else {
            i18n.count(count)
        }
    };
    let beside = move || match (reading(), summary.get()) {
        (None, _) => String::new(),
        (Some(StatValue { count: None, .. }), _) => i18n.text(Key::NotKnown),
        (Some(_), state::SummaryState::Partial(_)) => i18n.text(Key::Partial),
        (Some(reading), _) => reading.share.map(|share| i18n.percent(share)).unwrap_or_default(),
    };
    let bone = move || reading().is_none().then(|| "skeleton".to_owned());
    let texts: [TextFn; 2] = [text_fn(count), text_fn(beside)];
    let [count, beside] = texts;
    view! {
        <div class="stat">
            <dt>{t(key)}</dt>
            <dd class=attr_fn(bone)>
                <span>{count}</span>
                " "
                <small>{beside}</small>
                {children.map(|children| children())}
            </dd>
        </div>
    }
}

/// Shows the rows that are counted, where there are rows.
#[component]
fn RemovableToggle() -> impl IntoView {
    let report: Report = expect_context();
    view_fn(move || {
        (report.rows_removable() > 0).then(|| {
            let pressed = attr_fn(move || Some(report.shows_removable().to_string()));
            view! {
                <button
                    class="btn ghost"
                    type="button"
                    aria-pressed=pressed
                    on:click=click(move || report.toggle_removable())
                >
                    {t(Key::ShowRemovable)}
                </button>
            }
            .into_any()
        })
    })
}
