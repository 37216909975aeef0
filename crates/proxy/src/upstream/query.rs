//! The three query parameters and their types. Anything else is rejected, never passed on.

use super::endpoint::{Endpoint, Parameter};
use crate::error::ProxyError;
use url::form_urlencoded;

/// The bounce codes that the API can filter by.
const CODES: [&str; 7] = ["B", "D", "F", "S", "V", "X", "Z"];
/// Maximum number of rows of a page.
const MAX_LIMIT: u16 = 500;
/// Maximum length of a cursor, in bytes.
const MAX_CURSOR_LENGTH: usize = 2048;

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    codes: Vec<&'static str>,
    limit: Option<u16>,
    cursor: Option<String>,
}

impl Query {
    /// Parses the query of a browser's request.
    ///
    /// # Errors
    /// [`ProxyError::BadRequest`] for a key that the endpoint does not accept, a repeated key, or an
    /// invalid value.
    pub fn parse(endpoint: Endpoint, raw: &str) -> Result<Self, ProxyError> {
        let mut query = Self::default();
        for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
            query.add(endpoint, &key, &value).ok_or(ProxyError::BadRequest)?;
        }
        Ok(query)
    }

    /// Parses the query of a link written by the API. Unknown parameters are left out.
    pub(super) fn from_link(endpoint: Endpoint, raw: &str) -> Self {
        let mut query = Self::default();
        for (key, value) in form_urlencoded::parse(raw.as_bytes()) {
            let _ = query.add(endpoint, &key, &value);
        }
        query
    }

    /// Whether this is a request for a page other than the first.
    pub fn has_cursor(&self) -> bool {
        self.cursor.is_some()
    }

    /// The query string, without `?`.
    pub fn to_query_string(&self) -> String {
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
                    value.parse().ok().filter(|limit| digits && (1..=MAX_LIMIT).contains(limit))?;
                if self.limit.replace(limit).is_some() {
                    return None;
                }
            }
            Parameter::Cursor => {
                let fits = (1..=MAX_CURSOR_LENGTH).contains(&value.len())
                    && !value.chars().any(|c| c.is_control() || c == char::REPLACEMENT_CHARACTER);
                if !fits || self.cursor.replace(value.to_owned()).is_some() {
                    return None;
                }
            }
        }
        Some(())
    }
}
