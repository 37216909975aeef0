//! The date filter as a select.

use crate::{
    erased::{ErasedMemo, view_fn, view_list},
    i18n::{Key, Translator, t_attr},
    platform::panic_boundary::guard_listener,
    state::{DateRange, Report},
    view::labels,
};
use bounces_core::{DateFilter, RelativeRange, SendPeriod};
use leptos::{ev::Event, prelude::*};

/// What selecting an option does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateSelection {
    AnyDate,
    AfterSending(SendPeriod),
    /// Comes from links only, and is offered only while it is selected.
    Last(RelativeRange),
    /// Shows the fields for a custom range.
    Custom,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct DateOption {
    selection: DateSelection,
    is_selected: bool,
    label: String,
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
}

/// A native `<select>`: any date, a period after sending, or a custom range. Without a known time of sending, there are no
/// periods.
#[component]
pub(crate) fn DateSelect() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let options = ErasedMemo::new(move |_| options(i18n, report));
    let rendered_options = move || {
        let option = |option: &DateOption| {
            let DateOption { is_selected, label, .. } = option.clone();
            view! { <option prop:selected=is_selected>{label}</option> }.into_any()
        };
        Some(options.with(|options| view_list(options.iter().map(option))).into_any())
    };
    let on_change = guard_listener(move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        let index = usize::try_from(index).unwrap_or_default();
        let selection =
            options.with_untracked(|options| options.get(index).map(|option| option.selection));
        if let Some(selection) = selection {
            selection.apply(report);
        }
    });
    view! {
        <select aria-label=t_attr(Key::Dates) on:change=on_change>
            {view_fn(rendered_options)}
        </select>
    }
}

fn options(i18n: Translator, report: Report) -> Vec<DateOption> {
    let current = DateSelection::current(report);
    let mut options = Vec::new();
    let mut add = |selection, label| {
        options.push(DateOption { selection, is_selected: selection == current, label });
    };
    add(DateSelection::AnyDate, i18n.text(Key::AnyDate));
    if report.query().is_sent_known() {
        let counts = report.query().period_counts();
        for period in SendPeriod::ALL {
            let name = i18n.text(labels::send_period(period));
            let values = [("name", (&name).into()), ("count", counts[period.index()].into())];
            add(DateSelection::AfterSending(period), i18n.format(Key::NameWithCount, &values));
        }
    }
    if let DateSelection::Last(recent) = current {
        add(current, i18n.text(labels::relative_range(recent)));
    }
    add(DateSelection::Custom, i18n.text(Key::CustomRange));
    options
}
