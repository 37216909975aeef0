//! Which email it is, how far it is sent, and how fresh its counts are.

use crate::{
    erased::{ErasedMemo, bool_fn, click, show_if, text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::{DisplayState, LoadPhase, Report},
    view::{labels, menus::export_menu::ExportMenu},
};
use bounces_core::{Timestamp, html_entities};
use leptos::prelude::*;

/// The head of the report.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let subject = move || {
        let subject =
            report.with_activity(|activity| activity.subject.as_deref().map(html_entities::decode));
        let subject = subject.flatten().filter(|subject| !subject.trim().is_empty());
        subject.unwrap_or_else(|| i18n.text(Key::Report))
    };
    let sent = move |status: Key| match report.sent() {
        Some(sent) if status == Key::StatusSent => {
            i18n.format(Key::SentOn, &[("date", (&i18n.date(sent)).into())])
        }
        Some(_) | None => i18n.text(status),
    };
    let of_activity = move || {
        let known = report.with_activity(|activity| {
            let role = activity.role.as_deref().and_then(labels::role);
            let status = activity.current_status.as_deref().and_then(labels::status);
            role.map(|role| i18n.text(role)).into_iter().chain(status.map(sent))
        });
        known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let counted = move || {
        let time = report
            .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
        let time = i18n.date_time(time.flatten()?);
        let counted = i18n.format(Key::StatsAsOf, &[("time", (&time).into())]);
        Some(view! { <span>{counted}</span> }.into_any())
    };
    let has_rows = ErasedMemo::new(move |_| report.display_state() == DisplayState::Rows);
    view! {
        <header class="header" part="header">
            <div class="title" class:no-meta=bool_fn(move || report.is_activity_missing())>
                <h2>{text_fn(subject)}</h2>
                <p class="secondary">
                    <span>{text_fn(of_activity)}</span>
                    " "
                    {view_fn(counted)}
                </p>
            </div>
            <div class="align-end">
                <button
                    class="btn"
                    type="button"
                    hidden=bool_fn(move || report.load_phase() == LoadPhase::Idle)
                    on:click=click(move || {
                        report.load(true);
                    })
                >
                    {t(Key::Refresh)}
                </button>
                {show_if(has_rows, || view! { <ExportMenu /> }.into_any())}
            </div>
        </header>
    }
}
