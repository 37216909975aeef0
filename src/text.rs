//! Every word that a user reads, and how numbers and dates are written. When which is shown stands in `view`.

mod english;
mod format;

pub(crate) use english::{Key, text};
pub(crate) use format::Formats;

/// A text with values in the places of `{name}`.
pub(crate) fn filled(key: Key, values: &[(&str, &str)]) -> String {
    let mut rest = text(key);
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(before);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
