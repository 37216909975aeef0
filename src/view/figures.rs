//! How bad it is: the counts of the upstream, before and beside the rows.

use super::{
    dynamic::{part, parts},
    words,
};
use crate::{
    state::Report,
    text::{Key, text},
};
use bounces_core::summary::Summary;
use leptos::prelude::*;

/// The figures, where the upstream has counted.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let report: Report = expect_context();
    part(move || {
        let summary = report.with_stats(|stats| Summary::from_stats(&stats.stats, report.inputs.codes.get()))?;
        let formats = words::formats(report);
        let figure = |(name, count, share): (Key, Option<u64>, Option<f64>)| {
            let count = formats.count(count?);
            let share = share.map(|share| formats.share(share));
            let figure = view! {
                <div class="figure">
                    <dt>{text(name)}</dt>
                    <dd>{count} " " <small>{share}</small></dd>
                </div>
            };
            Some(figure.into_any())
        };
        let figures = [
            (Key::Sent, summary.sent, None),
            (Key::Bounced, summary.bounced, summary.bounced_share()),
            (Key::NotDelivered, summary.not_delivered(), summary.not_delivered_share()),
        ];
        let figures = parts(figures.into_iter().filter_map(figure));
        Some(view! { <dl class="figures" aria-label=text(Key::Figures)>{figures}</dl> }.into_any())
    })
}
