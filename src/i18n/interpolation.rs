//! Placeholders in messages: `{name}` is replaced by a value, `{name?one:contact|other:contacts}` by the form for its plural category.

use super::{Formats, formats::to_number};

/// A value for a placeholder.
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

/// Replaces the placeholders of a message. A placeholder without a value becomes empty.
pub(super) fn interpolate(
    message: &str,
    values: &[(&str, Value<'_>)],
    formats: &Formats,
) -> String {
    let mut rest = message;
    let mut text = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, forms) = placeholder.split_once('?').unwrap_or((placeholder, ""));
        text.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, Value::Count(count))) if !forms.is_empty() => {
                text.push_str(plural_form(forms, &formats.plural(to_number(*count))));
            }
            Some((_, Value::Count(count))) => text.push_str(&formats.count(to_number(*count))),
            Some((_, Value::Text(value))) => text.push_str(value),
            None => {}
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Splits a message in three. The second part reaches from the first to the last of these placeholders; it is empty, like
/// the first one, if the message has none of them.
pub(super) fn split_around<'a>(message: &'a str, names: &[&str]) -> [&'a str; 3] {
    let (mut start, mut end, mut position) = (None, 0, 0);
    for part in message.split_inclusive('}') {
        let placeholder = part.strip_suffix('}').and_then(|part| part.rsplit_once('{'));
        if let Some((before, placeholder)) = placeholder {
            let name = placeholder.split_once('?').map_or(placeholder, |(name, _)| name);
            if names.contains(&name) {
                start = start.or(Some(position + before.len()));
                end = position + part.len();
            }
        }
        position += part.len();
    }
    let (before, rest) = message.split_at(start.unwrap_or_default());
    let (between, behind) = rest.split_at(end.saturating_sub(before.len()));
    [before, between, behind]
}

/// The form for a plural category, or else the form for `other`.
fn plural_form<'a>(forms: &'a str, category: &str) -> &'a str {
    let forms = || forms.split('|').filter_map(|form| form.split_once(':'));
    let of = |requested: &str| forms().find(|(category, _)| *category == requested);
    of(category).or_else(|| of("other")).map_or("", |(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::split_around;

    #[test]
    fn a_message_is_split_around_placeholders_in_any_order() {
        let split = |message| split_around(message, &["first", "last"]);
        assert_eq!(split("{first}–{last} of {total}"), ["", "{first}–{last}", " of {total}"]);
        assert_eq!(split("{total}: {last} to {first}."), ["{total}: ", "{last} to {first}", "."]);
        assert_eq!(split("{total?other:rows} {first}"), ["{total?other:rows} ", "{first}", ""]);
        assert_eq!(split("{total} rows"), ["", "", "{total} rows"]);
        assert_eq!(split("} { {first"), ["", "", "} { {first"]);
    }
}
