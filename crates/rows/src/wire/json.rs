//! JSON as a tree, for responses that are small, and for the parts of a page that are not rows. One
//! deserializer serves them all; serde's derive would compile one for each type.
//!
//! It is lenient in the way of this module: a field of another type reads as absent, unless its
//! absence would lose data without notice.

use super::{DecodeError, error::decode};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, fmt};

/// A JSON value, as far as the upstream's formats have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`, or no value at all.
    #[default]
    Null,
    /// An object, its members in order.
    Object(Vec<(Cow<'a, str>, Self)>),
    /// An array.
    Array(Vec<Self>),
    /// A string, borrowed if it has no escapes.
    Text(Cow<'a, str>),
    /// A number that is not negative and has no fraction.
    Count(u64),
    /// Another number, or a Boolean.
    Other,
}

/// A value has another type than documented, and reading it as absent would lose data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnexpectedType;

/// A type that is read from an object.
pub trait FromObject: Default {
    /// Reads its members; the others are ignored.
    ///
    /// # Errors
    /// A member whose type must not be ignored.
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType>;
}

impl<'a> Json<'a> {
    /// Parses a whole response.
    ///
    /// # Errors
    /// Bytes that are not JSON.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        decode(bytes)
    }

    /// Takes a member out of an object: [`Json::Null`] if there is none, or if this is no object.
    #[must_use]
    pub fn take(&mut self, name: &str) -> Self {
        let Self::Object(members) = self else { return Self::Null };
        let member = members.iter_mut().find(|(key, _)| key == name);
        member.map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }

    /// A member that is text; anything but a string reads as absent.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name) {
            Self::Text(text) => Some(text.into_owned()),
            Self::Null | Self::Object(_) | Self::Array(_) | Self::Count(_) | Self::Other => None,
        }
    }

    /// A member that is a count, sent as a number (the specification) or as a string (the guide).
    pub fn count(&mut self, name: &str) -> Option<u64> {
        match self.take(name) {
            Self::Count(count) => Some(count),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Null | Self::Object(_) | Self::Array(_) | Self::Other => None,
        }
    }

    /// An object, or `null` for a default one.
    ///
    /// # Errors
    /// Another type.
    pub fn object<T: FromObject>(mut self) -> Result<T, UnexpectedType> {
        match self {
            Self::Null => Ok(T::default()),
            Self::Object(_) => T::from_object(&mut self),
            Self::Array(_) | Self::Text(_) | Self::Count(_) | Self::Other => Err(UnexpectedType),
        }
    }

    /// An array of objects, or `null` for an empty one; entries of another type are dropped.
    ///
    /// # Errors
    /// Another type, or that of a member of an entry.
    pub fn objects<T: FromObject>(self) -> Result<Vec<T>, UnexpectedType> {
        let entries = match self {
            Self::Null => Vec::new(),
            Self::Array(entries) => entries,
            Self::Object(_) | Self::Text(_) | Self::Count(_) | Self::Other => {
                return Err(UnexpectedType);
            }
        };
        let is_object = |entry: &Self| matches!(entry, Self::Object(_));
        entries.into_iter().filter(is_object).map(Self::object).collect()
    }
}

/// Parses a response that is an object.
///
/// # Errors
/// Bytes that are not a JSON object, or one with a member whose type must not be ignored.
pub fn decode_object<T: FromObject>(bytes: &[u8]) -> Result<T, DecodeError> {
    let json = Json::parse(bytes)?;
    let is_null = matches!(json, Json::Null);
    let object = if is_null { Err(UnexpectedType) } else { json.object() };
    object.map_err(|UnexpectedType| DecodeError::unexpected_shape(bytes))
}

/// Parses a response that is an array of objects, or `null`; entries of another type are dropped.
///
/// # Errors
/// Bytes that are not a JSON array, or one with an object whose member has a type that must not be
/// ignored.
pub fn decode_objects<T: FromObject>(bytes: &[u8]) -> Result<Vec<T>, DecodeError> {
    let objects = Json::parse(bytes)?.objects();
    objects.map_err(|UnexpectedType| DecodeError::unexpected_shape(bytes))
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any value")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_u64<E: Error>(self, count: u64) -> Result<Self::Value, E> {
        Ok(Json::Count(count))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Json::Other)
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Json::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut array = Vec::new();
        while let Some(entry) = entries.next_element()? {
            array.push(entry);
        }
        Ok(Json::Array(array))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut object = Vec::new();
        while let Some(Json::Text(key)) = entries.next_key()? {
            object.push((key, entries.next_value()?));
        }
        Ok(Json::Object(object))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}
