//! Reading a value that may be of any JSON type. Which fields there are stands in the neighbours.

use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
    value::MapAccessDeserializer,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A JSON value as far as this crate cares: an object that should be a `T`, text, or a count.
/// Everything else is read and dropped.
enum Value<'de, T> {
    Object(T),
    Text(Cow<'de, str>),
    Count(u64),
    Other,
}

struct ValueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ValueVisitor<T> {
    type Value = Value<'de, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, count: u64) -> Result<Self::Value, E> {
        Ok(Value::Count(count))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(Value::Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Value<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor(PhantomData))
    }
}

/// A text field, without a copy where the JSON has no escapes; anything but a string is absent.
pub(super) fn text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(match Value::<IgnoredAny>::deserialize(deserializer)? {
        Value::Text(text) => Some(text),
        Value::Object(_) | Value::Count(_) | Value::Other => None,
    })
}

/// A text field with a text of its own; anything but a string is absent.
pub(super) fn owned_text<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(text(deserializer)?.map(Cow::into_owned))
}

/// A count field, sent as a number (the specification) or as a string (the guide).
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::<IgnoredAny>::deserialize(deserializer)? {
        Value::Count(count) => Some(count),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Object(_) | Value::Other => None,
    })
}

/// An array of objects; entries of another type are counted and passed over.
pub(super) struct Objects<T> {
    pub(super) items: Vec<T>,
    pub(super) unreadable_rows: usize,
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
                let mut objects = Objects { items: Vec::new(), unreadable_rows: 0 };
                while let Some(entry) = entries.next_element::<Value<T>>()? {
                    match entry {
                        Value::Object(item) => objects.items.push(item),
                        Value::Text(_) | Value::Count(_) | Value::Other => {
                            objects.unreadable_rows += 1
                        }
                    }
                }
                Ok(objects)
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Objects { items: Vec::new(), unreadable_rows: 0 })
            }
        }

        deserializer.deserialize_any(ObjectsVisitor(PhantomData))
    }
}

/// An array of objects, or `null`; entries of another type are dropped.
pub(super) fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Objects::deserialize(deserializer)?.items)
}

/// A field whose `null` means its default.
pub(super) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
