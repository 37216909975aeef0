//! Which differences between two domains are slips of the finger, and not two domains.
//!
//! Two names that differ by one letter are often two companies. So not every edit is believed:
//! what fingers do (swap neighbours, press a key twice, the key beside it, or none) is, what makes
//! another word is not, and the shorter a name the less is.

use super::distance::{Edit, distance};

/// How much is believed of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confidence {
    /// The right domain has so many users that most domains like it are meant to be it.
    Giant,
    /// It has many users.
    Provider,
    /// It may be any company's, and the typed one another company's.
    Company,
}

/// A domain, taken apart once for many comparisons.
#[derive(Clone, Copy, Debug)]
pub(super) struct Domain<'a> {
    pub(super) text: &'a str,
    /// What stands before the first dot, and after it; `None` if there is no dot.
    parts: Option<(&'a str, &'a str)>,
    /// How many bytes are no dots.
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

/// A dot, or what is typed for one.
fn is_dot(byte: u8) -> bool {
    matches!(byte, b'.' | b',' | b';' | b' ')
}

/// The number of slips that make the typed domain of the right one; `None` if they are
/// different domains, or the same.
///
/// Each label may differ on its own, see [`name_slips`] and [`suffix_slips`]; or a dot is missing,
/// doubled, moved or another sign. The first letter is right, or stands in the second place.
pub(super) fn slips(typed: &Domain<'_>, right: &Domain<'_>, trust: Confidence) -> Option<u8> {
    // Most domains are far apart: that is seen at a glance.
    let first = right.text.as_bytes().first();
    if typed.letters.abs_diff(right.letters) > 3
        || !typed.text.as_bytes().iter().take(2).any(|letter| Some(letter) == first)
    {
        return None;
    }
    if has_only_other_dots(typed, right) {
        return Some(1);
    }
    let ((typed_name, typed_suffix), (right_name, right_suffix)) = (typed.parts?, right.parts?);
    let in_name = name_slips(typed_name.as_bytes(), right_name.as_bytes(), trust)?;
    let in_suffix = suffix_slips(typed_suffix, right_suffix, right_name)?;
    match (in_name, in_suffix) {
        (0, 0) => None,
        (0, slips) | (slips, 0) => Some(slips),
        (in_name, in_suffix) => (right_name.len() >= 5).then_some(in_name + in_suffix),
    }
}

/// Whether nothing but the dots differs, and the typed domain has no more of them that are in
/// place: `g.mail.com` is a host of `mail.com`.
fn has_only_other_dots(typed: &Domain<'_>, right: &Domain<'_>) -> bool {
    let [typed_letters, right_letters] =
        [typed, right].map(|domain| domain.text.bytes().filter(|byte| !is_dot(*byte)));
    let labels = |text: &str| text.split('.').filter(|label| !label.is_empty()).count();
    typed.letters == right.letters
        && typed.text != right.text
        && typed_letters.eq(right_letters)
        && labels(typed.text) <= labels(right.text)
}

/// The slips in the first label: none, or one that fingers make, or two in a long name.
fn name_slips(typed: &[u8], right: &[u8], trust: Confidence) -> Option<u8> {
    if typed == right {
        return Some(0);
    }
    if let Some(edit) = Edit::between(typed, right) {
        return is_slip(edit, typed, right, trust).then_some(1);
    }
    let is_long =
        trust != Confidence::Company && right.len() >= 9 && typed.len().abs_diff(right.len()) <= 2;
    let has_same_ends = typed.first() == right.first() && typed.last() == right.last();
    (is_long && has_same_ends && distance(typed, right) == Some(2)).then_some(2)
}

/// Whether fingers make this edit of a name.
fn is_slip(edit: Edit, typed: &[u8], right: &[u8], trust: Confidence) -> bool {
    let is_giant = trust == Confidence::Giant;
    let length = right.len();
    let at = |place: usize| typed.get(place).copied();
    match edit {
        Edit::Swap(_) => length >= 4,
        Edit::Insert(place) => {
            let letter = typed[place];
            let neighbours = [place.checked_sub(1).and_then(at), at(place + 1)];
            let any = |close: fn(u8, u8) -> bool| {
                neighbours.into_iter().flatten().any(|neighbour| close(letter, neighbour))
            };
            let is_plural = typed[place..] == *b"s";
            any(|a, b| a == b)
                || is_giant && any(are_neighbours)
                || length >= 7 && !is_plural && any(are_neighbours)
        }
        // The first letter is where words differ: mail and gmail, cloud and icloud.
        Edit::Delete(place) => {
            let was_double = place > 0 && right[place] == right[place - 1];
            let is_singular = !is_giant && right[place..] == *b"s";
            place > 0 && !is_singular && (length >= 7 || is_giant || was_double && length >= 5)
        }
        Edit::Substitute(place) => {
            let (wrong, meant) = (typed[place], right[place]);
            let is_close = are_neighbours(wrong, meant) || look_alike(wrong, meant);
            let is_repeated =
                at(place + 1) == Some(wrong) || place.checked_sub(1).and_then(at) == Some(wrong);
            place > 0
                && ((length >= 7 && is_close)
                    || is_giant && (is_close || is_repeated || are_vowels(wrong, meant)))
        }
    }
}

/// The slips in what follows the name: each in a `com`, `net` or `org`.
///
/// A country is never taken for a slip, nor is any other domain of two letters, since most of them
/// are one.
fn suffix_slips(typed: &str, right: &str, name: &str) -> Option<u8> {
    let mut slips = 0;
    let (mut typed, mut right) = (typed.split('.'), right.split('.'));
    loop {
        match (typed.next(), right.next()) {
            (None, None) => return Some(slips),
            (Some(typed), Some(right)) if typed == right => {}
            (Some(typed), Some(right)) if is_label_slip(typed, right, name) => slips += 1,
            _ => return None,
        }
    }
}

/// Top-level domains that are one step from `com`, `net` or `org`, and there.
const REAL_NEIGHBOURS: [&str; 10] =
    ["bet", "cam", "mom", "nec", "new", "next", "ntt", "ong", "pet", "vet"];

/// Names that are a mailbox provider at `com` and nowhere else.
const ONLY_AT_COM: [&str; 3] = ["gmail", "googlemail", "icloud"];

fn is_label_slip(typed: &str, right: &str, name: &str) -> bool {
    let is_country = typed.len() < 3;
    let is_cut_com = right == "com" && matches!(typed, "co" | "cm" | "om");
    matches!(right, "com" | "net" | "org")
        && !REAL_NEIGHBOURS.contains(&typed)
        && (!is_country || is_cut_com && ONLY_AT_COM.contains(&name))
        && Edit::between(typed.as_bytes(), right.as_bytes()).is_some()
}

/// Whether two keys lie side by side on a keyboard, as Latin letters are laid out in most countries.
fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 4] = [b"1234567890", b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |key: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            Some((row, keys.iter().position(|candidate| *candidate == key)?))
        })
    };
    let (Some(a), Some(b)) = (place(a), place(b)) else { return false };
    let ((row, column), (lower_row, lower_column)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
    match lower_row - row {
        0 => column.abs_diff(lower_column) == 1,
        // Each row is a little to the right of the one above.
        1 => column == lower_column || column == lower_column + 1,
        _ => false,
    }
}

/// Whether two signs look or sound the same.
fn look_alike(a: u8, b: u8) -> bool {
    matches!((a.min(b), a.max(b)), (b'0', b'o') | (b'1', b'i' | b'l') | (b'c', b'k'))
}

fn are_vowels(a: u8, b: u8) -> bool {
    [a, b].iter().all(|letter| b"aeiouy".contains(letter))
}
