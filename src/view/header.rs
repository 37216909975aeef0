//! The header: the email's subject and status, when the counts were updated, and actions.

use crate::{
    erased::{ErasedMemo, bool_fn, click, show_if, text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::{DisplayState, LoadPhase, Report},
    view::{labels, menus::export_menu::ExportMenu},
};
use bounces_core::{ActivityStatus, Timestamp};
use leptos::prelude::*;

#[component]
pub(crate) fn Header() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let subject = move || labels::subject(report).unwrap_or_else(|| i18n.text(Key::Report));
    let has_rows = ErasedMemo::new(move |_| report.display_state() == DisplayState::Rows);
    view! {
        <header class="header" part="header">
            <div class="title" class:no-meta=bool_fn(move || report.context().is_activity_missing())>
                <h2>{text_fn(subject)}</h2>
                <p class="secondary">
                    <span>{text_fn(move || role_and_status(i18n, report))}</span>
                    " "
                    {view_fn(move || stats_time(i18n, report))}
                </p>
            </div>
            <div class="align-end">
                <button
                    class="btn"
                    type="button"
                    hidden=bool_fn(move || report.loader().phase() == LoadPhase::Idle)
                    on:click=click(move || {
                        report.load_actions().load(true);
                    })
                >
                    {t(Key::Refresh)}
                </button>
                {show_if(has_rows, || view! { <ExportMenu /> }.into_any())}
            </div>
        </header>
    }
}

/// Leaves out what is unknown or undocumented.
fn role_and_status(i18n: Translator, report: Report) -> String {
    let texts = report.context().with_activity(|activity| {
        let role = labels::role(activity.role()).map(|role| i18n.text(role));
        [role, status(i18n, report, activity.status())]
    });
    texts.into_iter().flatten().flatten().collect::<Vec<_>>().join(" · ")
}

/// The status; for a sent email with its date.
fn status(i18n: Translator, report: Report, status: ActivityStatus<'_>) -> Option<String> {
    let label = labels::status(status)?;
    Some(match report.context().sent() {
        Some(sent) if status == ActivityStatus::Done => {
            i18n.format(Key::SentOn, &[("date", (&i18n.date(sent)).into())])
        }
        Some(_) | None => i18n.text(label),
    })
}

/// When the upstream last counted.
fn stats_time(i18n: Translator, report: Report) -> Option<AnyView> {
    let time = report
        .context()
        .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
    let time = i18n.date_time(time.flatten()?);
    let text = i18n.format(Key::StatsAsOf, &[("time", (&time).into())]);
    Some(view! { <span>{text}</span> }.into_any())
}
