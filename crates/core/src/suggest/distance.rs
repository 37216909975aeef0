//! How far a text is from the one that was meant, in slips of the finger. Which slips are believed
//! stands in `slip`.

/// The one step that makes the typed text of the right one. Places count bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// This byte of the typed text is too much.
    Insert(usize),
    /// This byte of the right text is missing.
    Delete(usize),
    /// This byte is another one.
    Substitute(usize),
    /// This byte and the next one are the wrong way round.
    Swap(usize),
}

impl Edit {
    /// `None` if the texts are the same, or more than one step apart.
    pub(super) fn between(typed: &[u8], right: &[u8]) -> Option<Self> {
        let place = typed.iter().zip(right).take_while(|(a, b)| a == b).count();
        let (typed, right) = (&typed[place..], &right[place..]);
        if let ([_, typed_rest @ ..], [_, right_rest @ ..]) = (typed, right) {
            if typed_rest == right_rest {
                return Some(Self::Substitute(place));
            }
            if let ([a, b, typed_rest @ ..], [c, d, right_rest @ ..]) = (typed, right)
                && (a, b, typed_rest) == (d, c, right_rest)
            {
                return Some(Self::Swap(place));
            }
        }
        if typed.split_first().is_some_and(|(_, rest)| rest == right) {
            return Some(Self::Insert(place));
        }
        let is_deletion = right.split_first().is_some_and(|(_, rest)| rest == typed);
        is_deletion.then_some(Self::Delete(place))
    }
}

/// No label of a domain is longer (RFC 1035).
const LONGEST: usize = 63;

/// The optimal string alignment distance: the fewest steps of inserting, deleting or replacing a
/// byte or swapping two neighbours, with no part of the text changed twice. `None` for texts that
/// are longer than a label.
pub(super) fn distance(a: &[u8], b: &[u8]) -> Option<u8> {
    if a.len() > LONGEST || b.len() > LONGEST {
        return None;
    }
    // The lines of the table for the two bytes before, the byte before, and the present one.
    let mut lines = [[0_u8; LONGEST + 1]; 3];
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

    /// The definition, word by word.
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
    fn a_transposition_is_one_step() {
        assert_eq!(distance(b"gmial", b"gmail"), Some(1));
        assert_eq!(Edit::between(b"gmial", b"gmail"), Some(Edit::Swap(2)));
        assert_eq!(
            distance(b"ca", b"abc"),
            Some(3),
            "a part that was swapped is not changed again"
        );
    }

    #[test]
    fn a_text_longer_than_a_label_has_no_distance() {
        assert_eq!(distance(&[b'a'; 63], b""), Some(63));
        assert_eq!(distance(&[b'a'; 64], b"a"), None);
        assert_eq!(distance(b"a", &[b'a'; 64]), None);
    }

    proptest! {
        #[test]
        fn the_distance_is_the_naive_one(a in "[abc]{0,6}", b in "[abc]{0,6}") {
            let naive = naive(a.as_bytes(), b.as_bytes());
            prop_assert_eq!(distance(a.as_bytes(), b.as_bytes()).map(usize::from), Some(naive));
            prop_assert_eq!(Edit::between(a.as_bytes(), b.as_bytes()).is_some(), naive == 1);
        }

        #[test]
        fn an_edit_says_what_was_done(right in "[abc]{1,8}", place in 0_usize..8, letter in "[abc]") {
            let right = right.into_bytes();
            let place = place % right.len();
            let letter = letter.as_bytes()[0];
            let mut inserted = right.clone();
            inserted.insert(place, letter);
            let found = Edit::between(&inserted, &right);
            prop_assert!(matches!(found, Some(Edit::Insert(place)) if inserted[place] == letter));
            let mut deleted = right.clone();
            let letter = deleted.remove(place);
            let found = Edit::between(&deleted, &right);
            prop_assert!(matches!(found, Some(Edit::Delete(place)) if right[place] == letter));
        }
    }
}
