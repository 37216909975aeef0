//! Which other origins may embed the widget: those that are listed, to the letter, and of the proxy's own site.

use super::{Key, PublicUrl, address::parse_url, resolve::Resolver};
use url::{Host, Url};

impl Resolver<'_> {
    /// The listed origins, as browsers write them. `own` is the public URL, if it is known yet.
    pub(super) fn origins(&mut self, own: Option<&PublicUrl>) -> Vec<String> {
        let text = self.text(Key::AllowedOrigins).unwrap_or_default();
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        let mut origins = Vec::new();
        for word in words {
            match read(word, own) {
                Ok(origin) => origins.push(origin),
                Err(message) => self.note(
                    Key::AllowedOrigins,
                    message,
                    "whole origins of the proxy's own site, such as https://admin.example.org",
                ),
            }
        }
        origins
    }
}

fn read(word: &str, own: Option<&PublicUrl>) -> Result<String, &'static str> {
    if word == "*" || word == "null" {
        return Err("names every page there is, not one origin");
    }
    let url = parse_url(word)?;
    if url.host_str().is_some_and(|host| host.contains('*')) {
        return Err("has a pattern; each origin is listed whole");
    }
    if url.path() != "/" || url.query().is_some() {
        return Err("has a path or a query, which no origin has");
    }
    let own = own.map_or_else(|| Url::parse("http://127.0.0.1"), |own| Url::parse(&own.origin()));
    if own.is_ok_and(|own| is_same_site(&own, &url)) {
        Ok(url.origin().ascii_serialization())
    } else {
        Err("is another site than public_url: the session's cookie would not come along")
    }
}

/// As browsers see it: the same scheme, and the same registrable domain by the Public Suffix List,
/// or the same host where there is none.
fn is_same_site(one: &Url, other: &Url) -> bool {
    let (Some(ours), Some(theirs)) = (one.host(), other.host()) else { return false };
    let related = match (ours, theirs) {
        (Host::Domain(ours), Host::Domain(theirs)) if ours != theirs => {
            let site = psl::domain_str(ours);
            site.is_some() && site == psl::domain_str(theirs)
        }
        (ours, theirs) => ours == theirs,
    };
    one.scheme() == other.scheme() && related
}

#[cfg(test)]
mod tests {
    use super::{PublicUrl, read};

    #[test]
    fn only_whole_origins_of_the_own_site_are_taken() {
        let own = PublicUrl::parse("https://reports.example.co.uk").ok();
        for (word, is_taken) in [
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
            assert_eq!(read(word, own.as_ref()).is_ok(), is_taken, "{word}");
        }
        assert_eq!(
            read("https://ADMIN.example.co.uk:443", own.as_ref()).as_deref(),
            Ok("https://admin.example.co.uk")
        );
    }

    #[test]
    fn pages_of_two_customers_of_one_host_are_not_one_site() {
        let own = PublicUrl::parse("https://ours.github.io").ok();
        assert!(read("https://theirs.github.io", own.as_ref()).is_err());
    }

    #[test]
    fn on_loopback_another_port_is_the_same_site() {
        assert_eq!(read("http://127.0.0.1:3000", None).as_deref(), Ok("http://127.0.0.1:3000"));
        assert!(read("http://localhost:3000", None).is_err());
    }
}
