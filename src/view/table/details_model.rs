//! What is shown below an expanded row, without elements. `details_dom` renders it.

use crate::{
    i18n::Key,
    state::{ExportOutcome, RowRef},
    view::{
        labels,
        table::{cell_model::Reason, row_context::RowContext},
    },
};
use bounces_core::{Column, history::EarlierOutcome};

/// What is known of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    /// Each with its name, in the order of the screen.
    pub(crate) facts: Vec<(String, Fact)>,
    /// This email and those before it.
    pub(crate) earlier: Option<EarlierEmails>,
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

/// The last emails, this one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EarlierEmails {
    pub(crate) title: String,
    pub(crate) emails: Vec<EmailOutcome>,
}

/// An email, and what happened to the contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailOutcome {
    pub(crate) date: String,
    pub(crate) name: String,
    pub(crate) outcome: Result<Reason, String>,
}

impl EarlierEmails {
    /// `None` without history.
    fn of(context: RowContext<'_>, row_ref: RowRef) -> Option<Self> {
        let RowContext { report, i18n, table, row } = context;
        let earlier = report.history().entries(row_ref);
        if earlier.is_empty() {
            return None;
        }
        let this = EmailOutcome {
            date: report.context().sent().map(|sent| i18n.short_date(sent)).unwrap_or_default(),
            name: labels::subject(report).unwrap_or_else(|| i18n.text(Key::ThisEmail)),
            outcome: Ok(Reason::of(i18n, table.code(row))),
        };
        let before = earlier.iter().map(|email| EmailOutcome {
            date: i18n.short_date(email.sent),
            name: email.name.clone().unwrap_or_default(),
            outcome: match email.outcome {
                EarlierOutcome::Bounced(bounce) => Ok(Reason::of(i18n, bounce.code)),
                EarlierOutcome::NoBounce => Err(i18n.text(Key::NoBounce)),
                EarlierOutcome::Unread => Err(i18n.text(Key::NotRead)),
            },
        });
        Some(Self {
            title: i18n.format(Key::ThisAndBefore, &[("count", earlier.len().into())]),
            emails: std::iter::once(this).chain(before).collect(),
        })
    }
}

/// The oldest bounce that is known, if the contact bounced before.
fn earliest_bounce(context: RowContext<'_>, row_ref: RowRef) -> Option<String> {
    let RowContext { report, i18n, .. } = context;
    let emails = report.history().entries(row_ref);
    let earliest = emails.iter().rfind(|email| labels::is_bounce(email.outcome))?;
    let EarlierOutcome::Bounced(bounce) = earliest.outcome else { return None };
    let date = i18n.short_date(bounce.time.unwrap_or(earliest.sent));
    Some([&*date, ", ", &labels::row_reason(i18n, bounce.code)].concat())
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
            if notes.is_empty() { i18n.text(Key::AddressUnchanged) } else { notes.join("\n") };
        let bounced = labels::date(i18n, table, row);
        let code = table.code(row);
        let since = report.history().non_existent_since(row_ref);
        let description = match since {
            Some(time) => {
                let date = i18n.short_date(time);
                i18n.format(Key::SuspendedSince, &[("date", (&date).into())])
            }
            None => labels::advice(i18n, code).0,
        };
        // Where the table has no column for it.
        let step = (!report.layout().has_column(Column::Step))
            .then(|| (Key::NextStep, Fact::Text(i18n.text(labels::step(report.rows().step(row))))));
        let facts = [
            (Key::CurrentAddressHeader, Fact::Text(today)),
            (Key::ColumnDate, Fact::Text(bounced)),
            (Key::ColumnReason, Fact::Reason(Reason::of(i18n, code), description)),
        ];
        let earliest = earliest_bounce(context, row_ref);
        let earliest = earliest.map(|text| (Key::EarliestBounce, Fact::Text(text)));
        let named = |(name, fact)| (i18n.text(name), fact);
        let facts = facts.into_iter().chain(earliest).map(named);
        let is_copied = report.export().outcome() == Some(ExportOutcome::CopiedContactId(row_ref));
        Self {
            facts: step.map(named).into_iter().chain(contact_id).chain(facts).collect(),
            earlier: EarlierEmails::of(context, row_ref),
            copy_text: i18n.text(if is_copied { Key::CopyDone } else { Key::Copy }),
            column_count: report.layout().column_count(),
        }
    }
}
