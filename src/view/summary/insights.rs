//! What a reader of the report should know: quiet notes beneath the figures.

use crate::{
    erased::{ErasedMemo, click, t_attr, view_fn, view_list},
    i18n::{Key, Words},
    state::{Insight, Report},
    view::labels,
};
use bounces_core::{
    BounceCode,
    summary::{CodeDisagreement, Disagreement},
};
use leptos::prelude::*;

/// The remarks. Their place is kept, so that nothing moves when the first one comes.
#[component]
pub(crate) fn Insights() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let remarks = ErasedMemo::new(move |_| report.insights());
    let list = move || {
        let items =
            remarks.with(|remarks| view_list(remarks.iter().map(|one| item(report, words, one))));
        (!items.is_empty()).then(|| {
            view! { <ul role="list" aria-label=t_attr(Key::Insights)>{items}</ul> }.into_any()
        })
    };
    view! { <div class="insights">{view_fn(list)}</div> }
}

fn item(report: Report, words: Words, remark: &Insight) -> AnyView {
    let text = sentence(words, remark);
    let Insight::Concentration(concentration, domain) = remark else {
        return view! { <li>{text}</li> }.into_any();
    };
    let (code, domain) = (concentration.code, domain.clone());
    let show = click(move || report.filter_code_at_domain(code, domain.clone()));
    view! { <li><button class="insight" type="button" on:click=show>{text}</button></li> }
        .into_any()
}

/// What is remarkable, as a sentence.
fn sentence(words: Words, remark: &Insight) -> String {
    match remark {
        Insight::Removed => words.text(Key::ActivityRemoved),
        Insight::Sending => words.text(Key::StillSending),
        Insight::Settling => words.text(Key::Settling),
        Insight::Concentration(concentration, domain) => {
            let values = [
                ("count", concentration.count.into()),
                ("of", concentration.of.into()),
                ("domain", domain.into()),
            ];
            words.fill(concentration_of(concentration.code), &values)
        }
        Insight::Disagreement(differing, counted) => {
            let counted = counted.map(|time| words.moment(time));
            disagreement(words, differing, counted.as_deref())
        }
    }
}

fn disagreement(words: Words, differing: &Disagreement, counted: Option<&str>) -> String {
    let Disagreement { stats, rows, unreadable, ref codes } = *differing;
    let Some(stats) = stats.filter(|stats| *stats != rows) else {
        let one = |code: &CodeDisagreement| {
            let reason = words.text(labels::reason(code.code));
            let values = [
                ("reason", (&reason).into()),
                ("stats", code.stats.into()),
                ("rows", code.rows.into()),
            ];
            words.fill(Key::ReasonCounts, &values)
        };
        let reasons: Vec<_> = codes.iter().map(one).collect();
        return words.fill(Key::DiscrepancyReasons, &[("reasons", (&reasons.join("; ")).into())]);
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
    words.fill(key, &values)
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
