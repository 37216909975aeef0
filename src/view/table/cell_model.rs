//! The content of a cell, without elements. `cell_dom` renders it.

use crate::{
    i18n::{Key, Translator},
    state::{ExportOutcome, QueryState, Report, RowRef},
    view::labels,
};
use bounces_core::BounceCode;
use std::ops::Range;

/// The content of a cell, by how it is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellModel {
    /// An address, and a suggestion below it.
    Address(Highlighted, Option<Suggestion>),
    /// Text with search highlights.
    Highlighted(Highlighted),
    Reason(Reason),
    Text(String),
    /// Short texts, each with a border.
    Pills(Vec<String>),
}

/// A text, and the ranges of bytes that match the search, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Highlighted {
    pub(crate) text: String,
    pub(crate) ranges: Vec<Range<usize>>,
}

/// A reason as a letter and a name. Its color is never the only distinction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) group_class: &'static str,
    pub(crate) letter: &'static str,
    pub(crate) name: String,
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

impl Highlighted {
    pub(crate) fn of(query: &QueryState, text: &str) -> Self {
        Self { text: text.to_owned(), ranges: query.highlight_ranges(text) }
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
            group_class: labels::group_class(code.group()),
            letter: labels::letter(code),
            name: labels::row_reason(i18n, code),
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

    fn pieces(text: &str, ranges: &[Range<usize>]) -> Vec<(String, bool)> {
        let highlighted = Highlighted { text: text.to_owned(), ranges: ranges.to_vec() };
        highlighted
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
}
