//! Properties of all untrusted inputs, one function per fuzz target. `random_mutation` calls them with
//! randomly mutated inputs, `fuzz/` with inputs guided by coverage.
//!
//! A function panics if a property is violated. Rejected inputs are fine; accepted ones must be
//! unambiguous.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use bounces_core::wire;
use bounces_proxy::{
    cookies::Cookies,
    oauth::read_tokens,
    return_to::return_to as sanitize,
    route::{Route, check_target},
    session::{SessionId, Tokens},
    upstream::{Endpoint, Query, rewrite},
};
use oauth2::basic::BasicTokenResponse;
use secrecy::ExposeSecret;
use url::{Position, Url};

/// An activity for the properties that need one.
const ACTIVITY: &str = "98edac88-f4bc-408c-9e64-acd890384231";
const SUMMARIES: &str = "reports/summary_reports/email_campaign_summaries";

/// An accepted request target is unambiguous: no parser changes its path, and a forwarded one is exactly
/// one of the seven endpoints.
pub(crate) fn path(bytes: &[u8]) {
    let Ok(uri) = Uri::try_from(bytes) else { return };
    if check_target(&uri).is_err() {
        return;
    }
    let url = Url::parse(&format!("https://reports.example.org{}", uri.path())).unwrap();
    assert_eq!(url.path(), uri.path());
    assert_eq!(&url[..Position::BeforePath], "https://reports.example.org");
    assert!(!uri.path().contains('%'));
    if let Route::Api(endpoint) = Route::from_path(uri.path()) {
        // Only ids are case-insensitive.
        let ours = format!("/api/v3{}", endpoint.path());
        assert!(ours.eq_ignore_ascii_case(uri.path()), "{uri}");
        if let Endpoint::Stats(ids) = endpoint {
            let ids = ids.as_slice();
            assert!((1..=10).contains(&ids.len()), "{uri}");
            assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
            assert_eq!(uri.path().matches(',').count() + 1, ids.len());
            assert!(ids.len() == 1 || ours == uri.path(), "{uri}");
        } else {
            assert!(!uri.path().contains(','), "{uri}");
        }
        assert!(uri.path().starts_with("/api/v3/"));
        assert_eq!(Route::from_path(&ours), Route::Api(endpoint));
    }
}

/// An accepted query has only parameters of its route, and serializing and parsing it changes nothing.
pub(crate) fn query(bytes: &[u8]) {
    let raw = String::from_utf8_lossy(bytes);
    for (path, keys) in [
        ("emails".to_owned(), &["limit", "cursor"][..]),
        (SUMMARIES.to_owned(), &["limit", "cursor"]),
        (format!("emails/{ACTIVITY}"), &[]),
        (bounces_path(), &["bounce_code", "limit", "cursor"]),
    ] {
        let endpoint = Endpoint::from_path(&path).unwrap();
        let Ok(query) = Query::parse(endpoint, &raw) else { continue };
        let written = query.to_query_string();
        for pair in written.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap();
            assert!(keys.contains(&key), "{path}?{written}");
            assert!(!value.contains(['#', '/', '?', ' ', '\r', '\n']), "{written}");
        }
        assert_eq!(Query::parse(endpoint, &written), Ok(query));
    }
}

/// An accepted target leads a browser to the requested path of this origin, and is accepted again
/// unchanged.
pub(crate) fn return_to(bytes: &[u8]) {
    let requested = String::from_utf8_lossy(bytes);
    let accepted = sanitize(&requested);
    let origin = Url::parse("https://reports.example.org/auth/callback").unwrap();
    let reached = origin.join(&accepted).unwrap();
    assert_eq!(reached.origin(), origin.origin(), "{requested:?}");
    assert_eq!(&reached[Position::BeforePath..], accepted, "{requested:?}");
    assert!(HeaderValue::try_from(&accepted).is_ok(), "{requested:?}");
    if accepted == "/" {
        return;
    }
    let expected = origin.join(&requested).unwrap();
    assert_eq!(expected.origin(), origin.origin(), "{requested:?}");
    assert_eq!(expected.path(), reached.path(), "{requested:?}");
    // No path segment was removed.
    let raw_path = requested.split(['?', '#']).next().unwrap();
    assert_eq!(raw_path.split('/').count(), reached.path().split('/').count(), "{requested:?}");
    // The target is neither a sign-in nor the API.
    assert!(
        Route::from_path(reached.path()) == Route::Asset || is_probe(reached.path()),
        "{requested:?}"
    );
    let again = sanitize(&accepted);
    assert_eq!(again, accepted, "{requested:?}");
}

fn is_probe(path: &str) -> bool {
    ["/healthz", "/readyz"].contains(&path)
}

/// An accepted session id is the value of its own cookie, whatever other cookies there are; and a browser
/// never has more than five login attempts.
pub(crate) fn cookies(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(value) = HeaderValue::from_bytes(line) else { return };
        headers.append(header::COOKIE, value);
    }
    let text = String::from_utf8_lossy(bytes);
    for (secure, name) in [(true, "__Host-bounces="), (false, "bounces=")] {
        let cookies = Cookies::new(secure);
        if let Some(id) = cookies.session(&headers) {
            let begins = |at: usize| {
                let before = text[..at].trim_end_matches([' ', '\t']);
                before.is_empty() || before.ends_with([';', '\n'])
            };
            let places = text.match_indices(name).filter(|(at, _)| begins(*at));
            let found = places.map(|(at, _)| at + name.len()).any(|at| {
                let value = text.get(at..at + 43).and_then(SessionId::parse);
                value.is_some_and(|value| value.key() == id.key())
            });
            assert!(found, "{text:?}");
        }
        let new = "00000000ffffffffffffffff";
        let set = cookies.set_attempt(&headers, new, "secret");
        let set: Vec<_> = set.iter().map(|value| value.to_str().unwrap()).collect();
        let (made, cleared) = set.split_last().unwrap();
        assert!(made.contains(&format!("bounces-signin-{new}=secret; ")), "{made}");
        assert!(cleared.iter().all(|value| value.contains("=; ") && value.contains("Max-Age=0")));
        let held = attempts_in(&text, name.trim_end_matches('='));
        assert!(held < cleared.len() + 5, "{held} held, {} cleared", cleared.len());
    }
}

/// The maximum number of login attempts of a browser that sends these cookies, counted independently of
/// the parser of the proxy.
fn attempts_in(text: &str, name: &str) -> usize {
    let prefix = format!("{name}-signin-");
    let mut ids: Vec<&str> = text
        .split(['\n', ';'])
        .filter(|_| text.is_ascii())
        .filter_map(|pair| pair.trim().split_once('=')?.0.strip_prefix(&prefix))
        .filter(|id| id.len() == 24 && id.bytes().all(|byte| b"0123456789abcdef".contains(&byte)))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// Accepted tokens can be sent, include a refresh token if there was one before, and are not printed.
pub(crate) fn tokens(bytes: &[u8]) {
    let Ok(response) = serde_json::from_slice::<BasicTokenResponse>(bytes) else { return };
    let (former, now) = ("former".into(), 1_800_000_000);
    let Ok(tokens) = read_tokens(&response, Some(&former), 2, now) else { return };
    let access = tokens.access.expose_secret();
    assert!(!access.is_empty() && HeaderValue::try_from(format!("Bearer {access}")).is_ok());
    assert!(tokens.expires >= now && tokens.version == 2);
    let refresh = tokens.refresh.as_ref().unwrap();
    assert!(!refresh.expose_secret().is_empty());
    let other = Tokens {
        access: "another".into(),
        refresh: Some("another".into()),
        issued: tokens.issued,
        expires: tokens.expires,
        version: tokens.version,
        account: None,
    };
    assert_eq!(format!("{tokens:?}"), format!("{other:?}"));
}

/// An accepted page can be encoded and decoded again, and links to our own next page or to none.
pub(crate) fn page(bytes: &[u8]) {
    let endpoint = Endpoint::from_path(&bounces_path()).unwrap();
    let api = Url::parse("https://api.cc.email/v3").unwrap();
    if let Ok(written) = rewrite(endpoint, &api, bytes) {
        let page = wire::decode_page(&written).unwrap();
        if let Some(next) = page.links.next_href() {
            let query = next.strip_prefix(&format!("/api/v3/{}?", bounces_path())).unwrap();
            assert!(Query::parse(endpoint, query).unwrap().has_cursor(), "{next}");
        }
        let again = serde_json::to_vec(&page).unwrap();
        assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&written));
    }
    summaries(bytes, &api);
    let _ = wire::decode_problem(bytes);
    let _ = wire::decode_upstream_error(bytes);
    let _ = wire::decode_activity(bytes);
    let _ = wire::decode_stats(bytes);
    let _ = wire::decode_campaigns(bytes);
    let _ = wire::decode_send_history(bytes);
}

/// The same for the summaries of the account.
fn summaries(bytes: &[u8], api: &Url) {
    let Ok(written) = rewrite(Endpoint::Summaries, api, bytes) else { return };
    let page = wire::decode_summaries(&written).unwrap();
    if let Some(next) = page.links.next_href() {
        let query = next.strip_prefix(&format!("/api/v3/{SUMMARIES}?")).unwrap();
        assert!(Query::parse(Endpoint::Summaries, query).unwrap().has_cursor(), "{next}");
    }
    assert_eq!(serde_json::to_vec(&page).unwrap(), written);
}

fn bounces_path() -> String {
    format!("reports/email_reports/{ACTIVITY}/tracking/bounces")
}
