//! The report: the root component, used by the element and by Leptos applications.

use crate::{
    erased::{ErasedValue, attr_fn, bool_fn},
    i18n::{Key, Translator, t_attr},
    state::{
        DEFAULT_HISTORY, DEFAULT_PAGE_SIZE, EventSink, Fetcher, HostAction, Inputs, Report,
        ReportEvent, parse_codes,
    },
    view::{
        header::Header, live_region::LiveRegion, report_content::ReportContent,
        report_handle::ReportHandle, selection::skip_links::SkipLinks,
    },
};
use leptos::prelude::*;

/// The contacts that an email did not reach, and why.
///
/// Requests the activity, its counts and all pages of its bounces from the proxy at `api_base`, and
/// loads again when one of the first three props changes. The application must include
/// [`STYLE_SHEET`](crate::STYLE_SHEET) in its page; `<bounces-report>` does so itself.
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
    /// The UUID of the email activity; not the id of the campaign. If empty, the report says that
    /// no email is selected.
    #[prop(into)]
    campaign_activity_id: Signal<String>,
    /// The base URL of the proxy's API, without a trailing slash.
    #[prop(into, default = "/api/v3".into())]
    api_base: Signal<String>,
    /// Restricts the report to bounce codes, such as `"B,S"`. Empty means all.
    #[prop(into, optional)]
    codes: Signal<String>,
    /// The base URL of the proxy's sign-in, without a trailing slash.
    #[prop(into, default = "/auth".into())]
    auth_base: Signal<String>,
    /// Rows on a page, 1 to 500, until the user selects another number.
    #[prop(into, default = DEFAULT_PAGE_SIZE.into())]
    page_size: Signal<usize>,
    /// Filters, sort order and page as one string, such as `"codes=B,Z&sort=email"`. Applied at
    /// first and at each change. [`ReportEvent::ViewChange`] has such strings.
    #[prop(into, optional)]
    view: Signal<String>,
    /// Whether rows are compact, until the user changes it.
    #[prop(into, optional)]
    compact: Signal<bool>,
    /// The locale of messages, numbers, dates and collation, such as `"de-AT"`. Empty means the
    /// page's, or else the user's.
    #[prop(into, optional)]
    lang: Signal<String>,
    /// The time zone of dates, such as `"Europe/Berlin"`. Empty means the user's.
    #[prop(into, optional)]
    time_zone: Signal<String>,
    /// Whether to mask addresses on screen and in print: only the first character and the domain
    /// are shown. Copied and exported addresses are complete.
    #[prop(into, optional)]
    masked: Signal<bool>,
    /// How many earlier emails are shown for each contact, 0 to 12. With 0, the report is not compared
    /// with earlier emails, and the next steps do not depend on them.
    #[prop(into, default = DEFAULT_HISTORY.into())]
    history: Signal<usize>,
    /// Replaces the proxy.
    #[prop(optional)]
    fetcher: Fetcher,
    /// Messages by key, which override the widget's.
    #[prop(into, optional)]
    messages: Signal<Vec<(String, String)>>,
    /// The address of the page that shows this report, as a template: `{view}` is replaced by the view as one value of a
    /// query, `{+view}` by the view as it is. With it, users can copy a link.
    #[prop(into, optional)]
    link_template: Signal<String>,
    /// The host's own actions, offered for selected rows and in the advice to remove contacts. A press is a
    /// [`ReportEvent::Action`].
    #[prop(into, optional)]
    actions: Signal<Vec<HostAction>>,
    /// Called with each [`ReportEvent`]. Return `true` to cancel the default action of a cancelable
    /// event.
    #[prop(into, optional)]
    on_event: Option<UnsyncCallback<ReportEvent, bool>>,
    /// Called once with a handle that controls the report.
    #[prop(into, optional)]
    on_ready: Option<UnsyncCallback<ReportHandle>>,
) -> impl IntoView {
    let codes = Signal::derive(move || codes.with(|codes| parse_codes(codes)));
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
        history,
        actions,
        link_template,
        fetcher: ErasedValue::new(fetcher),
    };
    let report = Report::new(inputs, EventSink::new(on_event));
    let i18n = Translator::new(lang, time_zone, messages);
    provide_context(report);
    provide_context(i18n);

    let handle = ReportHandle { report, i18n };
    if let Some(on_ready) = on_ready {
        on_ready.run(handle);
    }

    report.follow_inputs(view);
    Effect::new(move || {
        if handle.is_ready() {
            report.readiness().resolve_waiters();
        }
        if report.readiness().has_ended() {
            report.readiness().resolve_end_waiters();
        }
    });

    view! {
        <section
            class="bounces"
            class:compact=bool_fn(move || report.layout().is_compact())
            part="report"
            lang=attr_fn(move || Some(i18n.language().to_owned()))
            aria-label=t_attr(Key::Report)
        >
            <SkipLinks />
            <Header />
            <ReportContent />
            <LiveRegion />
        </section>
    }
}
