//! Insights: facts about the report that need the user's attention.

use crate::{
    erased::{ErasedMemo, click, view_fn, view_list},
    i18n::{Key, Translator, t_attr},
    state::{Insight, Report},
    view::labels,
};
use bounces_core::{
    BounceCode,
    summary::{CodeDiscrepancy, Discrepancy},
};
use leptos::prelude::*;

/// The list of insights. Its first line is reserved, to avoid a layout shift.
#[component]
pub(crate) fn Insights() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let insights = ErasedMemo::new(move |_| report.insights());
    let list = move || {
        let items = insights
            .with(|insights| view_list(insights.iter().map(|insight| item(report, i18n, insight))));
        (!items.is_empty()).then(|| {
            view! { <ul role="list" aria-label=t_attr(Key::Insights)>{items}</ul> }.into_any()
        })
    };
    view! { <div class="insights">{view_fn(list)}</div> }
}

/// A concentration is a button that filters by its code and domain; other insights are text.
fn item(report: Report, i18n: Translator, insight: &Insight) -> AnyView {
    let text = sentence(i18n, insight);
    let Insight::Concentration(concentration, domain) = insight else {
        return view! { <li>{text}</li> }.into_any();
    };
    let (code, domain) = (concentration.code, domain.clone());
    let filter = click(move || report.query().filter_code_at_domain(code, domain.clone()));
    view! { <li><button class="insight" type="button" on:click=filter>{text}</button></li> }
        .into_any()
}

fn sentence(i18n: Translator, insight: &Insight) -> String {
    match insight {
        Insight::Removed => i18n.text(Key::ActivityRemoved),
        Insight::Sending => i18n.text(Key::StillSending),
        Insight::Settling => i18n.text(Key::Settling),
        Insight::Concentration(concentration, domain) => {
            let values = [
                ("count", concentration.count.into()),
                ("of", concentration.code_total.into()),
                ("domain", domain.into()),
            ];
            i18n.format(concentration_key(concentration.code), &values)
        }
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

fn concentration_key(code: BounceCode<'_>) -> Key {
    match code {
        BounceCode::NonExistent => Key::ConcentrationNonExistent,
        BounceCode::Suspended => Key::ConcentrationSuspended,
        BounceCode::Undeliverable => Key::ConcentrationUndeliverable,
        BounceCode::Full => Key::ConcentrationFull,
        BounceCode::Blocked => Key::ConcentrationBlocked,
        // Core reports no concentration of the last two, because users cannot act on them.
        BounceCode::Other | BounceCode::Vacation | BounceCode::Unknown(_) => {
            Key::ConcentrationOther
        }
    }
}
