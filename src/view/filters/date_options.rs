//! The dates as choices, and the fields for a custom range.

use crate::{
    erased::{ErasedMemo, bool_fn, show_if, text_fn, view_fn, view_list},
    i18n::{Key, Translator, t},
    state::{DateRange, Report},
    view::{
        controls::choice::{ChoiceKind, choice},
        filters::date_range_fields::DateRangeFields,
        labels,
    },
};
use bounces_core::{DateFilter, RelativeRange, SendPeriod};
use leptos::prelude::*;

/// What choosing an option does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateSelection {
    AnyDate,
    AfterSending(SendPeriod),
    /// Comes from links only, and is offered only while it is selected.
    Last(RelativeRange),
    /// Shows the fields for a custom range.
    Custom,
}

impl DateSelection {
    fn current(report: Report) -> Self {
        match (report.query().date_range(), report.query().dates()) {
            (Some(_), _) | (None, DateFilter::Days { .. }) => Self::Custom,
            (None, DateFilter::Any) => Self::AnyDate,
            (None, DateFilter::AfterSending(period)) => Self::AfterSending(period),
            (None, DateFilter::Last(recent)) => Self::Last(recent),
        }
    }

    /// Without a known time of sending, there are no periods.
    fn offered(report: Report) -> Vec<Self> {
        let mut offered = vec![Self::AnyDate];
        if report.query().is_sent_known() {
            offered.extend(SendPeriod::ALL.map(Self::AfterSending));
        }
        if let current @ Self::Last(_) = Self::current(report) {
            offered.push(current);
        }
        offered.push(Self::Custom);
        offered
    }

    fn apply(self, report: Report) {
        match self {
            Self::AnyDate => report.query().set_dates(DateFilter::Any),
            Self::AfterSending(period) => {
                report.query().set_dates(DateFilter::AfterSending(period));
            }
            Self::Last(recent) => report.query().set_dates(DateFilter::Last(recent)),
            Self::Custom => report.query().set_date_range(DateRange::default()),
        }
    }

    fn label(self) -> Key {
        match self {
            Self::AnyDate => Key::AnyDate,
            Self::AfterSending(period) => labels::send_period(period),
            Self::Last(recent) => labels::relative_range(recent),
            Self::Custom => Key::CustomRange,
        }
    }

    /// How many rows pass the other filters and are in a period.
    fn count(self, report: Report) -> Option<u32> {
        match self {
            Self::AfterSending(period) => Some(report.query().period_counts()[period.index()]),
            Self::AnyDate | Self::Last(_) | Self::Custom => None,
        }
    }
}

/// Any date, a period after sending, or a custom range.
#[component]
pub(crate) fn DateOptions() -> impl IntoView {
    let report: Report = expect_context();
    let offered = ErasedMemo::new(move |_| DateSelection::offered(report));
    let has_range = ErasedMemo::new(move |_| report.query().date_range().is_some());
    let options = move || {
        let options = offered.get().into_iter().map(|selection| option(report, selection));
        Some(view_list(options).into_any())
    };
    view! {
        {view_fn(options)}
        {show_if(has_range, || view! { <DateRangeFields /> }.into_any())}
    }
}

fn option(report: Report, selection: DateSelection) -> AnyView {
    let i18n: Translator = expect_context();
    let count = move || selection.count(report).map(|count| i18n.count(count)).unwrap_or_default();
    choice(
        ChoiceKind::One(report.element_id("dates", 0)),
        bool_fn(move || DateSelection::current(report) == selection),
        view! { <span>{t(selection.label())}</span> }.into_any(),
        Some(text_fn(count)),
        move || selection.apply(report),
    )
}
