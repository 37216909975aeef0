//! A page of bounces as JSON: tolerant when reading, strict when writing. The other responses are
//! in `wire` of `bounces-core`.
//!
//! All facts are from the Constant Contact V3 specification (Swagger 2.0, version 3.0.178) and its
//! guides. Upstream fields keep their names. Reading accepts malformed rows (a field of another type
//! or `null` reads as absent, unknown fields are ignored); writing emits documented fields only,
//! which the proxy relies on.

mod bounces;
mod error;
pub mod json;
mod lenient;

pub use bounces::{BouncesPage, TrackingActivity, decode_page};
pub use error::{DecodeError, DecodeErrorKind};

use json::{FromObject, Json, UnexpectedType};
use serde::Serialize;

/// The `_links` of a paged response: `{"next":{"href":"/v3/…?cursor=…"}}`.
///
/// The last page may have no `_links`, `null`, `{}`, or a `next` or `href` that is `null`: all of
/// them mean that there is no next page. Another type is an error, because a lost link would end the
/// report early without notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Links {
    /// The next page, relative to the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
}

/// One link of [`Links`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// A reference relative to the host, beginning with `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl Links {
    /// Links with `href` as the next page.
    pub fn to(href: impl Into<String>) -> Self {
        Self { next: Some(Link { href: Some(href.into()) }) }
    }

    /// The next page's `href`; `None` on the last page.
    pub fn next_href(&self) -> Option<&str> {
        self.next.as_ref()?.href.as_deref().filter(|href| !href.is_empty())
    }

    /// Whether there is no next page.
    pub fn is_empty(&self) -> bool {
        self.next_href().is_none()
    }
}

impl FromObject for Links {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        let next = object.take("next");
        Ok(Self { next: if next == Json::Null { None } else { Some(next.object()?) } })
    }
}

impl FromObject for Link {
    fn from_object(object: &mut Json<'_>) -> Result<Self, UnexpectedType> {
        match object.take("href") {
            Json::Null => Ok(Self { href: None }),
            Json::Text(href) => Ok(Self { href: Some(href.into_owned()) }),
            Json::Object(_) | Json::Array(_) | Json::Count(_) | Json::Other => Err(UnexpectedType),
        }
    }
}
