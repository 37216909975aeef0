//! What is normal: three sentences about the limits of the industry, each with its source.

use crate::{
    erased::{text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::{Report, SummaryState},
};
use bounces_core::{
    BounceCode,
    history::{BOUNCE_RATE_SOURCE, COMPLAINT_RATE_SOURCE, Rate},
};
use leptos::prelude::*;

/// The content of the panel.
#[component]
pub(crate) fn IndustryRates() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let limits = text_fn(move || {
        let rate = hard_bounce_rate(report).map(|rate| i18n.percent(rate.fraction()));
        let rate = rate.unwrap_or_else(|| "–".to_owned());
        i18n.format(Key::NormalSes, &[("rate", (&rate).into())])
    });
    let left_out = move || {
        let count = report.history().with_trend(|trend| trend.left_out)?;
        let text = i18n.format(Key::NormalLeftOut, &[("count", count.into())]);
        (count > 0).then(|| view! { <p>{text}</p> }.into_any())
    };
    view! {
        <p>{t(Key::NormalOwn)}</p>
        <p>{limits} " " {source(BOUNCE_RATE_SOURCE)}</p>
        <p>{t(Key::NormalGoogle)} " " {source(COMPLAINT_RATE_SOURCE)}</p>
        {view_fn(left_out)}
    }
}

fn source((name, url): (&'static str, &'static str)) -> AnyView {
    view! { <a href=url target="_blank" rel="noreferrer">{name}</a> }.into_any()
}

/// Non-existent and suspended addresses, as Amazon SES counts bounces.
fn hard_bounce_rate(report: Report) -> Option<Rate> {
    let counts = report.report_counts();
    let of = |code: BounceCode<'_>| u64::from(counts[usize::from(code.index())]);
    let sent = match report.summary_state() {
        SummaryState::Pending => None,
        SummaryState::Counted(summary)
        | SummaryState::Complete(summary)
        | SummaryState::Partial(summary) => summary.sent,
    };
    Rate::of(of(BounceCode::NonExistent) + of(BounceCode::Suspended), sent?)
}
