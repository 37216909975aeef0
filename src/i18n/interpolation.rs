//! Puts values into the places of a message: `{name}` writes one, `{name?one:contact|other:contacts}` chooses by its plural category.

use crate::i18n::Formats;

/// A value in a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Count(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value<'_> {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

/// The message with its values. A value that is not given leaves nothing.
pub(super) fn filled(message: &str, values: &[(&str, Value<'_>)], formats: &Formats) -> String {
    let mut rest = message;
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, forms) = place.split_once('?').unwrap_or((place, ""));
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Value::Count(count))) if !forms.is_empty() => {
                filled.push_str(form(forms, &formats.plural(*count)));
            }
            Some((_, Value::Count(count))) => filled.push_str(&formats.count(*count)),
            Some((_, Value::Text(text))) => filled.push_str(text),
            None => {}
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The form of a category; that of `other` if it has none of its own.
fn form<'a>(forms: &'a str, category: &str) -> &'a str {
    let forms = || forms.split('|').filter_map(|form| form.split_once(':'));
    let of = |wanted: &str| forms().find(|(category, _)| *category == wanted);
    of(category).or_else(|| of("other")).map_or("", |(_, form)| form)
}
