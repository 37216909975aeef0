//! The whole report: what the element mounts, and what Leptos applications use.

use crate::{
    api::{ErrorCode, Fetcher},
    erased::{ErasedMemo, ErasedValue, attr_fn, bool_fn, text_fn, view_fn},
    i18n::{Key, Translator, t_attr},
    platform::panic_boundary::guard_timer,
    state::{Announcement, DisplayState, Host, Inputs, Report, ReportEvent},
    view::{
        header::Header,
        labels,
        report_body::ReportBody,
        report_handle::ReportHandle,
        status::{
            error_labels,
            skeleton::Skeleton,
            state_card::{Icon, NextStep, StateCard},
        },
        summary::summary_stats::SummaryStats,
    },
};
use bounces_core::{BounceCode, CodeSet};
use leptos::{ev, prelude::*};
use std::collections::HashMap;

/// Which contacts an email did not reach, and why.
///
/// It asks the proxy below `api_base` for the activity, its counts and all pages of its bounces,
/// and asks anew when one of the first three props changes. Its look comes from
/// [`STYLE_SHEET`](crate::STYLE_SHEET), which the application has to put on its page; inside
/// `<bounces-report>` that is done already.
///
/// ```
/// use bounces_report::BouncesReport;
/// use leptos::prelude::*;
///
/// #[component]
/// fn Admin() -> impl IntoView {
///     view! { <BouncesReport campaign_activity_id="98edac88-f4bc-408c-9e64-acd890384231" /> }
/// }
/// ```
#[component]
pub fn BouncesReport(
    /// The activity, a UUID: not the campaign's id, but that of one of its emails. Empty shows
    /// that no email is chosen.
    #[prop(into)]
    campaign_activity_id: Signal<String>,
    /// Where the proxy answers, without a slash at its end.
    #[prop(into, default = "/api/v3".into())]
    api_base: Signal<String>,
    /// The bounce codes that the report is restricted to, such as `"B,S"`. Empty means all.
    #[prop(into, optional)]
    codes: Signal<String>,
    /// Where the proxy signs in and out, without a slash at its end.
    #[prop(into, default = "/auth".into())]
    auth_base: Signal<String>,
    /// Rows on a page, 1 to 500, until the user chooses another number.
    #[prop(into, default = DEFAULT_PAGE_SIZE.into())]
    page_size: Signal<usize>,
    /// Filters, sort and page as one text, such as `"codes=B,Z&sort=email"`: what the report shows
    /// when it begins, and whenever this changes. [`ReportEvent::ViewChange`] has such texts.
    #[prop(into, optional)]
    view: Signal<String>,
    /// Whether rows are low, until the user chooses.
    #[prop(into, optional)]
    compact: Signal<bool>,
    /// The locale of words, numbers, dates and letters, such as `"de-AT"`. Empty means the page's,
    /// or else the user's.
    #[prop(into, optional)]
    lang: Signal<String>,
    /// The time zone of dates, such as `"Europe/Berlin"`. Empty means the user's.
    #[prop(into, optional)]
    time_zone: Signal<String>,
    /// Whether of addresses only the first character and the domain are shown, on the screen and
    /// on paper. What the user copies or saves has them whole.
    #[prop(into, optional)]
    masked: Signal<bool>,
    /// Asked instead of the proxy.
    #[prop(optional)]
    fetcher: Fetcher,
    /// Words of the application instead of the widget's, by key.
    #[prop(into, optional)]
    messages: Signal<HashMap<String, String>>,
    /// Called for each [`ReportEvent`]. For a cancelable one, `true` keeps the widget from going
    /// on by itself.
    #[prop(into, optional)]
    on_event: Option<UnsyncCallback<ReportEvent, bool>>,
    /// Called once with what the application may have the report do.
    #[prop(into, optional)]
    on_ready: Option<UnsyncCallback<ReportHandle>>,
) -> impl IntoView {
    let codes = Signal::derive(move || codes.with(|codes| code_set(codes)));
    let inputs = Inputs {
        campaign_activity_id,
        api_base,
        auth_base,
        codes,
        page_size,
        lang,
        compact,
        time_zone,
        masked,
        fetcher: ErasedValue::new(fetcher),
    };
    let report = Report::new(inputs, Host::new(on_event));
    let i18n = Translator::new(lang, time_zone, messages);
    provide_context(report);
    provide_context(i18n);

    let handle = ReportHandle { report, i18n };
    if let Some(on_ready) = on_ready {
        on_ready.run(handle);
    }

    let asked = ErasedMemo::new(move |_| (campaign_activity_id.get(), api_base.get(), codes.get()));
    // It runs at once: the requests are under way while the report is drawn for the first time.
    let load = RenderEffect::new(move |before: Option<(_, String)>| {
        let now = (asked.get(), view.get());
        let is_asked_anew = before.as_ref().is_none_or(|(asked, _)| *asked != now.0);
        let is_another = is_asked_anew && report.load(false);
        // Another activity begins with the view that the host wants. Beyond that, the host wants
        // it when it says so, if only by saying the same again.
        if is_another || !is_asked_anew || before.is_none_or(|(_, view)| view != now.1) {
            report.apply_view(&now.1);
        }
        now
    });
    // It ends when it is dropped.
    ErasedValue::new(load);
    Effect::new(move || {
        lang.track();
        report.refresh_collator();
    });
    Effect::new(move || {
        time_zone.track();
        report.refresh_date_bounds();
    });
    Effect::new(move || {
        if handle.is_ready() {
            report.resolve_waiters();
        }
    });
    let go_online = guard_timer(move || report.go_online());
    let online = window_event_listener(ev::online, move |_| go_online());
    on_cleanup(move || {
        online.remove();
        report.stop();
    });

    let said =
        move || report.announcement().map(|said| say(i18n, report, said)).unwrap_or_default();
    let shown =
        move || if i18n.is_loaded() { report.display_state() } else { DisplayState::Loading };
    view! {
        <section
            class="bounces"
            class:compact=bool_fn(move || report.is_compact())
            part="report"
            lang=attr_fn(move || Some(i18n.language().to_owned()))
            aria-label=t_attr(Key::Report)
        >
            <Header />
            {view_fn(move || Some(screen(report, shown())))}
            <p class="visually-hidden" role="status">{text_fn(said)}</p>
        </section>
    }
}

/// Rows on a page, unless the host or the user says otherwise.
pub(crate) const DEFAULT_PAGE_SIZE: usize = 50;

/// Reads `"B,S"`, `"B S"` and `"b, s"` alike; what is no code is passed over.
fn code_set(codes: &str) -> CodeSet {
    let codes = codes.split(|letter: char| letter == ',' || letter.is_whitespace());
    let codes = codes.filter(|code| !code.is_empty()).map(BounceCode::parse);
    codes.filter(|code| !matches!(code, BounceCode::Unknown(_))).collect()
}

fn screen(report: Report, screen: DisplayState) -> AnyView {
    match screen {
        DisplayState::Idle => {
            view! { <StateCard icon=Icon::Envelope title=Key::IdleTitle text=Key::IdleText action=NextStep::None /> }
                .into_any()
        }
        DisplayState::Loading => view! { <SummaryStats /> <Skeleton /> }.into_any(),
        DisplayState::Rows => ReportBody().into_any(),
        DisplayState::NoRows(no_rows) => {
            let restricted = !report.inputs.codes.read_untracked().is_empty();
            let (title, text) = labels::no_rows(no_rows, restricted);
            view! { <StateCard icon=Icon::of(no_rows) title text action=NextStep::CheckAgain /> }.into_any()
        }
        DisplayState::Failed(code, lacking) => {
            let (title, text) = error_labels::error(code, lacking);
            let action = error_labels::next_step(code, lacking);
            let counts_down = code == ErrorCode::RateLimited;
            view! { <StateCard icon=Icon::Warning title text action counts_down /> }.into_any()
        }
    }
}

/// What a screen reader hears.
fn say(i18n: Translator, report: Report, announcement: Announcement) -> String {
    match announcement {
        Announcement::Sorted => {
            untrack(|| report.with_query(|query| labels::sorted(i18n, &query.sort)))
        }
        // Said once, not again when more is read.
        Announcement::Matching => {
            let matching = untrack(|| report.rows_matching());
            i18n.format(Key::AnnounceMatching, &[("count", matching.into())])
        }
        Announcement::Page(page) => i18n.format(Key::AnnouncePage, &[("page", (page + 1).into())]),
        Announcement::Stopped => {
            let read = untrack(|| report.rows_read());
            i18n.format(Key::AnnounceStopped, &[("count", read.into())])
        }
        // With rows, an alert says it.
        Announcement::Failed(code) if untrack(|| report.rows_read()) == 0 => {
            i18n.text(error_labels::error(code, None).0)
        }
        Announcement::Failed(_) => String::new(),
        Announcement::Selected => untrack(|| labels::selected(i18n, report)),
        Announcement::Done(outcome) => untrack(|| labels::outcome(i18n, report, outcome)),
        Announcement::Loaded => {
            let read = untrack(|| report.rows_read());
            i18n.format(Key::AnnounceLoaded, &[("count", read.into())])
        }
    }
}
