//! How bad it is, in four figures. They keep their places, whether or not they are known.

use crate::{
    erased::{ErasedMemo, TextFn, attr_fn, click, t, t_attr, text_fn, view_fn},
    i18n::{Key, Words},
    state::{self, Report},
};
use bounces_core::summary::{Removable, Summary};
use leptos::prelude::*;

/// The figures: from the counts before any row, and from the rows when all are read.
#[component]
pub(crate) fn Figures() -> impl IntoView {
    let report: Report = expect_context();
    let figures = ErasedMemo::new(move |_| report.summary_state());
    view! {
        <dl class="stats" aria-label=t_attr(Key::Summary)>
            <Figure key=Key::Sent figures read=|summary| Reading::of(summary.sent, None) />
            <Figure
                key=Key::Bounced
                figures
                read=|summary| Reading::of(summary.bounced, summary.bounced_share())
            />
            <Figure
                key=Key::NotDelivered
                figures
                read=|summary| Reading::of(summary.not_delivered(), summary.not_delivered_share())
            />
            <Figure key=Key::RemovalCandidates figures read=|summary| Reading::of_removable(summary.removable)>
                <ShowThem />
            </Figure>
        </dl>
    }
}

/// What one figure says.
#[derive(Clone, Copy, Default)]
struct Reading {
    count: Option<u64>,
    /// Whether there can be fewer.
    is_bound: bool,
    share: Option<f64>,
}

impl Reading {
    fn of(count: Option<u64>, share: Option<f64>) -> Self {
        Self { count, share, is_bound: false }
    }

    fn of_removable(removable: Removable) -> Self {
        match removable {
            Removable::Unknown => Self::default(),
            Removable::AtMost(count) => Self { count: Some(count), is_bound: true, share: None },
            Removable::Exactly(count) => Self::of(Some(count), None),
        }
    }
}

#[component]
fn Figure(
    key: Key,
    figures: ErasedMemo<state::SummaryState>,
    read: fn(Summary) -> Reading,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let words: Words = expect_context();
    let reading = move || match figures.get() {
        state::SummaryState::Pending => None,
        state::SummaryState::Counted(summary)
        | state::SummaryState::Complete(summary)
        | state::SummaryState::Partial(summary) => Some(read(summary)),
    };
    let count = move || {
        let Some(Reading { count: Some(count), is_bound, .. }) = reading() else {
            return String::new();
        };
        if is_bound {
            words.fill(Key::UpTo, &[("count", count.into())])
        } else {
            words.count(count)
        }
    };
    let beside = move || match (reading(), figures.get()) {
        (None, _) => String::new(),
        (Some(Reading { count: None, .. }), _) => words.text(Key::NotKnown),
        (Some(_), state::SummaryState::Partial(_)) => words.text(Key::Partial),
        (Some(reading), _) => reading.share.map(|share| words.share(share)).unwrap_or_default(),
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
fn ShowThem() -> impl IntoView {
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
