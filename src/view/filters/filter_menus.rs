//! The menus of the toolbar, which a sheet replaces on phones.

use crate::{
    erased::ErasedMemo,
    i18n::Key,
    state::{FilterKind, Report},
    view::filters::{
        date_options::DateOptions, domain_options::DomainOptions, filter_menu::FilterMenu,
        reason_options::ReasonOptions, repeats_option::RepeatsOption, step_options::StepOptions,
    },
};
use leptos::prelude::*;

#[component]
pub(crate) fn FilterMenus() -> impl IntoView {
    let report: Report = expect_context();
    // Beside the reasons, their menu offers those that bounced before.
    let reasons = ErasedMemo::new(move |_| {
        report.query().with(|query| query.codes.iter().count() + usize::from(query.repeats_only))
    });
    let is_active =
        |filter| ErasedMemo::new(move |_| usize::from(report.query().has_filter(filter)));
    view! {
        <div class="filters">
            <FilterMenu
                text=Key::ColumnReason
                name=Key::FilterByReason
                chosen=reasons
                options=|| {
                    view! {
                        <ReasonOptions />
                        <RepeatsOption />
                    }
                    .into_any()
                }
            />
            <FilterMenu
                text=Key::Domain
                name=Key::FilterByDomain
                class="menu domain-menu"
                chosen=is_active(FilterKind::Domain)
                options=|| view! { <DomainOptions /> }.into_any()
            />
            <FilterMenu
                text=Key::When
                name=Key::FilterByDate
                chosen=is_active(FilterKind::Dates)
                options=|| view! { <DateOptions /> }.into_any()
            />
            <FilterMenu
                text=Key::NextStep
                name=Key::FilterByStep
                class="menu step-menu"
                chosen=is_active(FilterKind::Step)
                options=|| view! { <StepOptions /> }.into_any()
            />
        </div>
    }
}
