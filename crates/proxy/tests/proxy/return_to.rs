//! Where a browser may be sent after signing in: paths of this origin only, in any notation.

use crate::{
    fuzz_properties,
    support::{Proxy, honest_upstream},
};
use bounces_proxy::return_to::return_to;
use proptest::prelude::*;
use url::Url;

#[test]
fn paths_of_this_origin_are_accepted() {
    for path in [
        "/",
        "/reports",
        "/reports/",
        "/reports?id=1&view=a",
        "/reports?next=//evil.example",
        "/reports?u=https://evil.example/..",
        "/#fragment",
        "/?q=a%20b",
        "/a-b_c.d~e",
        "/@evil.example",
        "/a:b",
        "/authors",
        "/apiary",
        "/reports/2026",
    ] {
        assert_eq!(return_to(path), path);
    }
    assert_eq!(return_to("/é"), "/%C3%A9", "as a browser normalizes it");
    assert_eq!(return_to("/a b"), "/a%20b");
}

const TRICKY: [&str; 112] = [
    "",
    " ",
    " /",
    "/ /\u{0}",
    "reports",
    "./reports",
    "../reports",
    "?x",
    "#x",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    "/\u{0}/evil.example",
    "/\u{7f}/x",
    "/\u{85}/x",
    "/\r\nSet-Cookie: a=b",
    "/x\r\nLocation: https://evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http://127.0.0.1:8787/",
    "HTTPS://EVIL.EXAMPLE",
    "https://return-to.invalid/x",
    "//return-to.invalid/x",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "mailto:a@b",
    "blob:x",
    "about:blank",
    "@evil.example",
    ":80",
    "/..",
    "/../",
    "/../x",
    "/x/..",
    "/x/../y",
    "/x/../../y",
    "/.",
    "/./x",
    "/x/./y",
    "/..//evil.example",
    "/.//evil.example",
    "/x//evil.example",
    "/x//",
    "/%2e%2e/x",
    "/%2E%2E//evil.example",
    "/.%2e/x",
    "/%2f/evil.example",
    "/%2F%2Fevil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/%252f/evil.example",
    "/%09/evil.example",
    "/%0d%0aSet-Cookie:x",
    "/%00",
    "/\u{2028}//x",
    "/auth/login",
    "/auth/logout",
    "/auth",
    "/auth?x",
    "/api/v3/emails",
    "/%2e",
    "/%2e%2e",
    "/x/%2e%2e/%2e%2e/",
    "/%2e%2e%2f",
    "/x%2f..%2fy",
    "/%2f%2f%2f",
    "/%5c%5cevil.example",
    "/%5c/evil.example",
    "/%2f%5cevil.example",
    "/%25%32%66x",
    "/%0a/evil.example",
    "/%0D%0A%0D%0A<html>",
    "/%1b[31m",
    "/%7f",
    "/\\\\evil.example",
    "/x\\",
    "/?x\\y",
    "/#\\",
    "\t/x",
    "/x\t",
    "/x\n",
    "\u{feff}/x",
    "\u{a0}/x",
    "\u{2028}/x",
    "／evil.example",
    "/／/../x",
    "ftp://evil.example",
    "ws://evil.example",
    "view-source:/x",
    "http:/\\evil.example",
    "https://reports.example.org@evil.example",
    "//evil.example:443/auth/callback",
    "//[::1]/",
    "//0x7f000001/",
    "/auth/",
    "/auth/callback?code=x&state=y",
    "/auth#x",
    "/api",
    "/api/",
    "/api?x",
    "/x\\..\\y",
];

#[test]
fn everything_else_becomes_the_start_page() {
    for requested in TRICKY {
        assert_eq!(return_to(requested), "/", "{requested:?}");
    }
    let longest = format!("/{}", "a".repeat(511));
    assert_eq!(return_to(&longest), longest);
    assert_eq!(return_to(&format!("{longest}a")), "/", "too long");
    assert_eq!(return_to(&format!("/{}", "ä".repeat(200))), "/", "too long when encoded");
}

#[test]
fn accepted_targets_stay_on_this_origin() {
    let base = Url::parse("https://reports.example.org/auth/callback").unwrap();
    let pieces = [
        "/",
        "\\",
        ".",
        "..",
        "%2e",
        "%2f",
        "evil.example",
        "@",
        ":",
        "?",
        "#",
        "\t",
        " ",
        "é",
        "x",
    ];
    let mut wishes = 0;
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for d in pieces {
                    let accepted = return_to(&format!("{a}{b}{c}{d}"));
                    let url = base.join(&accepted).unwrap();
                    assert_eq!(url.origin(), base.origin(), "{a}{b}{c}{d}");
                    assert!(accepted.starts_with('/') && !accepted.starts_with("//"), "{accepted}");
                    assert!(accepted.is_ascii(), "{accepted}");
                    wishes += 1;
                }
            }
        }
    }
    assert_eq!(wishes, 15_usize.pow(4));
}

/// Parts of a target: plain ones, so that many are accepted, and ones that have fooled other programs.
fn part() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        "//",
        "\\",
        "..",
        ".",
        "/./",
        "%2e",
        "%2F",
        "%5c",
        "%25",
        "%09",
        "%00",
        "%7f",
        "\t",
        "\n",
        "\0",
        "@",
        ":",
        ";",
        "?",
        "#",
        "evil.example",
        "https:",
        "http://",
        "[::1]",
        "xn--",
        "／",
        "．",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "auth",
        "auth/",
        "api/v3",
    ]);
    prop_oneof![
        4 => "/?[a-z0-9._~@+-]{1,8}/?",
        1 => tricky.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn accepted_generated_targets_are_the_requested_path_of_this_origin(
        parts in prop::collection::vec(part(), 0..6),
        slash in prop::bool::weighted(0.9),
    ) {
        let requested = format!("{}{}", if slash { "/" } else { "" }, parts.concat());
        fuzz_properties::return_to(requested.as_bytes());
    }
}

#[tokio::test]
async fn a_sign_in_returns_to_the_requested_path() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    for (requested, location) in
        [("/x?y=1#z", "/x?y=1#z"), ("//evil.example", "/"), ("/x\r\nA: b", "/")]
    {
        let response = proxy.browser().sign_in(requested).await;
        assert_eq!(
            (response.status, response.header("location")),
            (303, location),
            "{requested:?}"
        );
    }
}

#[tokio::test]
async fn a_repeated_return_to_is_ignored() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    let browser = proxy.browser();
    let authorization_url = browser.navigate("/auth/login?return_to=/a&return_to=/b").await;
    let authorization_url: Url = authorization_url.header("location").parse().unwrap();
    let state = crate::support::parameter(&authorization_url, "state").unwrap();
    let response = browser.callback(&format!("code=c&state={state}")).await;
    assert_eq!(response.header("location"), "/");
}
