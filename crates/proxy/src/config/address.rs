//! Which URLs a configuration may name: https anywhere, http on loopback only.

use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// The address that browsers use: an origin, nothing more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// Reads an origin, such as `https://reports.example.org`.
    ///
    /// # Errors
    /// In words: what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let url = parse_url(text)?;
        if url.path() != "/" || url.query().is_some() {
            return Err("has a path or a query, but the proxy serves a whole origin");
        }
        Ok(Self(url))
    }

    /// Whether browsers come by https, so that cookies can be `Secure` and carry `__Host-`.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the host is this machine's loopback interface.
    pub fn is_loopback(&self) -> bool {
        self.0.host_str().is_some_and(is_loopback_host)
    }

    /// The host, IPv6 in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The port, the scheme's own if none is written.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// As browsers write it in the header `Origin`.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The one redirect URI, as it has to be registered with the authorization server.
    pub fn redirect_uri(&self) -> String {
        format!("{}/auth/callback", self.origin())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Whether a host as a URL or a `Host` header spells it, without port, is loopback.
pub fn is_loopback_host(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Ok(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        Err(_) => false,
    }
}

/// Reads a URL that the proxy may use.
pub(super) fn parse_url(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is no complete URL")?;
    let loopback = url.host_str().is_some_and(is_loopback_host);
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" => return Err("is plain http, which is accepted for loopback addresses only"),
        _ => return Err("is neither https nor http"),
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err("has a user, a password or a fragment");
    }
    Ok(url)
}

/// Reads the API's base: without a path it means `/v3`; a slash at the end means nothing.
pub(super) fn parse_api_url(text: &str) -> Result<Url, &'static str> {
    let mut url = parse_url(text)?;
    if url.query().is_some() {
        return Err("has a query");
    }
    let path = match url.path().trim_end_matches('/') {
        "" => "/v3".to_owned(),
        path => path.to_owned(),
    };
    url.set_path(&path);
    Ok(url)
}
