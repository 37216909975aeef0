//! The header: the email's subject and status, when the counts were updated, and actions.

use crate::{
    erased::{attr_fn, bool_fn, click, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t, t_attr},
    state::{DisplayState, LoadPhase, Report},
    view::{
        controls::icon::{self, icon},
        labels,
        menus::{export_menu::ExportMenu, view_menu::ViewMenu},
    },
};
use bounces_core::{ActivityStatus, Timestamp};
use leptos::prelude::*;

/// A value rather than literal text, for the reason given in `skeleton`.
const DOT: &str = " · ";

#[component]
pub(crate) fn Header() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let subject = move || labels::subject(report).unwrap_or_else(|| i18n.text(Key::Report));
    // The language of a subject is unknown, and not that of the report.
    let lang = move || labels::subject(report).map(|_| String::new());
    let is_loading = move || report.display_state() == DisplayState::Loading;
    // The menus are there while the first rows are loading, so that the title keeps its width.
    let has_menus = move || is_loading() || report.display_state() == DisplayState::Rows;
    view! {
        <header class="header" part="header">
            <h2 lang=attr_fn(lang) title=attr_fn(move || Some(subject()))>
                {text_fn(subject)}
            </h2>
            <p
                class="meta secondary"
                class:empty=bool_fn(move || report.context().is_activity_missing())
            >
                {view_fn(move || Some(dotted(role_and_status(i18n, report))))}
            </p>
            <div class="actions">
                <span class="as-of">
                    {view_fn(move || stats_time(i18n, report))}
                    " "
                    <RefreshButton />
                </span>
                <span
                    class="menus"
                    hidden=bool_fn(move || !has_menus())
                    inert=bool_fn(is_loading)
                >
                    <ExportMenu />
                    <ViewMenu />
                </span>
            </div>
        </header>
    }
}

/// Its name says when the counts were updated where there is no room for it beside the button.
#[component]
fn RefreshButton() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let time = move || stats_as_of(i18n, report).map(|(_, text)| text).unwrap_or_default();
    let refresh = move || {
        report.load_driver().load(true);
    };
    view! {
        <button
            class="btn square"
            part="button"
            type="button"
            title=t_attr(Key::Refresh)
            hidden=bool_fn(move || report.loader().phase() == LoadPhase::Idle)
            on:click=click(refresh)
        >
            {icon(icon::REFRESH)}
            <span class="visually-hidden">{t(Key::Refresh)}</span>
            <span class="visually-hidden narrow-name">" " {text_fn(time)}</span>
        </button>
    }
}

/// Leaves out what is unknown or undocumented.
fn role_and_status(i18n: Translator, report: Report) -> Vec<String> {
    let sent = report.context().with_stats(|stats| stats.stats.em_sends).flatten();
    let sent = sent.map(|count| i18n.format(Key::SentCount, &[("count", count.into())]));
    let texts = report.context().with_activity(|activity| {
        let role = labels::role(activity.role()).map(|role| i18n.text(role));
        [role, status(i18n, report, activity.status(), sent.is_some())]
    });
    let texts = texts.into_iter().flatten().chain([sent]);
    texts.flatten().collect()
}

/// Texts in one line, with dots between them. Where a line ends, there is none.
fn dotted(texts: Vec<String>) -> AnyView {
    let dot = || view! { <i>{DOT}</i> }.into_any();
    let items = texts
        .into_iter()
        .enumerate()
        .map(|(index, text)| view! { <span>{(index > 0).then(dot)} {text}</span> }.into_any());
    view_list(items).into_any()
}

/// The status; for a sent email with its date. That an email was sent is clear if the number of emails sent follows.
fn status(
    i18n: Translator,
    report: Report,
    status: ActivityStatus<'_>,
    has_count: bool,
) -> Option<String> {
    let label = labels::status(status)?;
    match report.context().sent() {
        Some(sent) if status == ActivityStatus::Done => {
            Some(i18n.format(Key::SentOn, &[("date", (&i18n.date(sent)).into())]))
        }
        None if status == ActivityStatus::Done && has_count => None,
        Some(_) | None => Some(i18n.text(label)),
    }
}

/// When the upstream last counted, and the sentence that says so: the hour alone if that was today.
fn stats_as_of(i18n: Translator, report: Report) -> Option<(Timestamp, String)> {
    let time = report
        .context()
        .with_stats(|stats| stats.last_refresh_time.as_deref().and_then(Timestamp::parse));
    let time = time.flatten()?;
    let shown = if i18n.is_today(time) { i18n.hour(time) } else { i18n.date_time(time) };
    Some((time, i18n.format(Key::StatsAsOf, &[("time", (&shown).into())])))
}

fn stats_time(i18n: Translator, report: Report) -> Option<AnyView> {
    let (time, text) = stats_as_of(i18n, report)?;
    let whole = i18n.date_time(time);
    Some(view! { <time datetime=time.to_string() title=whole>{text}</time> }.into_any())
}
