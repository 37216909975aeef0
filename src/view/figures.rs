//! How bad it is: the counts of the upstream, before and beside the rows.

use super::words;
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
    move || {
        let summary = report.with_stats(|stats| Summary::of(&stats.stats))?;
        let formats = words::formats(report);
        let figure = |name: Key, count: Option<u64>, share: Option<f64>| {
            let count = formats.count(count?);
            let share = share.map(|share| view! { <small>{formats.share(share)}</small> });
            Some(view! { <div class="figure"><dt>{text(name)}</dt><dd>{count}{share}</dd></div> })
        };
        Some(view! {
            <dl class="figures" aria-label=text(Key::Figures)>
                {figure(Key::Sent, summary.sent, None)}
                {figure(Key::Bounced, summary.bounced, summary.bounced_share())}
                {figure(Key::NotDelivered, summary.not_delivered(), summary.not_delivered_share())}
            </dl>
        })
    }
}
