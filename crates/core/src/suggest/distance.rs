//! The edit distance between a typed text and the intended one. Which edits count as typos is
//! decided in `typo`.

/// The single edit that turns the intended text into the typed one. Indexes count bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// This byte of the typed text is additional.
    Insert(usize),
    /// This byte of the intended text is missing.
    Delete(usize),
    /// This byte differs.
    Substitute(usize),
    /// This byte and the next one are swapped.
    Swap(usize),
}

impl Edit {
    /// `None` if the texts are equal, or more than one edit apart.
    pub(super) fn between(typed: &[u8], intended: &[u8]) -> Option<Self> {
        let index = typed.iter().zip(intended).take_while(|(a, b)| a == b).count();
        let (typed, intended) = (&typed[index..], &intended[index..]);
        if let ([_, typed_rest @ ..], [_, intended_rest @ ..]) = (typed, intended) {
            if typed_rest == intended_rest {
                return Some(Self::Substitute(index));
            }
            if let ([a, b, typed_rest @ ..], [c, d, intended_rest @ ..]) = (typed, intended)
                && (a, b, typed_rest) == (d, c, intended_rest)
            {
                return Some(Self::Swap(index));
            }
        }
        if typed.split_first().is_some_and(|(_, rest)| rest == intended) {
            return Some(Self::Insert(index));
        }
        let is_deletion = intended.split_first().is_some_and(|(_, rest)| rest == typed);
        is_deletion.then_some(Self::Delete(index))
    }
}

/// The maximum length of a domain's label (RFC 1035).
const MAX_LABEL: usize = 63;

/// The optimal string alignment distance: the fewest insertions, deletions and substitutions of a
/// byte and swaps of two adjacent ones, without editing any part of the text twice. `None` for texts
/// that are longer than a label.
pub(super) fn distance(a: &[u8], b: &[u8]) -> Option<u8> {
    if a.len() > MAX_LABEL || b.len() > MAX_LABEL {
        return None;
    }
    // The lines of the table for the last but one byte, the last byte and the present one.
    let mut lines = [[0_u8; MAX_LABEL + 1]; 3];
    for (steps, cell) in (0..).zip(&mut lines[1]) {
        *cell = steps;
    }
    for (line, byte) in (1..).zip(a) {
        lines[2][0] = line;
        for (column, other) in (1..).zip(b) {
            let [before_last, last, present] = &lines;
            let replaced = last[column - 1] + u8::from(byte != other);
            let mut fewest = replaced.min(last[column] + 1).min(present[column - 1] + 1);
            let swapped = line > 1
                && column > 1
                && *byte == b[column - 2]
                && a[usize::from(line) - 2] == *other;
            if swapped {
                fewest = fewest.min(before_last[column - 2] + 1);
            }
            lines[2][column] = fewest;
        }
        lines.rotate_left(1);
    }
    Some(lines[1][b.len()])
}

#[cfg(test)]
mod tests {
    use super::{Edit, distance};
    use proptest::prelude::*;

    /// The definition, literally.
    fn naive(a: &[u8], b: &[u8]) -> usize {
        let (Some((last_a, start_a)), Some((last_b, start_b))) = (a.split_last(), b.split_last())
        else {
            return a.len() + b.len();
        };
        let replaced = naive(start_a, start_b) + usize::from(last_a != last_b);
        let mut fewest = replaced.min(naive(start_a, b) + 1).min(naive(a, start_b) + 1);
        if let ([rest_a @ .., c, d], [rest_b @ .., e, f]) = (a, b)
            && (c, d) == (f, e)
        {
            fewest = fewest.min(naive(rest_a, rest_b) + 1);
        }
        fewest
    }

    #[test]
    fn a_transposition_is_one_edit() {
        assert_eq!(distance(b"gmial", b"gmail"), Some(1));
        assert_eq!(Edit::between(b"gmial", b"gmail"), Some(Edit::Swap(2)));
        assert_eq!(distance(b"ca", b"abc"), Some(3), "a swapped part is not edited again");
    }

    #[test]
    fn a_text_that_is_longer_than_a_label_has_no_distance() {
        assert_eq!(distance(&[b'a'; 63], b""), Some(63));
        assert_eq!(distance(&[b'a'; 64], b"a"), None);
        assert_eq!(distance(b"a", &[b'a'; 64]), None);
    }

    proptest! {
        #[test]
        fn the_distance_equals_the_naive_one(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let naive = naive(a.as_bytes(), b.as_bytes());
            prop_assert_eq!(distance(a.as_bytes(), b.as_bytes()).map(usize::from), Some(naive));
            prop_assert_eq!(Edit::between(a.as_bytes(), b.as_bytes()).is_some(), naive == 1);
        }

        #[test]
        fn an_edit_tells_what_was_done(intended in "[abc]{1,8}", index in 0_usize..8, letter in "[abc]") {
            let intended = intended.into_bytes();
            let index = index % intended.len();
            let letter = letter.as_bytes()[0];
            let mut inserted = intended.clone();
            inserted.insert(index, letter);
            let found = Edit::between(&inserted, &intended);
            prop_assert!(matches!(found, Some(Edit::Insert(index)) if inserted[index] == letter));
            let mut deleted = intended.clone();
            let letter = deleted.remove(index);
            let found = Edit::between(&deleted, &intended);
            prop_assert!(matches!(found, Some(Edit::Delete(index)) if intended[index] == letter));
        }
    }
}
