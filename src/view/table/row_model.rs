//! What stands in a row, as texts. Its elements stand in `row_elements`.

use crate::{
    i18n::{Key, Translator},
    state::{ExportOutcome, Report, RowRef},
    view::labels,
};
use bounces_core::{BounceCode, BounceTable, RowId};
use leptos::prelude::untrack;
use std::ops::Range;

/// All that can differ between two rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowModel {
    pub(crate) is_selected: bool,
    /// Whether the contact was deleted since.
    pub(crate) is_gone: bool,
    pub(crate) email: Highlighted,
    pub(crate) suggestion: Option<Suggestion>,
    pub(crate) name: Highlighted,
    pub(crate) reason: Reason,
    pub(crate) date: String,
    pub(crate) notes: Vec<String>,
    /// What the reason means, if the row is open.
    pub(crate) advice: Option<Advice>,
}

/// A text, and the places in it that are searched for, in order and as ranges of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Highlighted {
    pub(crate) text: String,
    pub(crate) marks: Vec<Range<usize>>,
}

/// Why it bounced: letter, word and tone, never colour alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) tone: &'static str,
    pub(crate) letter: &'static str,
    pub(crate) name: String,
}

/// The address that may be meant by one that does not exist. It is offered, and nothing is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) question: String,
    /// What the button that copies it is called, and what stands on it.
    pub(crate) copy: String,
    pub(crate) label: String,
}

/// What a reason means, and what to do about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Advice {
    pub(crate) tone: &'static str,
    pub(crate) group: String,
    pub(crate) meaning: String,
    pub(crate) what_to_do: String,
    /// How many columns it stands beneath.
    pub(crate) columns: usize,
}

impl RowModel {
    /// Some rows. All that is drawn in them is tracked once, not once a row.
    pub(crate) fn of_rows(report: Report, i18n: Translator, rows: &[RowRef]) -> Vec<Self> {
        report.track_row_inputs();
        i18n.track();
        untrack(|| rows.iter().map(|row| Self::of(report, i18n, *row)).collect())
    }

    fn of(report: Report, i18n: Translator, row: RowRef) -> Self {
        report.rows().with_row(row, |table, id| Self {
            is_selected: report.selection().contains(row),
            is_gone: table.deletion(id).is_some(),
            email: Highlighted::of(report, &labels::email(i18n, report, table, id)),
            suggestion: Suggestion::of(report, i18n, row),
            name: Highlighted::of(report, table.name(id)),
            reason: Reason::of(i18n, table.code(id)),
            date: labels::date(i18n, table, id),
            notes: labels::notes(i18n, report, table, id),
            advice: report
                .expanded_rows()
                .contains(row)
                .then(|| Advice::of(report, i18n, table, id)),
        })
    }
}

impl Highlighted {
    fn of(report: Report, text: &str) -> Self {
        Self { text: text.to_owned(), marks: report.query().highlight_ranges(text) }
    }

    /// Its pieces, each with whether it is marked. Not a character is lost or changed.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let starts = std::iter::once(0).chain(self.marks.iter().map(|mark| mark.end));
        let ends = self.marks.iter().map(|mark| mark.start).chain([self.text.len()]);
        let plain = starts.zip(ends).map(|(start, end)| (start..end, false));
        let marked = self.marks.iter().map(|mark| Some((mark.clone(), true))).chain([None]);
        let all = plain.zip(marked).flat_map(|(plain, marked)| [Some(plain), marked]);
        let piece = |(place, is_marked)| Some((self.text.get::<Range<usize>>(place)?, is_marked));
        all.flatten().filter_map(piece).filter(|(text, _)| !text.is_empty())
    }
}

impl Reason {
    fn of(i18n: Translator, code: BounceCode<'_>) -> Self {
        Self {
            tone: labels::group_class(code.group()),
            letter: labels::letter(code),
            name: labels::row_reason(i18n, code),
        }
    }
}

impl Suggestion {
    fn of(report: Report, i18n: Translator, row: RowRef) -> Option<Self> {
        let address = report.rows().suggestion(row)?;
        let domain = address.rsplit_once('@').map_or(&*address, |(_, domain)| domain);
        let is_copied = report.export().outcome() == Some(ExportOutcome::CopiedSuggestion(row));
        Some(Self {
            question: i18n.format(Key::DidYouMean, &[("domain", domain.into())]),
            copy: i18n.format(
                Key::CopyAddress,
                &[("address", (&labels::masked_address(report, &address)).into())],
            ),
            label: i18n.text(if is_copied { Key::CopyDone } else { Key::Copy }),
        })
    }
}

impl Advice {
    fn of(report: Report, i18n: Translator, table: &BounceTable, row: RowId) -> Self {
        let code = table.code(row);
        let (meaning, what_to_do) = labels::advice(i18n, code);
        Self {
            tone: labels::group_class(code.group()),
            group: i18n.text(labels::group(code.group())),
            meaning,
            what_to_do,
            columns: report.layout().column_count(),
        }
    }
}
