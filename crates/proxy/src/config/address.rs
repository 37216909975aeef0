//! URLs in the configuration: https for any host, http for loopback addresses only.

use std::{fmt, net::IpAddr};
use url::{Host, Url};

/// The URL that browsers use: an origin without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// Parses an origin, such as `https://reports.example.org`.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let url = parse_url(text)?;
        if url.path() != "/" || url.query().is_some() {
            return Err("has a path or a query, but the proxy needs an origin of its own");
        }
        Ok(Self(url))
    }

    /// Whether browsers use https, so that cookies can be `Secure` and have the prefix `__Host-`.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the host is a loopback address.
    pub fn is_loopback(&self) -> bool {
        self.0.host_str().is_some_and(is_loopback_host)
    }

    /// The host; an IPv6 address is in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The port; without one, the scheme's default.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// The origin as in the header `Origin`.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The redirect URI, which must be registered with the authorization server.
    pub fn redirect_uri(&self) -> String {
        format!("{}/auth/callback", self.origin())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Whether a host, as in a URL or a `Host` header without its port, is a loopback address.
pub fn is_loopback_host(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        Ok(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Ok(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        Err(_) => false,
    }
}

/// Parses a URL that the proxy may use.
pub(super) fn parse_url(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is not a complete URL")?;
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

/// Parses the API's base URL. The default path is `/v3`; a trailing slash is ignored.
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
