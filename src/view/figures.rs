//! How bad it is: the counts of the upstream, before and beside the rows.

use super::dynamic::{label, name, part, parts};
use crate::{
    state::Report,
    text::{Key, Words},
};
use bounces_core::summary::Summary;
use leptos::prelude::*;

/// The figures, where the upstream has counted.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    part(move || {
        let codes = report.inputs.codes.get();
        let summary = report.with_stats(|stats| Summary::from_stats(&stats.stats, codes))?;
        let figure = |(key, count, share): (Key, Option<u64>, Option<f64>)| {
            let count = words.count(count?);
            let share = share.map(|share| words.share(share));
            let figure = view! {
                <div class="figure">
                    <dt>{label(key)}</dt>
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
        Some(view! { <dl class="figures" aria-label=name(Key::Figures)>{figures}</dl> }.into_any())
    })
}
