//! The header of a column that rows can be sorted by.

use crate::{
    erased::{ErasedMemo, attr_fn, show_if, text_fn},
    i18n::{Key, Translator},
    platform::panic_boundary::guard_listener,
    state::Report,
    view::{
        controls::icon::{ARROW_DOWN, ARROW_UP, icon_fn},
        table::columns,
    },
};
use bounces_core::{SortColumn, SortDirection, SortKey};
use leptos::{ev::MouseEvent, prelude::*};

/// A header with a button that sorts. Only the header of the first sort column has `aria-sort`, as
/// ARIA recommends; those of further sort columns say so in their names.
#[component]
pub(crate) fn SortHeader(column: SortColumn) -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    // The position among the sort columns, and the direction.
    let sort =
        ErasedMemo::new(move |_| report.query().with(|query| query.sort.position_of(column)));
    let sort_count =
        ErasedMemo::new(move |_| report.query().with(|query| query.sort.as_slice().len()));
    let aria_sort_value = move || {
        let (_, direction) = sort.get().filter(|(position, _)| *position == 0)?;
        Some(aria_sort(direction).to_owned())
    };
    let is_sorted = ErasedMemo::new(move |_| sort.get().is_some());
    let position = move || match sort.get() {
        Some((position, _)) if sort_count.get() > 1 => (position + 1).to_string(),
        Some(_) | None => String::new(),
    };
    let arrow = move || {
        icon_fn(attr_fn(move || sort.get().map(|(_, direction)| arrow(direction).to_owned())))
    };
    let secondary_sort = move || {
        let (position, direction) = sort.get().filter(|(position, _)| *position > 0)?;
        let direction = i18n.text(columns::sort_direction(SortKey { column, direction }));
        let values = [("position", (position + 1).into()), ("direction", (&direction).into())];
        Some(i18n.format(Key::SecondarySort, &values))
    };
    let toggle = guard_listener(move |event: MouseEvent| {
        report.query().toggle_sort(column, event.shift_key());
    });
    view! {
        <th
            role="columnheader"
            scope="col"
            class=columns::class(column.column())
            aria-sort=attr_fn(aria_sort_value)
        >
            <button class="sort" type="button" on:click=toggle>
                {columns::header_text(i18n, report, column.column())}
                <span class="visually-hidden">
                    {text_fn(move || secondary_sort().unwrap_or_default())}
                </span>
                {show_if(is_sorted, arrow)}
                <span aria-hidden="true">{text_fn(position)}</span>
            </button>
        </th>
    }
}

fn aria_sort(direction: SortDirection) -> &'static str {
    match direction {
        SortDirection::Ascending => "ascending",
        SortDirection::Descending => "descending",
    }
}

/// The path of an arrow.
fn arrow(direction: SortDirection) -> &'static str {
    match direction {
        SortDirection::Ascending => ARROW_UP,
        SortDirection::Descending => ARROW_DOWN,
    }
}
