//! The menu of what the table looks like: optional columns, row density, and the sort by columns without a header. Also
//! prints it.

use crate::{
    erased::{BoolFn, ErasedMemo, ErasedSignal, bool_fn, show_if, view_list},
    i18n::{Key, t},
    state::{Action, Report},
    view::{
        actions::action_button::ActionButton,
        controls::{
            choice::{ChoiceKind, choice},
            icon,
            menu::Menu,
        },
        table::{columns, sort_select::SortSelect},
    },
};
use bounces_core::Column;
use leptos::prelude::*;

/// Its options are rendered while it is open.
#[component]
pub(crate) fn ViewMenu() -> impl IntoView {
    let is_open = ErasedSignal::new(false);
    let is_rendered = ErasedMemo::new(move |_| is_open.get());
    view! {
        <Menu name=Key::ViewOptions icon=icon::MORE is_square=true is_open>
            {show_if(is_rendered, || view! { <ViewOptions /> }.into_any())}
        </Menu>
    }
}

#[component]
fn ViewOptions() -> impl IntoView {
    let report: Report = expect_context();
    let column = |column: Column| {
        let is_shown = bool_fn(move || report.layout().has_column(column));
        // Names and notes are beneath the address, so they are hidden together.
        let name = if column == Column::Name { Key::NameAndNotes } else { columns::header(column) };
        let toggle = move || report.layout().toggle_column(column);
        option(ChoiceKind::Several, name, is_shown, toggle)
    };
    let columns = Column::optional().filter(|column| report.layout().offers_column(*column));
    let density = |name, is_compact| {
        let is_chosen = bool_fn(move || report.layout().is_compact() == is_compact);
        let choose = move || report.layout().set_compact(is_compact);
        option(ChoiceKind::One(report.element_id("density", 0)), name, is_chosen, choose)
    };
    view! {
        <fieldset>
            <legend>{t(Key::Columns)}</legend>
            {view_list(columns.map(column))}
        </fieldset>
        <hr />
        <fieldset>
            <legend>{t(Key::Rows)}</legend>
            {density(Key::Comfortable, false)}
            {density(Key::Compact, true)}
        </fieldset>
        <hr />
        <div class="sort-by">
            <SortSelect />
        </div>
        <hr />
        <ActionButton
            name=t(Key::Print)
            action=Action::Print
            scope=|report| report.export().scope().current()
        />
    }
}

fn option(
    kind: ChoiceKind,
    name: Key,
    is_chosen: BoolFn,
    choose: impl FnMut() + 'static,
) -> AnyView {
    choice(kind, is_chosen, view! { <span>{t(name)}</span> }.into_any(), None, choose)
}
