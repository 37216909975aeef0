//! Deserializers for the rows of a page, whose fields may have any JSON type.
//!
//! Visitors accept every type, also where another one is an error: serde's own error for it can
//! print any number, which takes 10 KB of code and tables.

use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
    value::MapAccessDeserializer,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A JSON value as far as pages are concerned: an object that should be a `T`, an array of them, or
/// text. Everything else is parsed and dropped.
pub(super) enum PageValue<'de, T> {
    Object(T),
    /// The objects, and how many entries of another type were skipped.
    Array(Vec<T>, usize),
    Text(Cow<'de, str>),
    Null,
    Other,
}

struct PageValueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PageValueVisitor<T> {
    type Value = PageValue<'de, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(PageValue::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(PageValue::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(PageValue::Other)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(PageValue::Other)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(PageValue::Other)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(PageValue::Other)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(PageValue::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let (mut objects, mut skipped) = (Vec::new(), 0);
        while let Some(entry) = entries.next_element()? {
            match entry {
                PageValue::Object(object) => objects.push(object),
                PageValue::Array(..) | PageValue::Text(_) | PageValue::Null | PageValue::Other => {
                    skipped += 1;
                }
            }
        }
        Ok(PageValue::Array(objects, skipped))
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(PageValue::Object)
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for PageValue<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PageValueVisitor(PhantomData))
    }
}

/// A text field, borrowed if the JSON has no escapes; anything but a string reads as absent.
pub(super) fn text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(match PageValue::<IgnoredAny>::deserialize(deserializer)? {
        PageValue::Text(text) => Some(text),
        PageValue::Object(_) | PageValue::Array(..) | PageValue::Null | PageValue::Other => None,
    })
}
