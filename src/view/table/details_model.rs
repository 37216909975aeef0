//! What is shown below an expanded row, without elements. `details_dom` renders it.

use crate::{
    i18n::Key,
    state::{ExportOutcome, RowRef},
    view::{
        labels,
        table::{cell_model::Reason, row_context::RowContext},
    },
};

/// What is known of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    /// Each with its name, in the order of the screen.
    pub(crate) facts: Vec<(String, Fact)>,
    /// The text on the button that copies the contact's id.
    pub(crate) copy_text: String,
    /// How many columns the details span.
    pub(crate) column_count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Text(String),
    /// The contact's id, and the accessible name of the button that copies it.
    Id(String, String),
    /// The reason, and what it means.
    Reason(Reason, String),
}

impl Details {
    pub(crate) fn of(context: RowContext<'_>, row_ref: RowRef) -> Self {
        let RowContext { report, i18n, table, row } = context;
        let contact_id = table.contact_id(row).map(|id| {
            let id = id.to_string();
            let copy_name = i18n.format(Key::CopyContactId, &[("id", (&id).into())]);
            (i18n.text(Key::ContactId), Fact::Id(id, copy_name))
        });
        let notes = labels::contact_notes(i18n, report, table, row);
        let today =
            if notes.is_empty() { i18n.text(Key::AddressUnchanged) } else { notes.join(" · ") };
        let bounced = labels::date(i18n, table, row);
        let code = table.code(row);
        let (description, _) = labels::advice(i18n, code);
        let facts = [
            (Key::CurrentAddressHeader, Fact::Text(today)),
            (Key::ColumnDate, Fact::Text(bounced)),
            (Key::ColumnReason, Fact::Reason(Reason::of(i18n, code), description)),
        ];
        let named = facts.map(|(name, fact)| (i18n.text(name), fact));
        let is_copied = report.export().outcome() == Some(ExportOutcome::CopiedContactId(row_ref));
        Self {
            facts: contact_id.into_iter().chain(named).collect(),
            copy_text: i18n.text(if is_copied { Key::CopyDone } else { Key::Copy }),
            column_count: report.layout().column_count(),
        }
    }
}
