//! The settings of connections to Constant Contact: through which proxy, and whom to trust.

use super::{
    files,
    key::Key,
    resolver::Resolver,
    settings::{Egress, EgressProxy},
};
use url::Url;

/// Invalid settings are reported and left out.
pub(super) fn resolve(resolver: &mut Resolver<'_>) -> Egress {
    let url = resolver.url(
        Key::EgressProxy,
        None,
        parse_proxy_url,
        "scheme, host and port of the proxy, for example http://proxy.example.org:3128",
    );
    let credentials = files::read_credentials(resolver, Key::EgressProxyCredentialsFile);
    if !resolver.is_set(Key::EgressProxy) && resolver.is_set(Key::EgressProxyCredentialsFile) {
        let message = "has no effect without egress_proxy";
        resolver.add_problem(Key::EgressProxyCredentialsFile, message, "set it, or remove this");
    }
    Egress {
        proxy: url.map(|url| EgressProxy { url, credentials }),
        ca: files::read_certificates(resolver, Key::UpstreamCaFile),
    }
}

/// Plain http is allowed: connections to Constant Contact are encrypted inside.
fn parse_proxy_url(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is not a complete URL")?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("is neither http nor https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user or a password, which belong in egress_proxy_credentials_file");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("has a path, a query or a fragment");
    }
    Ok(url)
}
