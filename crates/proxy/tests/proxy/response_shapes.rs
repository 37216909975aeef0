//! Each status with each kind of body that the API is known to send (object, array, HTML, none), and slow
//! or truncated responses: each has one code, the session continues, and no other host is contacted.

use crate::support::{ACTIVITY, Browser, Proxy, Reply, ScriptedUpstream, bounces};
use std::time::{Duration, Instant};

/// The timeout of the upstream in these tests.
const TIMEOUT: Duration = Duration::from_millis(400);

/// A proxy whose upstream responses a request with `limit=n` with reply `n`, and all others with an
/// empty page.
async fn start(replies: Vec<Reply>) -> (ScriptedUpstream, Proxy, Browser) {
    let upstream = ScriptedUpstream::api(move |request, _| {
        let number = request.line.split_once("limit=").and_then(|(_, text)| text.parse().ok());
        number.and_then(|number: usize| replies.get(number)).cloned().unwrap_or(Reply::empty_page())
    })
    .await;
    let proxy =
        Proxy::with_upstream_and(&upstream, |config| config.limits.upstream = TIMEOUT).await;
    let browser = proxy.signed_in().await;
    (upstream, proxy, browser)
}

/// Sends the request with `limit=n`; returns status, code, and the number of upstream requests.
async fn ask(
    upstream: &ScriptedUpstream,
    browser: &Browser,
    number: usize,
) -> (u16, String, usize) {
    let before = upstream.api_calls().len();
    // Different ids, because unknown ones are remembered.
    let activity = format!("00000000-0000-4000-8000-{number:012}");
    let path = format!("{}?limit={number}", bounces(&activity));
    let response = browser.fetch(&path).await;
    let text = format!("{:?} {}", response.headers, response.text());
    assert!(!text.contains("canary") && !text.contains("foreign"), "{text}");
    let (status, code) = response.problem();
    (status, code, upstream.api_calls().len() - before)
}

/// Asserts that the session exists and the next request succeeds.
async fn assert_session_continues(browser: &Browser) {
    assert_eq!(browser.session().await["authenticated"], true);
    let next = browser.request(reqwest::Method::GET, &bounces(ACTIVITY));
    let next = next.header("x-bounces-csrf", "1").header("cache-control", "no-cache");
    assert_eq!(browser.send(next).await.status, 200);
}

#[tokio::test]
async fn the_status_decides_whatever_the_body_and_no_other_host_is_contacted() {
    let foreign = ScriptedUpstream::start(|_, _| Reply::json(200, "{}")).await;
    let there = foreign.url();
    let headers = format!(
        "Location: {there}/canary\r\nLink: <{there}/>; rel=next\r\nRefresh: 0;url={there}/\r\n"
    );
    let link = format!(r#""_links":{{"next":{{"href":"{there}/v3/foreign?cursor=canary"}}}}"#);
    let shapes = [
        format!(r#"{{"error_key":"canary","error_message":"canary",{link}}}"#),
        format!(r#"[{{"error_key":"canary","error_message":"canary",{link}}}]"#),
        format!(r#"<!doctype html><meta http-equiv=refresh content="0;url={there}/">canary"#),
        String::new(),
        r#"{"error_key":"canary"#.to_owned(),
    ];
    let statuses = [
        (200, 502, "invalid_response", 1),
        (201, 502, "invalid_response", 1),
        (301, 502, "invalid_response", 1),
        (302, 502, "invalid_response", 1),
        (303, 502, "invalid_response", 1),
        (307, 502, "invalid_response", 1),
        (308, 502, "invalid_response", 1),
        (400, 400, "unsupported_role", 1),
        (403, 403, "forbidden", 1),
        (404, 404, "not_found", 1),
        (415, 502, "invalid_response", 1),
        (429, 429, "rate_limited", 4),
        (500, 502, "unavailable", 1),
        (501, 502, "unavailable", 1),
        (502, 502, "unavailable", 3),
        (503, 503, "unavailable", 3),
        (504, 504, "unavailable", 3),
    ];
    let mut replies = vec![Reply::empty_page()];
    let mut expected = Vec::new();
    for (upstream_status, status, code, tries) in statuses {
        for shape in &shapes {
            replies.push(Reply::new(upstream_status, &headers, shape));
            expected.push((upstream_status, shape, (status, code.to_owned(), tries)));
        }
    }
    let (upstream, _proxy, browser) = start(replies).await;
    for (number, (upstream_status, shape, expected)) in expected.into_iter().enumerate() {
        let found = ask(&upstream, &browser, number + 1).await;
        assert_eq!(found, expected, "{upstream_status} {shape}");
    }
    assert_session_continues(&browser).await;
    assert!(foreign.requests().is_empty());
}

#[tokio::test]
async fn a_401_with_any_body_causes_one_refresh_and_keeps_the_session() {
    for shape in
        [r#"{"error_key":"unauthorized"}"#, r#"[{"error_key":"unauthorized"}]"#, "<html>", ""]
    {
        let upstream = ScriptedUpstream::api(move |_, before| match before {
            0 => Reply::new(401, "WWW-Authenticate: Bearer\r\n", shape),
            _ => Reply::empty_page(),
        })
        .await;
        let proxy = Proxy::with_upstream(&upstream).await;
        let browser = proxy.signed_in().await;
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200, "{shape}");
        assert_eq!((upstream.refreshes(), upstream.api_calls().len()), (1, 2), "{shape}");
        assert_session_continues(&browser).await;
    }
}

#[tokio::test]
async fn a_response_sent_byte_by_byte_times_out() {
    let page = Reply::empty_page();
    let (head, second) = (page.len() - 5, Duration::from_secs(1));
    let (upstream, _proxy, browser) = start(vec![
        Reply::empty_page(),
        page.clone().dripping(0, second),
        page.clone().dripping(head, second),
        Reply::new(403, "", r#"{"error_key":"access_denied"}"#).dripping(70, second),
    ])
    .await;
    for (number, expected) in [
        (1, (504, "unavailable".to_owned(), 1)),
        (2, (504, "unavailable".to_owned(), 1)),
        // The status is known; the rest of the body, which names the missing permission, times out.
        (3, (403, "forbidden".to_owned(), 1)),
    ] {
        let begun = Instant::now();
        assert_eq!(ask(&upstream, &browser, number).await, expected);
        let took = begun.elapsed();
        assert!(took >= TIMEOUT && took < TIMEOUT * 5, "{took:?}");
    }
    assert_session_continues(&browser).await;
    assert_eq!(upstream.refreshes(), 0);
}

#[tokio::test]
async fn truncated_and_invalid_responses_are_retried_and_then_have_their_code() {
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let (bad, down) = ((502, "invalid_response".to_owned(), 3), (502, "unavailable".to_owned(), 3));
    let raw = |text: String| Reply::raw(text.into_bytes());
    let cases = [
        ("reset at once", Reply::reset(), &down),
        ("reset in the head", Reply::raw(&b"HTTP/1.1 200 OK\r\nConte"[..]).then_reset(), &down),
        (
            "reset in the body",
            raw(format!("{ok}Content-Length: 99\r\n\r\n{{\"canary")).then_reset(),
            &bad,
        ),
        (
            "closed in a chunk",
            raw(format!("{ok}Transfer-Encoding: chunked\r\n\r\n20\r\n{{\"canary")),
            &bad,
        ),
        ("no chunk", raw(format!("{ok}Transfer-Encoding: chunked\r\n\r\nZZ\r\ncanary")), &bad),
        (
            "two lengths",
            raw(format!("{ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}")),
            &down,
        ),
        ("a huge head", raw(format!("{ok}X-Canary: {}\r\n\r\n", "a".repeat(1 << 20))), &down),
        ("no status", Reply::raw(&b"HTTP/1.1 canary\r\n\r\n"[..]), &down),
    ];
    let mut replies = vec![Reply::empty_page()];
    replies.extend(cases.iter().map(|(_, reply, _)| reply.clone()));
    let (upstream, _proxy, browser) = start(replies).await;
    for (number, (name, _, expected)) in cases.into_iter().enumerate() {
        assert_eq!(&ask(&upstream, &browser, number + 1).await, expected, "{name}");
    }
    assert_session_continues(&browser).await;
    assert_eq!(upstream.refreshes(), 0);
}
