//! Which email it is, how far it is sent, and how fresh its counts are.

use super::{
    dynamic::{self, click, flag, label},
    wording,
};
use crate::{
    state::{Progress, Report},
    text::{Key, Words},
};
use bounces_core::{Timestamp, entities};
use leptos::prelude::*;

/// The head of the report.
#[component]
pub(super) fn Head() -> impl IntoView {
    let report: Report = expect_context();
    let words: Words = expect_context();
    let subject = move || {
        let subject =
            report.with_activity(|activity| activity.subject.as_deref().map(entities::decode));
        let subject = subject.flatten().filter(|subject| !subject.trim().is_empty());
        subject.unwrap_or_else(|| words.text(Key::Report))
    };
    let sent = move |status: Key| match report.sent() {
        Some(sent) if status == Key::StatusSent => {
            words.fill(Key::SentOn, &[("date", (&words.date(sent)).into())])
        }
        Some(_) | None => words.text(status),
    };
    let meta = move || {
        let of_activity = report.with_activity(|activity| {
            let role = activity.role.as_deref().and_then(wording::role);
            let status = activity.current_status.as_deref().and_then(wording::status);
            [role.map(|role| words.text(role)), status.map(sent)]
        });
        let counted = report
            .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
        let counted = counted
            .flatten()
            .map(|time| words.fill(Key::CountsOf, &[("time", (&words.moment(time)).into())]));
        let known = of_activity.unwrap_or_default().into_iter().chain([counted]).flatten();
        known.collect::<Vec<_>>().join(" · ")
    };
    view! {
        <header class="head">
            <h2>{dynamic::text(subject)}</h2>
            <p class="meta">{dynamic::text(meta)}</p>
            <div class="push">
                <button
                    class="btn"
                    type="button"
                    hidden=flag(move || report.progress() == Progress::Idle)
                    on:click=click(move || {
                        report.load(true);
                    })
                >
                    {label(Key::Refresh)}
                </button>
            </div>
        </header>
    }
}
