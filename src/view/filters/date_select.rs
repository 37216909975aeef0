//! The date filter as a select.

use crate::{
    erased::TextFn,
    i18n::{Key, t},
    state::{DateRange, Report},
    view::{controls::select::Select, labels},
};
use bounces_core::{DateFilter, RelativeRange};
use leptos::prelude::*;
use std::sync::Arc;

/// What selecting an option does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateSelection {
    AnyDate,
    Last(RelativeRange),
    /// Shows the fields for a custom range.
    Custom,
}

impl DateSelection {
    fn all() -> Vec<Self> {
        let recent = RelativeRange::ALL.map(Self::Last);
        [Self::AnyDate].into_iter().chain(recent).chain([Self::Custom]).collect()
    }

    fn current(report: Report) -> Self {
        match (report.query().date_range(), report.query().dates()) {
            (Some(_), _) | (None, DateFilter::Days { .. }) => Self::Custom,
            (None, DateFilter::Any) => Self::AnyDate,
            (None, DateFilter::Last(recent)) => Self::Last(recent),
        }
    }

    fn apply(self, report: Report) {
        match self {
            Self::AnyDate => report.query().set_dates(DateFilter::Any),
            Self::Last(recent) => report.query().set_dates(DateFilter::Last(recent)),
            Self::Custom => report.query().set_date_range(DateRange::default()),
        }
    }

    fn label(self) -> Key {
        match self {
            Self::AnyDate => Key::AnyDate,
            Self::Last(recent) => labels::relative_range(recent),
            Self::Custom => Key::CustomRange,
        }
    }
}

/// Any date, a recent period, or a custom range.
#[component]
pub(crate) fn DateSelect() -> impl IntoView {
    let report: Report = expect_context();
    let selections = DateSelection::all();
    let options: Vec<TextFn> = selections.iter().map(|selection| t(selection.label())).collect();
    let choices = selections.clone();
    let selected = move || {
        let current = DateSelection::current(report);
        choices.iter().position(|selection| *selection == current)
    };
    let on_select = move |index: usize| selections[index].apply(report);
    view! {
        <Select
            name=Key::Dates
            hide_label=true
            options
            selected=Arc::new(selected)
            on_select=Box::new(on_select)
        />
    }
}
