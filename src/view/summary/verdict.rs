//! Whether the bounce rate is usual: the verdict with the median, and what is normal elsewhere.

use crate::{
    erased::{ErasedMemo, ErasedSignal, attr_fn, click, show_if, text_fn},
    i18n::{Key, Translator, t},
    state::{Report, TrendState},
    view::{
        controls::{
            icon::{ARROW_DOWN, ARROW_UP, icon_fn},
            menu::Menu,
        },
        labels,
        summary::{industry_rates::IndustryRates, sparkline::Sparkline},
    },
};
use bounces_core::history::{Trend, TrendVerdict};
use leptos::prelude::*;

/// The verdict in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    class: &'static str,
    /// Path data of an icon; empty if there is none.
    icon: &'static str,
    verdict: String,
    reason: String,
}

const SAME: &str = "M3 6h10M3 10h10";
const UNKNOWN: &str = "M3 8h10";

/// A skeleton until the earlier emails are loaded.
#[component]
pub(crate) fn Verdict() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let texts = ErasedMemo::new(move |_| texts(report, i18n));
    let text = |part: fn(&Texts) -> &String| {
        text_fn(move || texts.with(|texts| texts.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let class = move || {
        let class = texts.with(|texts| texts.as_ref().map_or("pending", |texts| texts.class));
        Some(["verdict ", class].concat())
    };
    let icon = move || {
        let path = texts.with(|texts| texts.as_ref().map_or("", |texts| texts.icon));
        (!path.is_empty()).then(|| path.to_owned())
    };
    let has_icon = ErasedMemo::new(move |_| icon().is_some());
    let is_unreadable =
        ErasedMemo::new(move |_| report.history().trend_state() == TrendState::Unreadable);
    let is_known = ErasedMemo::new(move |_| texts.with(Option::is_some));
    view! {
        <div class=attr_fn(class)>
            <p class="verdict-text">
                <strong>
                    {show_if(has_icon, move || icon_fn(attr_fn(icon)))}
                    {text(|texts| &texts.verdict)}
                </strong>
                " "
                <span class="verdict-basis">
                    {text(|texts| &texts.reason)} {show_if(is_unreadable, move || retry_button(report))}
                </span>
            </p>
            {show_if(is_known, || view! { <RatesMenu /> }.into_any())}
        </div>
        <Sparkline />
    }
}

fn retry_button(report: Report) -> AnyView {
    let retry = click(move || report.load_driver().retry_history());
    view! {
        " "
        <button class="link" type="button" on:click=retry>
            {t(Key::TryAgain)}
        </button>
    }
    .into_any()
}

/// Opens what is normal elsewhere.
#[component]
fn RatesMenu() -> impl IntoView {
    let is_open = ErasedSignal::new(false);
    let is_rendered = ErasedMemo::new(move |_| is_open.get());
    view! {
        <Menu
            name=Key::WhatIsNormal
            class="menu industry-rates"
            button_class=""
            is_open
        >
            {show_if(is_rendered, || view! { <IndustryRates /> }.into_any())}
        </Menu>
    }
}

/// `None` until there is a verdict, or it is known that there is none.
fn texts(report: Report, i18n: Translator) -> Option<Texts> {
    match report.history().trend_state() {
        TrendState::Off | TrendState::Loading => None,
        TrendState::Ready => report.history().with_trend(|trend| of_trend(i18n, trend)),
        TrendState::Unreadable => Some(without(i18n, Key::NoComparison, Key::NoComparisonText)),
    }
}

fn of_trend(i18n: Translator, trend: &Trend) -> Texts {
    let (class, icon, verdict) = match trend.verdict {
        TrendVerdict::Higher => ("higher", ARROW_UP, Key::HigherThanUsual),
        TrendVerdict::Lower => ("better", ARROW_DOWN, Key::BetterThanUsual),
        TrendVerdict::Usual => ("", SAME, Key::AsUsual),
        TrendVerdict::SoFar => ("", SAME, Key::NotHigherSoFar),
        TrendVerdict::TooFew => {
            let texts = without(i18n, Key::NothingToCompare, Key::NothingToCompareText);
            return Texts { icon: "", ..texts };
        }
        TrendVerdict::FewSends => return without(i18n, Key::NoComparison, Key::FewSendsText),
        TrendVerdict::NotListed => return without(i18n, Key::NoComparison, Key::NotListedText),
    };
    let rate = trend.median.map(|median| labels::median(i18n, median)).unwrap_or_default();
    let values = [("count", trend.compared.into()), ("rate", (&rate).into())];
    let reason = i18n.format(Key::UsualMedian, &values);
    Texts { class, icon, verdict: i18n.text(verdict), reason }
}

fn without(i18n: Translator, verdict: Key, reason: Key) -> Texts {
    Texts { class: "", icon: UNKNOWN, verdict: i18n.text(verdict), reason: i18n.text(reason) }
}
