//! The value of each export field for a row, as data. The file formats write it in their own way.

use crate::{
    BounceCode, BounceTable, ContactId, ExportField, Group, NextStep, RowId, Suggestions,
    Timestamp,
    table::{EarlierBounce, EarlierEmail},
};
use std::{
    borrow::Cow,
    fmt::{Display, Write},
};

/// The value of an [`ExportField`] in a row.
pub(super) enum FieldValue<'a> {
    /// The row has no value.
    Missing,
    Text(Cow<'a, str>),
    Code(BounceCode<'a>),
    Group(Group),
    Time(Timestamp),
    /// When a contact was deleted; `None` if the upstream's date could not be parsed.
    Deletion(Option<Timestamp>),
    Step(NextStep),
    Boolean(bool),
    Contact(ContactId),
    Count(u8),
    /// Earlier emails and the contact's bounces, the last one first.
    EarlierBounces(Vec<(EarlierEmail, EarlierBounce)>),
}

impl<'a> FieldValue<'a> {
    pub(super) fn of(
        field: ExportField,
        table: &'a BounceTable,
        suggestions: &Suggestions,
        row: RowId,
    ) -> Self {
        match field {
            ExportField::Email => Self::text(table.email(row)),
            ExportField::FirstName => Self::text(table.names(row).0),
            ExportField::LastName => Self::text(table.names(row).1),
            ExportField::Code => Self::text(table.code(row).as_str()),
            ExportField::Reason => Self::Code(table.code(row)),
            ExportField::Group => Self::Group(table.code(row).group()),
            ExportField::BouncedAt => table.time(row).map_or(Self::Missing, Self::Time),
            ExportField::CurrentAddress => {
                table.current_address(row).map_or(Self::Missing, Self::text)
            }
            ExportField::DeletedAt => table.deletion(row).map_or(Self::Missing, Self::Deletion),
            ExportField::DidYouMean => suggestions
                .address(table, row)
                .map_or(Self::Missing, |address| Self::Text(address.into())),
            ExportField::NextStep => {
                Self::Step(NextStep::of_row(table, suggestions.typo_domains(), row))
            }
            ExportField::RecommendedForRemoval => Self::Boolean(table.is_removable(row)),
            ExportField::ContactId => table.contact_id(row).map_or(Self::Missing, Self::Contact),
            ExportField::BouncedBefore if table.earlier().known(row) == 0 => Self::Missing,
            ExportField::BouncedBefore => Self::Count(table.earlier().count(row)),
            ExportField::EarlierEmailsRead if table.earlier().shown() == 0 => Self::Missing,
            ExportField::EarlierEmailsRead => Self::Count(table.earlier().known(row)),
            ExportField::EarlierBounces => match table.earlier().bounces(row) {
                bounces if bounces.is_empty() => Self::Missing,
                bounces => Self::EarlierBounces(bounces),
            },
        }
    }

    fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::Missing } else { Self::Text(text.into()) }
    }
}

/// Writes a value that needs no quotes: a timestamp, a day, a UUID.
pub(super) fn write_plain(value: &dyn Display, block: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(block, "{value}");
}

/// Writes when a contact was deleted. The upstream usually gives a day.
pub(super) fn write_deletion(time: Timestamp, block: &mut String) {
    match time.as_utc_day() {
        Some(day) => write_plain(&day, block),
        None => write_plain(&time, block),
    }
}
