//! What a reader of the report should know: quiet notes beneath the figures.

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

/// The remarks. Their place is kept, so that nothing moves when the first one comes.
#[component]
pub(crate) fn Insights() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let remarks = ErasedMemo::new(move |_| report.insights());
    let list = move || {
        let items =
            remarks.with(|remarks| view_list(remarks.iter().map(|one| item(report, i18n, one))));
        (!items.is_empty()).then(|| {
            view! { <ul role="list" aria-label=t_attr(Key::Insights)>{items}</ul> }.into_any()
        })
    };
    view! { <div class="insights">{view_fn(list)}</div> }
}

fn item(report: Report, i18n: Translator, remark: &Insight) -> AnyView {
    let text = sentence(i18n, remark);
    let Insight::Concentration(concentration, domain) = remark else {
        return view! { <li>{text}</li> }.into_any();
    };
    let (code, domain) = (concentration.code, domain.clone());
    let show = click(move || report.filter_code_at_domain(code, domain.clone()));
    view! { <li><button class="insight" type="button" on:click=show>{text}</button></li> }
        .into_any()
}

/// What is remarkable, as a sentence.
fn sentence(i18n: Translator, remark: &Insight) -> String {
    match remark {
        Insight::Removed => i18n.text(Key::ActivityRemoved),
        Insight::Sending => i18n.text(Key::StillSending),
        Insight::Settling => i18n.text(Key::Settling),
        Insight::Concentration(concentration, domain) => {
            let values = [
                ("count", concentration.count.into()),
                ("of", concentration.code_total.into()),
                ("domain", domain.into()),
            ];
            i18n.format(concentration_of(concentration.code), &values)
        }
        Insight::Discrepancy(differing, counted) => {
            let counted = counted.map(|time| i18n.date_time(time));
            discrepancy(i18n, differing, counted.as_deref())
        }
    }
}

fn discrepancy(i18n: Translator, differing: &Discrepancy, counted: Option<&str>) -> String {
    let Discrepancy { stats, rows, unreadable_rows: unreadable, ref codes } = *differing;
    let Some(stats) = stats.filter(|stats| *stats != rows) else {
        let one = |code: &CodeDiscrepancy| {
            let reason = i18n.text(labels::reason(code.code));
            let values = [
                ("reason", (&reason).into()),
                ("stats", code.stats.into()),
                ("rows", code.rows.into()),
            ];
            i18n.format(Key::ReasonCounts, &values)
        };
        let reasons: Vec<_> = codes.iter().map(one).collect();
        return i18n.format(Key::DiscrepancyReasons, &[("reasons", (&reasons.join("; ")).into())]);
    };
    let key = match counted {
        _ if unreadable > 0 && stats == rows + unreadable => Key::DiscrepancyUnreadable,
        Some(_) => Key::Discrepancy,
        None => Key::DiscrepancyUndated,
    };
    let values = [
        ("stats", stats.into()),
        ("rows", rows.into()),
        ("unreadable", unreadable.into()),
        ("time", counted.unwrap_or_default().into()),
    ];
    i18n.format(key, &values)
}

fn concentration_of(code: BounceCode<'_>) -> Key {
    match code {
        BounceCode::NonExistent => Key::ConcentrationNonExistent,
        BounceCode::Suspended => Key::ConcentrationSuspended,
        BounceCode::Undeliverable => Key::ConcentrationUndeliverable,
        BounceCode::Full => Key::ConcentrationFull,
        BounceCode::Blocked => Key::ConcentrationBlocked,
        // Neither of the last two stands out: nothing can be done about them.
        BounceCode::Other | BounceCode::Vacation | BounceCode::Unknown(_) => {
            Key::ConcentrationOther
        }
    }
}
