//! Which email it is, how far it is sent, and how fresh its counts are.

use super::words;
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
        subject
            .flatten()
            .filter(|subject| !subject.trim().is_empty())
            .unwrap_or_else(|| text(Key::Report).to_owned())
    };
    let meta = move || {
        report.with_activity(|activity| {
            let role = activity.role.as_deref().and_then(words::role);
            let status = activity.current_status.as_deref().and_then(words::status);
            let known: Vec<_> = role.into_iter().chain(status).collect();
            known.join(" · ")
        })
    };
    let counted = move || {
        let time = report
            .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
        let time = words::formats(report).moment(time.flatten()?);
        Some(view! { <span class="meta">{filled(Key::CountsOf, &[("time", &time)])}</span> })
    };
    let is_idle = move || report.progress() == Progress::Idle;
    view! {
        <header class="head">
            <h2>{subject}</h2>
            <span class="meta">{meta}</span>
            <div class="push">
                {counted}
                <button class="btn" type="button" hidden=is_idle on:click=move |_| report.load(true)>
                    {text(Key::Refresh)}
                </button>
            </div>
        </header>
    }
}
