//! The bounce rates of the last emails as bars, oldest first in every language. A bar opens the report of its email.

use crate::{
    erased::{
        ErasedMemo, ErasedSignal, attr_fn, bool_fn, click, text_fn, true_attr, view_fn, view_list,
    },
    i18n::{Key, Translator, t_attr},
    platform::panic_boundary::guard_listener,
    state::Report,
    view::{controls::roving_focus::RovingFocus, labels},
};
use bounces_core::history::{Rate, SentEmail, Trend};
use leptos::{ev::KeyboardEvent, prelude::*};

/// The height of the highest bar, in tenths of a pixel.
const HEIGHT: u32 = 380;
/// The lower edge of the bars, in tenths of a pixel.
const BOTTOM: u32 = 400;

/// One email.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bar {
    email: SentEmail,
    name: String,
    /// Date, rate and counts.
    details: [String; 3],
    height: u32,
    /// Whether it is the report's own email.
    is_current: bool,
}

#[component]
pub(crate) fn Sparkline() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let bars = ErasedMemo::new(move |_| {
        report.history().with_trend(|trend| bars(report, i18n, trend)).unwrap_or_default()
    });
    let len = ErasedMemo::new(move |_| bars.with(Vec::len));
    let last = ErasedMemo::new(move |_| len.get().saturating_sub(1));
    let focus = RovingFocus::new(len, last);
    // Escape hides the tooltip until the next key is pressed.
    let is_tooltip_hidden = ErasedSignal::new(false);
    let on_keydown = guard_listener(move |event: KeyboardEvent| {
        let is_escape = event.key() == "Escape";
        if is_escape && !is_tooltip_hidden.get_untracked() {
            // The same key would also close a dialog of the host.
            event.prevent_default();
            event.stop_propagation();
        }
        is_tooltip_hidden.set(is_escape);
    });
    let items = move || {
        let items = (0..len.get()).map(|index| bar(report, bars, index, focus));
        Some(view_list(items).into_any())
    };
    view! {
        <div class="spark" class:tooltip-hidden=bool_fn(move || is_tooltip_hidden.get()) on:keydown=on_keydown>
            {view_fn(move || median(report, i18n))}
            <ol
                dir="ltr"
                aria-label=t_attr(Key::BounceRates)
                on:keydown=focus.on_keydown()
                on:focusin=focus.on_focusin()
            >
                {view_fn(items)}
            </ol>
        </div>
    }
}

/// The bar at an index. Its elements stay, and so does the focus, when the name of its email arrives.
fn bar(report: Report, bars: ErasedMemo<Vec<Bar>>, index: usize, focus: RovingFocus) -> AnyView {
    // There may be fewer bars until the list is rendered again.
    let with = move |read: fn(&Bar) -> String| bars.with(|bars| bars.get(index).map(read));
    let name = move || {
        let mut parts = bars.with(|bars| {
            let bar = bars.get(index)?;
            Some(std::iter::once(&bar.name).chain(&bar.details).cloned().collect::<Vec<_>>())
        })?;
        parts.retain(|part| !part.is_empty());
        Some(parts.join(", "))
    };
    let is_current = move || bars.with(|bars| bars.get(index).is_some_and(|bar| bar.is_current));
    let open = move || {
        let email = |bars: &Vec<Bar>| bars.get(index).map(|bar| (bar.email, bar.is_current));
        if let Some((email, is_current)) = bars.with_untracked(email) {
            report.open_email(email, is_current);
        }
    };
    view! {
        <li>
            <button
                type="button"
                tabindex=focus.tab_index(index)
                data-index=index.to_string()
                aria-current=true_attr(is_current)
                aria-label=attr_fn(name)
                on:click=click(open)
            >
                <svg aria-hidden="true">
                    <rect
                        x="7"
                        width="10"
                        rx="1.5"
                        y=attr_fn(move || with(|bar| tenths(BOTTOM - bar.height)))
                        height=attr_fn(move || with(|bar| tenths(bar.height)))
                    />
                </svg>
                <span class="tooltip" aria-hidden="true">
                    <b>{text_fn(move || with(|bar| bar.name.clone()).unwrap_or_default())}</b>
                    {text_fn(move || with(|bar| tip_lines(&bar.details)).unwrap_or_default())}
                </span>
            </button>
        </li>
    }
    .into_any()
}

/// Two lines, so that none has to break.
fn tip_lines([date, rate, counts]: &[String; 3]) -> String {
    [date, " · ", rate, "\n", counts].concat()
}

/// The dotted line of the median, with its number.
fn median(report: Report, i18n: Translator) -> Option<AnyView> {
    let (median, highest) =
        report.history().with_trend(|trend| Some((trend.median?, trend.highest())))??;
    let y = tenths(BOTTOM - height(median, highest));
    let text = labels::median(i18n, median);
    // The middle of the digits is on the line.
    let baseline = tenths(BOTTOM + 40 - height(median, highest));
    Some(
        view! {
            <svg class="median" aria-hidden="true">
                <text x="0" y=baseline>
                    {text}
                </text>
                <line x1="36" x2="100%" y1=y.clone() y2=y />
            </svg>
        }
        .into_any(),
    )
}

/// The text of a number of tenths.
fn tenths(number: u32) -> String {
    [&*(number / 10).to_string(), ".", &*(number % 10).to_string()].concat()
}

fn bars(report: Report, i18n: Translator, trend: &Trend) -> Vec<Bar> {
    let highest = trend.highest();
    let bar = |(index, email): (usize, &SentEmail)| {
        // A resend is of the same campaign.
        let is_current = index + 1 == trend.bars.len();
        let name = if is_current {
            Some(i18n.text(Key::ThisEmail))
        } else {
            report.history().name(email.campaign)
        };
        // As in the header: the summaries have the day of the campaign's last email.
        let own = is_current.then(|| report.context().sent()).flatten();
        let counts = [("bounced", email.bounces.into()), ("sent", email.sends.into())];
        Bar {
            email: *email,
            name: name.unwrap_or_default(),
            details: [
                i18n.short_date(own.unwrap_or(email.sent)),
                i18n.percent(email.rate().fraction()),
                i18n.format(Key::BouncedOfSent, &counts),
            ],
            height: height(email.rate(), highest),
            is_current,
        }
    };
    trend.bars.iter().enumerate().map(bar).collect()
}

/// In tenths of a pixel, and never invisible.
fn height(rate: Rate, highest: Rate) -> u32 {
    let share = u64::from(rate.millionths()) * u64::from(HEIGHT);
    let height = share / u64::from(highest.millionths().max(1));
    u32::try_from(height).unwrap_or(HEIGHT).max(20)
}
