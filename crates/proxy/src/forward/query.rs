//! The three query keys with typed values. What is not typed here is refused, never passed on.

use super::Endpoint;
use crate::failure::Failure;
use url::form_urlencoded;

/// The codes that the API can filter by.
const CODES: [&str; 7] = ["B", "D", "F", "S", "V", "X", "Z"];
/// Rows a page, at most.
const LIMIT: u16 = 500;
/// A cursor is opaque, but no book.
const CURSOR_LENGTH: usize = 2048;

/// A query key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// `bounce_code`, repeatable.
    BounceCode,
    /// `limit`, 1 to 500.
    Limit,
    /// `cursor`, opaque.
    Cursor,
}

/// A query that has been understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    codes: Vec<&'static str>,
    limit: Option<u16>,
    cursor: Option<String>,
}

impl Query {
    /// Reads what a browser asks.
    ///
    /// # Errors
    /// [`Failure::BadRequest`] for a key that the call does not take, one too many, or a value
    /// that it cannot have.
    pub fn parse(endpoint: Endpoint, raw: &str) -> Result<Self, Failure> {
        let mut query = Self::default();
        for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
            query.add(endpoint, &key, &value).ok_or(Failure::BadRequest)?;
        }
        Ok(query)
    }

    /// Reads what the API wrote into a link: what is not understood is left out of ours.
    pub(super) fn of_link(endpoint: Endpoint, raw: &str) -> Self {
        let mut query = Self::default();
        for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
            let _ = query.add(endpoint, &key, &value);
        }
        query
    }

    /// Whether it asks for a page other than the first.
    pub fn has_cursor(&self) -> bool {
        self.cursor.is_some()
    }

    /// The query as text, without `?`.
    pub fn write(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for code in &self.codes {
            text.append_pair("bounce_code", code);
        }
        if let Some(limit) = self.limit {
            text.append_pair("limit", &limit.to_string());
        }
        if let Some(cursor) = &self.cursor {
            text.append_pair("cursor", cursor);
        }
        text.finish()
    }

    fn add(&mut self, endpoint: Endpoint, key: &str, value: &str) -> Option<()> {
        let parameter = match key {
            "bounce_code" => Parameter::BounceCode,
            "limit" => Parameter::Limit,
            "cursor" => Parameter::Cursor,
            _ => return None,
        };
        if !endpoint.parameters().contains(&parameter) {
            return None;
        }
        match parameter {
            Parameter::BounceCode => {
                let code = CODES.into_iter().find(|code| *code == value)?;
                if !self.codes.contains(&code) {
                    self.codes.push(code);
                }
            }
            Parameter::Limit => {
                let digits = (1..=3).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_digit());
                let limit =
                    value.parse().ok().filter(|limit| digits && (1..=LIMIT).contains(limit))?;
                if self.limit.replace(limit).is_some() {
                    return None;
                }
            }
            Parameter::Cursor => {
                let fits = (1..=CURSOR_LENGTH).contains(&value.len())
                    && !value.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER);
                if !fits || self.cursor.replace(value.to_owned()).is_some() {
                    return None;
                }
            }
        }
        Some(())
    }
}
