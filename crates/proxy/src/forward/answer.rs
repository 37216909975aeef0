//! The API's answer, read and written again: only documented fields pass, and no link but our own.

use super::{Endpoint, query::Query};
use crate::failure::Failure;
use bounces_core::wire::{self, DecodeError, Links};
use serde::Serialize;
use url::Url;

/// Reads an answer of this call and writes it again.
///
/// # Errors
/// [`Failure::BadAnswer`] for what is not documented, a link to elsewhere included.
pub fn rewrite(endpoint: Endpoint, api_url: &Url, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    match endpoint {
        Endpoint::Bounces(_) => {
            let mut page = wire::decode_page(bytes).map_err(|error| unreadable(endpoint, error))?;
            if page.unreadable_rows > 0 {
                tracing::warn!(skipped = page.unreadable_rows, "rows of a page are no objects");
            }
            page.links = relink(endpoint, api_url, &page.links)?;
            write(&page)
        }
        Endpoint::Campaigns => {
            let mut page =
                wire::decode_campaigns(bytes).map_err(|error| unreadable(endpoint, error))?;
            page.links = relink(endpoint, api_url, &page.links)?;
            write(&page)
        }
        Endpoint::Activity(_) => pass(endpoint, wire::decode_activity(bytes)),
        Endpoint::SendHistory(_) => pass(endpoint, wire::decode_send_history(bytes)),
        Endpoint::Stats(_) => pass(endpoint, wire::decode_stats(bytes)),
        Endpoint::Campaign(_) => pass(endpoint, wire::decode_campaign(bytes)),
    }
}

fn pass<T: Serialize>(
    endpoint: Endpoint,
    read: Result<T, DecodeError>,
) -> Result<Vec<u8>, Failure> {
    write(&read.map_err(|error| unreadable(endpoint, error))?)
}

fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(value).map_err(|_| Failure::BadAnswer)
}

fn unreadable(endpoint: Endpoint, error: DecodeError) -> Failure {
    // The error's text holds a position and nothing of the answer.
    tracing::warn!(route = endpoint.template(), %error, "the upstream's answer cannot be read");
    Failure::BadAnswer
}

/// Our own link to the next page, with the cursor of the API's.
///
/// A link to anywhere else is an error: without it the report would seem to end there.
fn relink(endpoint: Endpoint, api_url: &Url, links: &Links) -> Result<Links, Failure> {
    let Some(href) = links.next_href() else { return Ok(Links::default()) };
    let Some(query) = read_link(endpoint, api_url, href) else {
        let route = endpoint.template();
        tracing::warn!(route, "the upstream's next link leads elsewhere");
        return Err(Failure::BadAnswer);
    };
    Ok(Links::to(format!("/api/v3{}?{}", endpoint.path(), query.write())))
}

fn read_link(endpoint: Endpoint, api_url: &Url, href: &str) -> Option<Query> {
    let url = api_url.join(href).ok()?;
    if url.origin() != api_url.origin() || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let resource = endpoint.path();
    // The API writes `/v3/…` whatever stands before it on the way to us.
    let bases = [api_url.path(), "/v3"];
    let ours = bases.iter().any(|base| {
        url.path().strip_prefix(base).is_some_and(|rest| rest.eq_ignore_ascii_case(&resource))
    });
    if !ours {
        return None;
    }
    let query = Query::of_link(endpoint, url.query().unwrap_or_default());
    query.has_cursor().then_some(query)
}
