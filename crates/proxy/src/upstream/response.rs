//! Decodes a response of the API and encodes it again: only documented fields pass, and only links to
//! the proxy itself.

use super::{endpoint::Endpoint, query::Query};
use crate::error::ProxyError;
use bounces_core::wire::{self, DecodeError, Links};
use serde::Serialize;
use url::Url;

/// Decodes a response of this endpoint and encodes it again.
///
/// # Errors
/// [`ProxyError::InvalidUpstreamResponse`] if the response is not as documented, or links elsewhere.
pub fn rewrite(endpoint: Endpoint, api_url: &Url, bytes: &[u8]) -> Result<Vec<u8>, ProxyError> {
    match endpoint {
        Endpoint::Bounces(_) => {
            let page = wire::decode_page(bytes);
            let mut page = page.map_err(|error| invalid_response(endpoint, error))?;
            if page.unreadable_rows > 0 {
                tracing::warn!(rows = page.unreadable_rows, "rows of a page are not objects");
            }
            page.links = rewrite_links(endpoint, api_url, &page.links)?;
            encode(&page)
        }
        Endpoint::Campaigns => {
            let page = wire::decode_campaigns(bytes);
            let mut page = page.map_err(|error| invalid_response(endpoint, error))?;
            page.links = rewrite_links(endpoint, api_url, &page.links)?;
            encode(&page)
        }
        Endpoint::Summaries => {
            let page = wire::decode_summaries(bytes);
            let mut page = page.map_err(|error| invalid_response(endpoint, error))?;
            page.links = rewrite_links(endpoint, api_url, &page.links)?;
            encode(&page)
        }
        Endpoint::Activity(_) => encode_decoded(endpoint, wire::decode_activity(bytes)),
        Endpoint::SendHistory(_) => encode_decoded(endpoint, wire::decode_send_history(bytes)),
        Endpoint::Stats(_) => encode_decoded(endpoint, wire::decode_stats(bytes)),
        Endpoint::Campaign(_) => encode_decoded(endpoint, wire::decode_campaign(bytes)),
    }
}

fn encode_decoded<T: Serialize>(
    endpoint: Endpoint,
    decoded: Result<T, DecodeError>,
) -> Result<Vec<u8>, ProxyError> {
    encode(&decoded.map_err(|error| invalid_response(endpoint, error))?)
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, ProxyError> {
    serde_json::to_vec(value).map_err(|_| ProxyError::InvalidUpstreamResponse)
}

fn invalid_response(endpoint: Endpoint, error: DecodeError) -> ProxyError {
    // The error contains a position, and nothing of the response.
    tracing::warn!(route = endpoint.template(), %error, "cannot decode the upstream's response");
    ProxyError::InvalidUpstreamResponse
}

/// The proxy's own link to the next page, with the cursor of the upstream's link.
///
/// A link elsewhere is an error: without a next link the report would look complete.
fn rewrite_links(endpoint: Endpoint, api_url: &Url, links: &Links) -> Result<Links, ProxyError> {
    let Some(href) = links.next_href() else { return Ok(Links::default()) };
    let Some(query) = parse_link(endpoint, api_url, href) else {
        let route = endpoint.template();
        tracing::warn!(route, "the upstream's next link does not lead to the same resource");
        return Err(ProxyError::InvalidUpstreamResponse);
    };
    Ok(Links::to(format!("/api/v3{}?{}", endpoint.path(), query.to_query_string())))
}

fn parse_link(endpoint: Endpoint, api_url: &Url, href: &str) -> Option<Query> {
    let url = api_url.join(href).ok()?;
    if url.origin() != api_url.origin() || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let resource = endpoint.path();
    // The API writes `/v3/…` even if a gateway in front of it has another path.
    let bases = [api_url.path(), "/v3"];
    let is_same_resource = bases.iter().any(|base| {
        url.path().strip_prefix(base).is_some_and(|rest| rest.eq_ignore_ascii_case(&resource))
    });
    if !is_same_resource {
        return None;
    }
    let query = Query::from_link(endpoint, url.query().unwrap_or_default());
    query.has_cursor().then_some(query)
}
