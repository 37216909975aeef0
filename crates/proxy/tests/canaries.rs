//! Tokens, secrets, codes and addresses never appear where they must not: every answer that is not
//! the report itself, every header, and every line of the log at its most talkative.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use std::{
    io::Write,
    sync::{Arc, Mutex},
};
use support::{ACTIVITY, Fake, Proxy, Reply, bounces};
use tracing_subscriber::fmt::MakeWriter;

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

const CANARIES: [&str; 10] = [
    "canary-access",
    "canary-refresh",
    "canary-client-secret",
    // The same in the header: base64 of `the-client:canary-client-secret`.
    "dGhlLWNsaWVudDpjYW5hcnktY2xpZW50LXNlY3JldA",
    "canary-code",
    "canary-body",
    "canary-header",
    "canary-cursor",
    "canary@example.org",
    "canary-return",
];

#[tokio::test]
async fn no_canary_is_ever_seen_where_it_must_not_be() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let fake = Fake::start(|seen, before| {
        if !seen.is_api() {
            return match before % 4 {
                3 => Reply::json(400, r#"{"error":"invalid_grant","error_description":"canary-body"}"#),
                2 => Reply::json(500, r#"{"error":"canary-body"}"#),
                _ => Reply::tokens(
                    &format!("canary-access-{before}"),
                    Some(&format!("canary-refresh-{before}")),
                    600,
                ),
            };
        }
        let head = "X-Secret: canary-header\r\nContent-Type: application/json\r\n";
        match before % 6 {
            0 => Reply::new(200, head, r#"{"tracking_activities":[{"email_address":"canary@example.org"}]}"#),
            1 => Reply::new(500, head, "canary-body"),
            2 => Reply::new(401, head, "canary-body"),
            3 => Reply::new(200, head, r#"{"tracking_activities":[{"canary-body"#),
            4 => Reply::new(302, "Location: https://x/canary-header\r\n", "canary-body"),
            _ => Reply::json(200, r#"{"tracking_activities":[],"_links":{"next":{"href":"https://x/?cursor=canary-cursor"}}}"#),
        }
    })
    .await;
    let proxy = Proxy::with_fake(&fake).await;
    let mut searched = 0;
    for round in 0..6 {
        let browser = proxy.browser();
        let away = browser.depart("/canary-return").await;
        let state = support::parameter(&away, "state").unwrap();
        let back = browser.come_back(&format!("code=canary-code&state={state}")).await;
        let mut answers = vec![back];
        for step in 0..4 {
            let path = format!("{}?cursor=canary-cursor", bounces(ACTIVITY));
            answers.push(browser.ask(&path).await);
            proxy.clock.advance(if step == 2 { 700 } else { 1 });
        }
        answers.push(browser.ask("/auth/session").await);
        answers.push(browser.sign_out().await);
        for (number, mut answer) in answers.into_iter().enumerate() {
            // The one place where a wish, and the one where an address, may come back.
            answer.headers.remove("location").filter(|_| number == 0);
            if answer.status == 200 {
                answer.body.clear();
            }
            let text = format!("{:?}\n{}", answer.headers, answer.text());
            searched += text.len();
            for canary in CANARIES {
                assert!(!text.contains(canary), "round {round}, answer {number}: {text}");
            }
        }
    }
    proxy.server.shutdown().await;
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    for canary in CANARIES {
        let line = log.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "{canary}");
    }
    assert!(log.contains("request method"), "the log was on");
    assert!(log.contains("TRACE"), "and at its most talkative");
    println!("searched {searched} bytes of answers and {} bytes of log", log.len());
}
