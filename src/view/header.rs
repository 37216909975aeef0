//! Which email it is, how far it is sent, and how fresh its counts are.

use crate::{
    erased::{self, Memo, click, flag, label, part},
    i18n::{Key, Words},
    state::{DisplayState, LoadPhase, Report},
    view::{labels, menus::export_menu::ExportMenu},
};
use bounces_core::{Timestamp, entities};
use leptos::prelude::*;

/// The head of the report.
#[component]
pub(crate) fn Head() -> impl IntoView {
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
    let of_activity = move || {
        let known = report.with_activity(|activity| {
            let role = activity.role.as_deref().and_then(labels::role);
            let status = activity.current_status.as_deref().and_then(labels::status);
            role.map(|role| words.text(role)).into_iter().chain(status.map(sent))
        });
        known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let counted = move || {
        let time = report
            .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
        let time = words.moment(time.flatten()?);
        let counted = words.fill(Key::StatsAsOf, &[("time", (&time).into())]);
        Some(view! { <span>{counted}</span> }.into_any())
    };
    let has_rows = Memo::new(move |_| report.display_state() == DisplayState::Rows);
    view! {
        <header class="header" part="header">
            <div class="title" class:no-meta=flag(move || report.is_activity_missing())>
                <h2>{erased::text(subject)}</h2>
                <p class="secondary">
                    <span>{erased::text(of_activity)}</span>
                    " "
                    {part(counted)}
                </p>
            </div>
            <div class="align-end">
                <button
                    class="btn"
                    type="button"
                    hidden=flag(move || report.load_phase() == LoadPhase::Idle)
                    on:click=click(move || {
                        report.load(true);
                    })
                >
                    {label(Key::Refresh)}
                </button>
                {part(move || has_rows.get().then(|| view! { <ExportMenu /> }.into_any()))}
            </div>
        </header>
    }
}
