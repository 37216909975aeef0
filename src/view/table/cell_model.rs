//! The content of a cell, without elements. `cell_dom` and `contact_dom` render it.

use crate::{
    i18n::{Key, Translator},
    state::{ExportOutcome, QueryState, Report, RowRef},
    view::{labels, table::row_context::RowContext},
};
use bounces_core::{BounceCode, Column, Timestamp};
use std::ops::Range;

/// The content of a cell, by how it is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellModel {
    Contact(Contact),
    Reason(Reason),
    Text(String),
    Time(Moment),
    Before(Before),
}

/// An address, and beneath it what is known of the contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Contact {
    /// What is before the `@`.
    pub(crate) local: Highlighted,
    /// The `@` and what follows.
    pub(crate) domain: Highlighted,
    pub(crate) name: Highlighted,
    /// What happened to the contact since.
    pub(crate) notes: Vec<String>,
    pub(crate) suggestion: Option<Suggestion>,
}

/// A text, and the ranges of bytes that match the search, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Highlighted {
    pub(crate) text: String,
    pub(crate) ranges: Vec<Range<usize>>,
}

/// A reason as Constant Contact's letter and a name. Its color is never the only distinction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) class: &'static str,
    pub(crate) code: String,
    /// Says whose code it is.
    pub(crate) code_name: String,
    pub(crate) name: String,
}

/// A time as text and in the machine-readable form of `<time>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) text: String,
    pub(crate) datetime: Option<String>,
}

/// In which of the last emails the contact bounced. Empty if it did in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Before {
    /// The classes of the dots, one for each email, oldest first.
    pub(crate) dots: Vec<&'static str>,
    pub(crate) text: String,
    /// The emails in which it bounced.
    pub(crate) emails: String,
}

/// The address that was probably meant by one that does not exist. The user may copy it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suggestion {
    pub(crate) question: String,
    /// The accessible name of the button that copies the address.
    pub(crate) copy_name: String,
    /// The text on that button.
    pub(crate) copy_text: String,
}

impl Contact {
    pub(crate) fn of(context: RowContext<'_>, query: &QueryState, row_ref: RowRef) -> Self {
        let RowContext { report, i18n, table, row } = context;
        let address = Highlighted::of(query, &labels::email(i18n, report, table, row));
        let at = address.text.rfind('@').unwrap_or(address.text.len());
        let (local, domain) = address.split_at(at);
        let suggestion = Suggestion::of(report, i18n, row_ref);
        if !report.layout().has_column(Column::Name) {
            return Self { local, domain, suggestion, ..Self::default() };
        }
        let name = Highlighted::of(query, table.name(row));
        let notes = labels::contact_notes(i18n, report, table, row);
        Self { local, domain, name, notes, suggestion }
    }

    /// Whether there is nothing beneath the address.
    pub(crate) fn is_single_line(&self) -> bool {
        self.name.text.is_empty() && self.notes.is_empty() && self.suggestion.is_none()
    }
}

impl Highlighted {
    pub(crate) fn of(query: &QueryState, text: &str) -> Self {
        Self { text: text.to_owned(), ranges: query.highlight_ranges(text) }
    }

    /// Splits the text at a byte, and the range there.
    fn split_at(mut self, at: usize) -> (Self, Self) {
        let text = self.text.split_off(at.min(self.text.len()));
        let mut ranges = Vec::new();
        for range in &mut self.ranges {
            if range.end > at {
                ranges.push(range.start.saturating_sub(at)..range.end - at);
                *range = range.start..at;
            }
        }
        self.ranges.retain(|range| !range.is_empty());
        (self, Self { text, ranges })
    }

    /// Splits the whole text into pieces, each with whether it is highlighted.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = (&str, bool)> {
        let starts = std::iter::once(0).chain(self.ranges.iter().map(|range| range.end));
        let ends = self.ranges.iter().map(|range| range.start).chain([self.text.len()]);
        let plain = starts.zip(ends).map(|(start, end)| (start..end, false));
        let highlighted = self.ranges.iter().map(|range| Some((range.clone(), true)));
        let pieces = plain
            .zip(highlighted.chain([None]))
            .flat_map(|(plain, highlighted)| [Some(plain), highlighted]);
        let text_of = |(range, is_highlighted): (Range<usize>, bool)| {
            Some((self.text.get(range)?, is_highlighted))
        };
        pieces.flatten().filter_map(text_of).filter(|(text, _)| !text.is_empty())
    }
}

impl Reason {
    pub(crate) fn of(i18n: Translator, code: BounceCode<'_>) -> Self {
        Self {
            class: labels::reason_class(code),
            code: labels::code_text(code).to_owned(),
            code_name: labels::code_name(i18n, code),
            name: labels::row_reason(i18n, code),
        }
    }
}

impl Moment {
    /// The time of a bounce in a row.
    pub(crate) fn of(i18n: Translator, time: Option<Timestamp>) -> Self {
        let text = time.map_or_else(|| i18n.text(Key::NoDate), |time| i18n.short_date_time(time));
        Self { text, datetime: time.map(|time| time.to_string()) }
    }
}

impl Before {
    pub(crate) fn of(report: Report, i18n: Translator, row: RowRef) -> Self {
        if report.history().earlier_count(row) == 0 {
            return Self::default();
        }
        let emails = report.history().entries(row);
        let bounced = emails.iter().rev().filter(|email| labels::is_bounce(email.outcome));
        let names = bounced.map(|email| labels::earlier_email(i18n, email));
        let text = labels::count_of_last(i18n, emails.iter().map(|email| email.outcome));
        Self {
            dots: emails.iter().rev().map(|email| labels::dot_class(email.outcome)).collect(),
            text,
            emails: names.collect::<Vec<_>>().join("\n"),
        }
    }
}

impl Suggestion {
    pub(crate) fn of(report: Report, i18n: Translator, row: RowRef) -> Option<Self> {
        let address = report.rows().suggestion(row)?;
        let domain = address.rsplit_once('@').map_or(&*address, |(_, domain)| domain);
        let shown_address = labels::masked_address(report, &address);
        let is_copied = report.export().outcome() == Some(ExportOutcome::CopiedSuggestion(row));
        Some(Self {
            question: i18n.format(Key::DidYouMean, &[("domain", domain.into())]),
            copy_name: i18n.format(Key::CopyAddress, &[("address", (&shown_address).into())]),
            copy_text: i18n.text(if is_copied { Key::CopyDone } else { Key::Copy }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn highlighted(text: &str, ranges: &[Range<usize>]) -> Highlighted {
        Highlighted { text: text.to_owned(), ranges: ranges.to_vec() }
    }

    fn pieces(text: &str, ranges: &[Range<usize>]) -> Vec<(String, bool)> {
        highlighted(text, ranges)
            .pieces()
            .map(|(text, is_highlighted)| (text.to_owned(), is_highlighted))
            .collect()
    }

    fn piece(text: &str, is_highlighted: bool) -> (String, bool) {
        (text.to_owned(), is_highlighted)
    }

    #[test]
    fn a_text_without_matches_is_one_piece() {
        assert_eq!(pieces("Ann", &[]), [piece("Ann", false)]);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn matches_split_the_text_into_pieces_without_losing_any() {
        assert_eq!(
            pieces("ann@example.com", &[0..3, 4..7]),
            [piece("ann", true), piece("@", false), piece("exa", true), piece("mple.com", false)]
        );
    }

    #[test]
    fn adjacent_matches_and_matches_at_the_end_have_no_empty_pieces_between_them() {
        assert_eq!(pieces("abc", &[0..1, 1..3]), [piece("a", true), piece("bc", true)]);
    }

    #[test]
    fn an_address_is_split_before_its_domain_and_so_are_its_matches() {
        let address = |ranges: &[Range<usize>]| highlighted("ann@an.test", ranges).split_at(3);
        assert_eq!(address(&[]), (highlighted("ann", &[]), highlighted("@an.test", &[])));
        let both = (highlighted("ann", &[0..2, 2..3]), highlighted("@an.test", &[0..3, 4..5]));
        assert_eq!(address(&[0..2, 2..6, 7..8]), both);
        let one = |text, range| highlighted(text, std::slice::from_ref(&range));
        assert_eq!(address(&[2..3, 3..4]), (one("ann", 2..3), one("@an.test", 0..1)));
        assert_eq!(one("none", 1..2).split_at(4), (one("none", 1..2), Highlighted::default()));
    }
}
