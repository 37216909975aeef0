//! Deserializers for fields that may have any JSON type. The fields are defined in `bounces`, and in
//! `wire` of `bounces-core`.

use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
    value::MapAccessDeserializer,
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A JSON value as far as this crate is concerned: an object that should be a `T`, text, or a
/// count. Everything else is parsed and dropped.
enum JsonValue<'de, T> {
    Object(T),
    Text(Cow<'de, str>),
    Count(u64),
    Other,
}

struct JsonValueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for JsonValueVisitor<T> {
    type Value = JsonValue<'de, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(JsonValue::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(JsonValue::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, count: u64) -> Result<Self::Value, E> {
        Ok(JsonValue::Count(count))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(JsonValue::Other)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(JsonValue::Other)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(JsonValue::Other)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(JsonValue::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(JsonValue::Other)
    }
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(JsonValue::Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for JsonValue<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonValueVisitor(PhantomData))
    }
}

/// A text field, borrowed if the JSON has no escapes; anything but a string reads as absent.
///
/// # Errors
/// Malformed JSON.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(match JsonValue::<IgnoredAny>::deserialize(deserializer)? {
        JsonValue::Text(text) => Some(text),
        JsonValue::Object(_) | JsonValue::Count(_) | JsonValue::Other => None,
    })
}

/// An owned text field; anything but a string reads as absent.
///
/// # Errors
/// Malformed JSON.
pub fn owned_text<'de, D>(deserializer: D) -> Result<Option<String>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(text(deserializer)?.map(Cow::into_owned))
}

/// A count field, sent as a number (the specification) or as a string (the guide).
///
/// # Errors
/// Malformed JSON.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match JsonValue::<IgnoredAny>::deserialize(deserializer)? {
        JsonValue::Count(count) => Some(count),
        JsonValue::Text(text) => text.trim().parse().ok(),
        JsonValue::Object(_) | JsonValue::Other => None,
    })
}

/// An array of objects; entries of another type are counted and skipped.
pub struct Objects<T> {
    /// The objects.
    pub items: Vec<T>,
    /// How many entries were skipped.
    pub skipped: usize,
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
                while let Some(entry) = entries.next_element::<JsonValue<T>>()? {
                    match entry {
                        JsonValue::Object(item) => objects.items.push(item),
                        JsonValue::Text(_) | JsonValue::Count(_) | JsonValue::Other => {
                            objects.skipped += 1;
                        }
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

/// An array of objects, or `null`; entries of another type are dropped.
///
/// # Errors
/// Malformed JSON.
pub fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Objects::deserialize(deserializer)?.items)
}

/// A field whose `null` means its default.
///
/// # Errors
/// Malformed JSON.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
