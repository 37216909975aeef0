//! What is normal: three sentences about the limits of the industry, each with its source.

use crate::{
    erased::{text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::Report,
};
use bounces_core::history::{BOUNCE_RATE_SOURCE, COMPLAINT_RATE_SOURCE};
use leptos::prelude::*;

/// The content of the panel.
#[component]
pub(crate) fn IndustryRates() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let limits = text_fn(move || {
        let rate = report.hard_bounce_rate().map(|rate| i18n.percent(rate.fraction()));
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
