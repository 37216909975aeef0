//! The column registry.

use bounces_core::{Column, ExportField, SortColumn, SortDirection};
use std::collections::BTreeSet;

#[test]
fn columns_are_listed_in_the_order_of_the_screen() {
    let ids = Column::ALL.map(Column::id);
    assert_eq!(ids, ["email", "name", "reason", "before", "step", "date", "notes"]);
    for (index, column) in Column::ALL.into_iter().enumerate() {
        assert_eq!(column.index(), index);
    }
}

#[test]
fn address_and_reason_are_always_visible() {
    let optional: Vec<_> = Column::optional().map(Column::id).collect();
    assert_eq!(optional, ["name", "before", "step", "date"]);
    assert!(!Column::Email.is_optional() && !Column::Reason.is_optional());
}

#[test]
fn only_the_step_is_hidden_at_first_and_can_be_shown() {
    let hidden = Column::ALL.into_iter().filter(|column| column.is_hidden_at_first());
    assert_eq!(hidden.collect::<Vec<_>>(), [Column::Step]);
    assert!(Column::Step.is_optional() && Column::ON_SCREEN.contains(&Column::Step));
}

#[test]
fn every_sort_column_belongs_to_the_column_that_it_sorts() {
    for sort in SortColumn::ALL {
        assert_eq!(sort.column().sort_column(), Some(sort));
        assert_eq!(SortColumn::from_id(sort.column().id()), Some(sort));
    }
    assert_eq!(Column::Notes.sort_column(), None);
    assert_eq!(SortColumn::from_id("notes"), None);
    assert_eq!(SortColumn::from_id(""), None);
}

#[test]
fn only_dates_and_repeats_begin_with_the_largest() {
    let descending = |sort: &SortColumn| sort.natural_direction() == SortDirection::Descending;
    let descending: Vec<_> = SortColumn::ALL.into_iter().filter(descending).collect();
    assert_eq!(descending, [SortColumn::Date, SortColumn::Before]);
}

#[test]
fn json_members_are_the_fields_with_a_name() {
    let names: Vec<_> =
        ExportField::JSON_MEMBERS.into_iter().filter_map(ExportField::json_name).collect();
    assert_eq!(names.len(), ExportField::JSON_MEMBERS.len());
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert_eq!(ExportField::Reason.json_name(), None);
}
