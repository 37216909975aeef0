//! The query of one page of rows, and the links between pages.

use super::ErrorCode;
use crate::{BounceCode, CodeSet};

/// How many rows a page has; the upstream's maximum.
const PAGE_LIMIT: &str = "limit=500";

/// The query string of one page's URL. Beyond the first page it is opaque: the upstream writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageQuery(String);

impl PageQuery {
    /// The first page, restricted to `codes` unless there are none.
    pub fn first(codes: CodeSet) -> Self {
        let mut query = PAGE_LIMIT.to_owned();
        for code in codes.iter().map(BounceCode::as_str).filter(|code| !code.is_empty()) {
            query.push_str("&bounce_code=");
            query.push_str(code);
        }
        Self(query)
    }

    /// The page that a link names. `path` is the path of the report below the API's base, without a
    /// leading slash.
    ///
    /// Only the query of the link is used: upstream paths begin with `/v3/`, those of a proxy with
    /// its own prefix.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResponse`] if the link does not lead to another page of the same report.
    pub fn from_link(href: &str, path: &str) -> Result<Self, ErrorCode> {
        let (link_path, query) = href.split_once('?').ok_or(ErrorCode::InvalidResponse)?;
        let prefix = link_path.strip_suffix(path).unwrap_or_default();
        if prefix.starts_with('/') && prefix.ends_with('/') {
            Ok(Self(query.to_owned()))
        } else {
            Err(ErrorCode::InvalidResponse)
        }
    }

    /// The query string, without a question mark.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
