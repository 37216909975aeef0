//! Which differences between two domains are typos, rather than two different domains.
//!
//! Two names that differ by one letter are often two companies. So not every edit counts: what
//! fingers do (swap neighbors, press a key twice, the key beside it, or none) does, what makes
//! another word does not, and the shorter a name, the fewer edits count.

use super::distance::{Edit, distance};

/// How confidently a difference is taken for a typo of the intended domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confidence {
    /// The intended domain has so many users that most similar domains are typos of it.
    MajorProvider,
    /// It has many users.
    Provider,
    /// It may belong to any company, and the typed one to another company.
    Company,
}

/// A domain, split once for many comparisons.
#[derive(Clone, Copy, Debug)]
pub(super) struct Domain<'a> {
    pub(super) text: &'a str,
    /// The parts before and after the first dot; `None` without a dot.
    parts: Option<(&'a str, &'a str)>,
    /// How many bytes are not dots.
    letters: usize,
}

impl<'a> Domain<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let letters = text.bytes().filter(|byte| !is_dot(*byte)).count();
        Self { text, parts: text.split_once('.'), letters }
    }

    /// The first label.
    pub(super) fn name(&self) -> &'a str {
        self.parts.map_or(self.text, |(name, _)| name)
    }
}

/// The shortest name that follows a host: a shorter label may be a part of the ending, such as `co`
/// in `co.uk`.
const MIN_NAME_BELOW_HOST: usize = 4;

/// Whether a byte is a dot, or is typed by mistake for one.
fn is_dot(byte: u8) -> bool {
    matches!(byte, b'.' | b',' | b';' | b' ')
}

/// The number of typos between the typed domain and the intended one; `None` if they are different
/// domains, or equal.
///
/// Each label may have its own typos, see [`name_typos`] and [`suffix_typos`]; or a dot is missing,
/// doubled, moved or mistyped. The first letter is correct, or is in the second position.
pub(super) fn typo_distance(
    typed: &Domain<'_>,
    intended: &Domain<'_>,
    confidence: Confidence,
) -> Option<u8> {
    // Rejects most pairs quickly.
    let first = intended.text.as_bytes().first();
    if typed.letters.abs_diff(intended.letters) > 3
        || !typed.text.as_bytes().iter().take(2).any(|letter| Some(letter) == first)
    {
        return None;
    }
    if differs_only_in_dots(typed, intended) {
        return Some(1);
    }
    let ((typed_name, typed_suffix), (name, suffix)) =
        without_equal_hosts(typed.parts?, intended.parts?);
    let in_name = name_typos(typed_name.as_bytes(), name.as_bytes(), confidence)?;
    let in_suffix = suffix_typos(typed_suffix, suffix, name)?;
    match (in_name, in_suffix) {
        (0, 0) => None,
        (0, typos) | (typos, 0) => Some(typos),
        (in_name, in_suffix) => (name.len() >= 5).then_some(in_name + in_suffix),
    }
}

/// The name and the suffix of both domains, without the hosts that they have in common: `mail` of
/// `mail.example.com` and `mail.exmaple.com`. Two labels stay.
fn without_equal_hosts<'a>(
    mut typed: (&'a str, &'a str),
    mut intended: (&'a str, &'a str),
) -> ((&'a str, &'a str), (&'a str, &'a str)) {
    while typed.0 == intended.0
        && let (Some(typed_rest), Some(rest)) =
            (typed.1.split_once('.'), intended.1.split_once('.'))
        && rest.0.len() >= MIN_NAME_BELOW_HOST
    {
        (typed, intended) = (typed_rest, rest);
    }
    (typed, intended)
}

/// Whether only the dots differ, and the typed domain has no additional label: `g.mail.com` is a
/// host of `mail.com`.
fn differs_only_in_dots(typed: &Domain<'_>, intended: &Domain<'_>) -> bool {
    let [typed_letters, intended_letters] =
        [typed, intended].map(|domain| domain.text.bytes().filter(|byte| !is_dot(*byte)));
    let labels = |text: &str| text.split('.').filter(|label| !label.is_empty()).count();
    typed.letters == intended.letters
        && typed.text != intended.text
        && typed_letters.eq(intended_letters)
        && labels(typed.text) <= labels(intended.text)
}

/// The typos in the first label: none, one plausible edit, or two edits in a long name.
fn name_typos(typed: &[u8], intended: &[u8], confidence: Confidence) -> Option<u8> {
    if typed == intended {
        return Some(0);
    }
    if let Some(edit) = Edit::between(typed, intended) {
        return is_plausible(edit, typed, intended, confidence).then_some(1);
    }
    let is_long = confidence != Confidence::Company
        && intended.len() >= 9
        && typed.len().abs_diff(intended.len()) <= 2;
    let has_same_ends = typed.first() == intended.first() && typed.last() == intended.last();
    (is_long && has_same_ends && distance(typed, intended) == Some(2)).then_some(2)
}

/// Whether an edit of a name is a plausible typing error.
fn is_plausible(edit: Edit, typed: &[u8], intended: &[u8], confidence: Confidence) -> bool {
    let is_major = confidence == Confidence::MajorProvider;
    let length = intended.len();
    let typed_at = |index: usize| typed.get(index).copied();
    match edit {
        Edit::Swap(_) => length >= 4,
        Edit::Insert(index) => {
            let letter = typed[index];
            let neighbors = [index.checked_sub(1).and_then(typed_at), typed_at(index + 1)];
            let any = |test: fn(u8, u8) -> bool| {
                neighbors.into_iter().flatten().any(|neighbor| test(letter, neighbor))
            };
            let is_plural = typed[index..] == *b"s";
            any(|a, b| a == b)
                || is_major && any(are_adjacent_keys)
                || length >= 7 && !is_plural && any(are_adjacent_keys)
        }
        // The first letter makes another word: mail and gmail, cloud and icloud.
        Edit::Delete(index) => {
            let was_double = index > 0 && intended[index] == intended[index - 1];
            let is_singular = !is_major && !was_double && intended[index..] == *b"s";
            index > 0 && !is_singular && (length >= 7 || is_major || was_double && length >= 5)
        }
        Edit::Substitute(index) => {
            let (wrong, right) = (typed[index], intended[index]);
            let is_close = are_adjacent_keys(wrong, right) || look_alike(wrong, right);
            let is_repeated = typed_at(index + 1) == Some(wrong)
                || index.checked_sub(1).and_then(typed_at) == Some(wrong);
            index > 0
                && ((length >= 7 && is_close)
                    || is_major && (is_close || is_repeated || are_vowels(wrong, right)))
        }
    }
}

/// The typos in the labels after the name, at most one in each `com`, `net` or `org`.
///
/// A country is never taken for a typo, nor is any other domain of two letters, because most of
/// them are countries.
fn suffix_typos(typed: &str, intended: &str, name: &str) -> Option<u8> {
    let mut typos = 0;
    let (mut typed, mut intended) = (typed.split('.'), intended.split('.'));
    loop {
        match (typed.next(), intended.next()) {
            (None, None) => return Some(typos),
            (Some(typed), Some(intended)) if typed == intended => {}
            (Some(typed), Some(intended)) if is_label_typo(typed, intended, name) => typos += 1,
            _ => return None,
        }
    }
}

/// Existing top-level domains that are one edit from `com`, `net` or `org`.
const SIMILAR_TLDS: [&str; 10] =
    ["bet", "cam", "mom", "nec", "new", "next", "ntt", "ong", "pet", "vet"];

/// Names that are a mailbox provider at `com` only.
const ONLY_AT_COM: [&str; 3] = ["gmail", "googlemail", "icloud"];

fn is_label_typo(typed: &str, intended: &str, name: &str) -> bool {
    let is_country = typed.len() < 3;
    let is_shortened_com = intended == "com" && matches!(typed, "co" | "cm" | "om");
    matches!(intended, "com" | "net" | "org")
        && !SIMILAR_TLDS.contains(&typed)
        && (!is_country || is_shortened_com && ONLY_AT_COM.contains(&name))
        && Edit::between(typed.as_bytes(), intended.as_bytes()).is_some()
}

/// Whether two keys are adjacent on a QWERTY keyboard.
fn are_adjacent_keys(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let locate = |key: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            Some((row, keys.iter().position(|candidate| *candidate == key)?))
        })
    };
    let (Some(a), Some(b)) = (locate(a), locate(b)) else { return false };
    let ((row, column), (lower_row, lower_column)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    match lower_row - row {
        0 => column.abs_diff(lower_column) == 1,
        // Each row is shifted a little to the right of the one above.
        1 => column == lower_column || column == lower_column + 1,
        _ => false,
    }
}

/// Whether two characters look or sound alike.
fn look_alike(a: u8, b: u8) -> bool {
    matches!((a.min(b), a.max(b)), (b'0', b'o') | (b'1', b'i' | b'l') | (b'c', b'k'))
}

fn are_vowels(a: u8, b: u8) -> bool {
    [a, b].iter().all(|letter| b"aeiouy".contains(letter))
}

#[cfg(test)]
mod tests;
