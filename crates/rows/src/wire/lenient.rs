//! Deserializers for the rows of a page, whose fields may have any JSON type.

use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
    value::MapAccessDeserializer,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A JSON value as far as rows are concerned: an object that should be a `T`, or text. Everything
/// else is parsed and dropped.
enum RowValue<'de, T> {
    Object(T),
    Text(Cow<'de, str>),
    Other,
}

struct RowValueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowValueVisitor<T> {
    type Value = RowValue<'de, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(RowValue::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(RowValue::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(RowValue::Other)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(RowValue::Other)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(RowValue::Other)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(RowValue::Other)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(RowValue::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(RowValue::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(RowValue::Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for RowValue<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RowValueVisitor(PhantomData))
    }
}

/// A text field, borrowed if the JSON has no escapes; anything but a string reads as absent.
pub(super) fn text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(match RowValue::<IgnoredAny>::deserialize(deserializer)? {
        RowValue::Text(text) => Some(text),
        RowValue::Object(_) | RowValue::Other => None,
    })
}

/// An array of objects; entries of another type are counted and skipped.
pub(super) struct Objects<T> {
    pub(super) items: Vec<T>,
    pub(super) skipped: usize,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Objects<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectsVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectsVisitor<T> {
            type Value = Objects<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut objects = Objects { items: Vec::new(), skipped: 0 };
                while let Some(entry) = entries.next_element::<RowValue<T>>()? {
                    match entry {
                        RowValue::Object(item) => objects.items.push(item),
                        RowValue::Text(_) | RowValue::Other => objects.skipped += 1,
                    }
                }
                Ok(objects)
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Objects { items: Vec::new(), skipped: 0 })
            }
        }

        deserializer.deserialize_any(ObjectsVisitor(PhantomData))
    }
}
