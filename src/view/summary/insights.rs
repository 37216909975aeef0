//! Insights: facts about the report that need the user's attention.

use crate::{
    erased::{ErasedMemo, view_fn, view_list},
    i18n::{Key, Translator, t_attr},
    state::{Insight, Report},
    view::labels,
};
use bounces_core::summary::{CodeDiscrepancy, Discrepancy};
use leptos::prelude::*;

/// The list of insights.
#[component]
pub(crate) fn Insights() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let insights = ErasedMemo::new(move |_| report.insights());
    let list = move || {
        let items =
            insights.with(|insights| view_list(insights.iter().map(|insight| item(i18n, insight))));
        (!items.is_empty()).then(|| {
            view! {
                <div class="insights">
                    <ul role="list" aria-label=t_attr(Key::Insights)>{items}</ul>
                </div>
            }
            .into_any()
        })
    };
    view_fn(list)
}

fn item(i18n: Translator, insight: &Insight) -> AnyView {
    view! { <li>{sentence(i18n, insight)}</li> }.into_any()
}

fn sentence(i18n: Translator, insight: &Insight) -> String {
    match insight {
        Insight::Removed => i18n.text(Key::ActivityRemoved),
        Insight::Sending => i18n.text(Key::StillSending),
        Insight::Discrepancy(discrepancy, counted_at) => {
            let counted_at = counted_at.map(|time| i18n.date_time(time));
            discrepancy_sentence(i18n, discrepancy, counted_at.as_deref())
        }
    }
}

/// Names the totals if they differ, or else the reasons whose counts differ.
fn discrepancy_sentence(
    i18n: Translator,
    discrepancy: &Discrepancy,
    counted_at: Option<&str>,
) -> String {
    let Discrepancy { stats, rows, unreadable_rows: unreadable, ref codes } = *discrepancy;
    let Some(stats) = stats.filter(|stats| *stats != rows) else {
        let reasons: Vec<_> = codes.iter().map(|code| reason_counts(i18n, code)).collect();
        return i18n.format(Key::DiscrepancyReasons, &[("reasons", (&reasons.join("; ")).into())]);
    };
    let key = match counted_at {
        _ if unreadable > 0 && stats == rows + unreadable => Key::DiscrepancyUnreadable,
        Some(_) => Key::Discrepancy,
        None => Key::DiscrepancyUndated,
    };
    let values = [
        ("stats", stats.into()),
        ("rows", rows.into()),
        ("unreadable", unreadable.into()),
        ("time", counted_at.unwrap_or_default().into()),
    ];
    i18n.format(key, &values)
}

fn reason_counts(i18n: Translator, code: &CodeDiscrepancy) -> String {
    let reason = i18n.text(labels::reason(code.code));
    let values =
        [("reason", (&reason).into()), ("stats", code.stats.into()), ("rows", code.rows.into())];
    i18n.format(Key::ReasonCounts, &values)
}
