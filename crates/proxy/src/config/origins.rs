//! The setting `allowed_origins`: other origins of the proxy's own site that may embed the widget.

use super::{address::parse_url, key::Key, resolver::Resolver};
use url::{Host, Url};

/// The origin of a proxy without a public URL, whose listener is on a loopback address.
pub(super) const LOOPBACK: &str = "http://127.0.0.1";

/// The listed origins, as browsers write them. `own_origin` is the origin of this proxy; `None` if it
/// is unknown because of another problem.
pub(super) fn resolve(resolver: &mut Resolver<'_>, own_origin: Option<&str>) -> Vec<String> {
    let text = resolver.text(Key::AllowedOrigins).unwrap_or_default();
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let mut origins = Vec::new();
    for word in words {
        match parse(word, own_origin) {
            Ok(origin) => origins.push(origin),
            Err(message) => resolver.add_problem(
                Key::AllowedOrigins,
                message,
                "complete origins of the proxy's own site, such as https://admin.example.org",
            ),
        }
    }
    origins
}

fn parse(word: &str, own_origin: Option<&str>) -> Result<String, &'static str> {
    if word == "*" || word == "null" {
        return Err("does not name a single origin");
    }
    let url = parse_url(word)?;
    if url.host_str().is_some_and(|host| host.contains('*')) {
        return Err("has a pattern; list each origin separately");
    }
    if url.path() != "/" || url.query().is_some() {
        return Err("has a path or a query, which is not part of an origin");
    }
    let is_own = |own: &str| Url::parse(own).is_ok_and(|own| is_same_site(&own, &url));
    if own_origin.is_none_or(is_own) {
        Ok(url.origin().ascii_serialization())
    } else {
        Err("is another site than public_url: browsers would not send the session cookie")
    }
}

/// Whether two URLs are same-site as browsers define it: the same scheme, and the same registrable
/// domain by the Public Suffix List, or the same host if there is none.
fn is_same_site(one: &Url, other: &Url) -> bool {
    let (Some(ours), Some(theirs)) = (one.host(), other.host()) else { return false };
    let is_related = match (ours, theirs) {
        (Host::Domain(ours), Host::Domain(theirs)) if ours != theirs => {
            let site = psl::domain_str(ours);
            site.is_some() && site == psl::domain_str(theirs)
        }
        (ours, theirs) => ours == theirs,
    };
    one.scheme() == other.scheme() && is_related
}

#[cfg(test)]
mod tests {
    use super::{LOOPBACK, parse};

    #[test]
    fn only_complete_origins_of_the_same_site_are_accepted() {
        let own = Some("https://reports.example.co.uk");
        for (word, is_accepted) in [
            ("https://admin.example.co.uk", true),
            ("https://example.co.uk", true),
            ("https://ADMIN.example.co.uk:8443", true),
            ("https://other.co.uk", false),
            ("https://example.co.uk.evil.org", false),
            ("https://evilexample.co.uk", false),
            ("http://admin.example.co.uk", false),
            ("https://admin.example.co.uk/page", false),
            ("https://user@admin.example.co.uk", false),
            ("https://*.example.co.uk", false),
            ("admin.example.co.uk", false),
            ("*", false),
            ("null", false),
        ] {
            assert_eq!(parse(word, own).is_ok(), is_accepted, "{word}");
        }
        assert_eq!(
            parse("https://ADMIN.example.co.uk:443", own).as_deref(),
            Ok("https://admin.example.co.uk")
        );
    }

    #[test]
    fn two_customers_of_one_hosting_provider_are_not_the_same_site() {
        let own = Some("https://ours.github.io");
        assert!(parse("https://theirs.github.io", own).is_err());
    }

    #[test]
    fn another_loopback_port_is_the_same_site() {
        assert_eq!(
            parse("http://127.0.0.1:3000", Some(LOOPBACK)).as_deref(),
            Ok("http://127.0.0.1:3000")
        );
        assert!(parse("http://localhost:3000", Some(LOOPBACK)).is_err());
    }
}
