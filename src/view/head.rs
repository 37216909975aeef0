//! Which email it is, how far it is sent, and how fresh its counts are.

use super::{
    dynamic::{self, click, flag, part},
    words,
};
use crate::{
    state::{Progress, Report},
    text::{Key, filled, text},
};
use bounces_core::{Timestamp, entities};
use leptos::prelude::*;

/// The head of the report.
#[component]
pub(super) fn Head() -> impl IntoView {
    let report: Report = expect_context();
    let subject = move || {
        let subject =
            report.with_activity(|activity| activity.subject.as_deref().map(entities::decode));
        let subject = subject.flatten().filter(|subject| !subject.trim().is_empty());
        subject.unwrap_or_else(|| text(Key::Report).to_owned())
    };
    let meta = move || {
        let known = report.with_activity(|activity| {
            let role = activity.role.as_deref().and_then(words::role);
            let status = activity.current_status.as_deref().and_then(words::status);
            role.into_iter().chain(status).collect::<Vec<_>>().join(" · ")
        });
        known.unwrap_or_default()
    };
    let counted = move || {
        let time = report
            .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
        let time = words::formats(report).moment(time.flatten()?);
        let counted = filled(Key::CountsOf, &[("time", &time)]);
        Some(view! { <span class="meta">{counted}</span> }.into_any())
    };
    view! {
        <header class="head">
            <h2>{dynamic::text(subject)}</h2>
            <span class="meta">{dynamic::text(meta)}</span>
            <div class="push">
                {part(counted)}
                <button
                    class="btn"
                    type="button"
                    hidden=flag(move || report.progress() == Progress::Idle)
                    on:click=click(move || report.load(true))
                >
                    {text(Key::Refresh)}
                </button>
            </div>
        </header>
    }
}
