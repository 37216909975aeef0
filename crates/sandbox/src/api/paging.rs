//! The query parameters of lists: page, page size and codes. Parsed strictly.

use super::{cursor::Cursor, error::ApiError};
use crate::{account::Code, parameters::Parameters};
use bounces_core::wire::Links;

/// A requested page.
pub(super) struct PageRequest {
    pub(super) codes: Vec<Code>,
    pub(super) limit: u32,
    pub(super) start: u32,
}

impl PageRequest {
    /// Parses the query of the list `resource`. `default_limit` is the page size without `limit`;
    /// `allows_codes` states whether the list accepts `bounce_code`.
    ///
    /// A cursor carries the codes and the limit of the first page. Next to a cursor, `bounce_code` may
    /// only repeat the cursor's codes, while a different `limit` is accepted. The upstream documents
    /// neither case.
    pub(super) fn parse(
        query: Option<&str>,
        resource: &str,
        default_limit: u32,
        allows_codes: bool,
    ) -> Result<Self, ApiError> {
        let parameters = Parameters::parse(query.unwrap_or_default());
        let is_known = |name: &str| match name {
            "limit" | "cursor" => true,
            "bounce_code" => allows_codes,
            _ => false,
        };
        if !parameters.names().all(is_known) {
            return Err(ApiError::Invalid("query: there is an unknown parameter"));
        }
        let limit = match at_most_one(&parameters, "limit")? {
            Some(text) => Some(parse_limit(text)?),
            None => None,
        };
        let mut codes = parameters
            .all("bounce_code")
            .map(Code::from_letter)
            .collect::<Option<Vec<_>>>()
            .ok_or(ApiError::Invalid("bounce_code: must be one of B, D, F, S, V, X, Z"))?;
        codes.sort_unstable();
        codes.dedup();
        let Some(cursor) = at_most_one(&parameters, "cursor")? else {
            return Ok(Self { codes, limit: limit.unwrap_or(default_limit), start: 0 });
        };
        let cursor = Cursor::decode(cursor)
            .filter(|cursor| cursor.resource == resource)
            .filter(|cursor| codes.is_empty() || cursor.codes == codes)
            .ok_or(ApiError::Invalid("cursor: is not valid for this request"))?;
        let limit = limit.unwrap_or(cursor.limit);
        Ok(Self { codes: cursor.codes, limit, start: cursor.next })
    }

    /// The link to the page that starts at `next`, relative to the host.
    pub(super) fn link(&self, path: &str, resource: &str, next: u32) -> Links {
        let (resource, codes) = (resource.to_owned(), self.codes.clone());
        let cursor = Cursor { resource, codes, limit: self.limit, next };
        Links::to(format!("{path}?cursor={}", cursor.encode()))
    }
}

fn at_most_one<'a>(parameters: &'a Parameters, name: &str) -> Result<Option<&'a str>, ApiError> {
    match parameters.all(name).count() {
        0 => Ok(None),
        1 => Ok(parameters.single(name)),
        _ => Err(ApiError::Invalid("query: limit or cursor is repeated")),
    }
}

fn parse_limit(text: &str) -> Result<u32, ApiError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let limit = text.parse().ok().filter(|limit| digits && (1..=500).contains(limit));
    limit.ok_or(ApiError::Invalid("limit: must be a number from 1 to 500"))
}
