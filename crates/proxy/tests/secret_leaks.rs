//! Tokens, secrets, codes and addresses must not appear in responses other than reports, headers,
//! metrics, the log at its most verbose level, or the files of the stores.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "proxy/support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the other tests, which use more of it")]
mod support;

use std::{
    io::Write,
    net::Ipv4Addr,
    os::unix::fs::PermissionsExt,
    process::Stdio,
    sync::{Arc, Mutex},
};
use support::{
    ACTIVITY, Browser, Folder, Process, Proxy, RedisServer, Reply, ScriptedUpstream, TestResponse,
    bounces,
};
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

/// Asserts that none of the marks is contained; returns the number of bytes.
fn search<M: AsRef<str>>(what: &str, bytes: &[u8], marks: &[M]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    for mark in marks.iter().map(AsRef::as_ref) {
        let line = text.lines().find(|line| line.contains(mark));
        assert_eq!(line, None, "{mark} in {what}");
    }
    bytes.len()
}

/// Searches responses. The first is that of a sign-in, which contains `return_to`; reports contain
/// addresses. Both are excluded.
fn search_answers(responses: Vec<TestResponse>) -> usize {
    let texts = responses.into_iter().enumerate().map(|(number, mut response)| {
        response.headers.remove("location").filter(|_| number == 0);
        if response.status == 200 {
            response.body.clear();
        }
        format!("{:?}\n{}", response.headers, response.text())
    });
    texts.map(|text| search("an response", text.as_bytes(), &CANARIES)).sum()
}

fn assert_verbose(log: &str) {
    assert!(log.contains("request method"), "the log was on");
    assert!(log.contains("TRACE"), "and at its most talkative");
}

/// An upstream that puts a canary into everything; its tokens live for `life` seconds.
async fn careless_upstream(life: u64) -> ScriptedUpstream {
    ScriptedUpstream::start(move |request, before| {
        if !request.is_api() {
            return match before % 4 {
                3 => Reply::json(400, r#"{"error":"invalid_grant","error_description":"canary-body"}"#),
                2 => Reply::json(500, r#"{"error":"canary-body"}"#),
                _ => Reply::tokens(
                    &format!("canary-access-{before}"),
                    Some(&format!("canary-refresh-{before}")),
                    life,
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
    .await
}

#[tokio::test]
async fn no_secret_appears_in_responses_metrics_or_logs() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let upstream = careless_upstream(600).await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
    })
    .await;
    let mut searched = 0;
    for _ in 0..6 {
        let browser = proxy.browser();
        let authorization_url = browser.start_login("/canary-return").await;
        let state = support::parameter(&authorization_url, "state").unwrap();
        let back = browser.callback(&format!("code=canary-code&state={state}")).await;
        let mut responses = vec![back];
        for step in 0..4 {
            let path = format!("{}?cursor=canary-cursor", bounces(ACTIVITY));
            responses.push(browser.fetch(&path).await);
            proxy.clock.advance(if step == 2 { 700 } else { 1 });
        }
        responses.push(browser.fetch("/auth/session").await);
        responses.push(browser.sign_out().await);
        searched += search_answers(responses);
    }
    let metrics = format!("http://{}/metrics", proxy.server.metrics_address().unwrap());
    let metrics = reqwest::get(metrics).await.unwrap().text().await.unwrap();
    assert!(metrics.contains("bounces_requests_total"));
    searched += search("metrics", metrics.as_bytes(), &CANARIES);
    proxy.server.shutdown().await;
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    search("log", log.as_bytes(), &CANARIES);
    assert_verbose(&log);
    println!("searched {searched} bytes of responses and {} bytes of log", log.len());
}

/// Signs in several times and sends requests, with refreshes between them. Then searches the log, and the
/// result of `stored` while the process runs and after it has ended, for the canaries and the secrets
/// that the process generated.
async fn assert_process_leaks_nothing(folder: &Folder, store: &str, stored: impl Fn() -> Vec<u8>) {
    // Such short lifetimes cause a refresh at each request.
    let upstream = careless_upstream(200).await;
    let key = folder.file("key");
    std::fs::write(&key, "canary-store-key canary-store-key canary").unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let settings = [
        ("LOG", "trace".to_owned()),
        ("STORE", store.to_owned()),
        ("STORE_KEY_FILE", key.display().to_string()),
        ("OAUTH_CLIENT_ID", "the-client".to_owned()),
        ("OAUTH_CLIENT_SECRET", "canary-client-secret".to_owned()),
    ];
    let log = folder.file("log");
    let stderr = Stdio::from(std::fs::File::create(&log).unwrap());
    let process = Process::start_with(&upstream, folder, &settings, stderr);
    let mut marks: Vec<String> = CANARIES.map(str::to_owned).to_vec();
    marks.push("canary-store-key".to_owned());
    let (mut answers_searched, mut living_sessions) = (0, 0);
    for _ in 0..6 {
        let browser = Browser { cookies: Arc::default(), ..process.browser.clone() };
        let authorization_url = browser.start_login("/canary-return").await;
        let state = support::parameter(&authorization_url, "state").unwrap();
        marks.extend(browser.cookies.lock().unwrap().values().cloned());
        let back = browser.callback(&format!("code=canary-code&state={state}")).await;
        let mut responses = vec![back];
        for _ in 0..4 {
            let path = format!("{}?cursor=canary-cursor", bounces(ACTIVITY));
            responses.push(browser.fetch(&path).await);
        }
        let session = browser.fetch("/auth/session").await;
        living_sessions += usize::from(session.json()["authenticated"] == true);
        responses.push(session);
        marks.extend(browser.cookies.lock().unwrap().values().cloned());
        // The first half is part of the name of the cookie; the second half is secret.
        marks.push(state.split_once('.').unwrap().1.to_owned());
        answers_searched += search_answers(responses);
    }
    // An attempt without callback is not in the store either.
    process.browser.start_login("/canary-return").await;
    marks.extend(process.browser.cookies.lock().unwrap().values().cloned());
    let verifiers = upstream.requests().into_iter().filter_map(|request| {
        let (_, rest) = request.body.split_once("code_verifier=")?;
        rest.split('&').next().map(str::to_owned)
    });
    marks.extend(verifiers);
    // Six attempt cookies, six states, six verifiers, and the sessions.
    assert!(marks.len() > CANARIES.len() + 6 * 3, "{} marks", marks.len());
    assert!(living_sessions > 0 && upstream.refreshes() > 0);

    let living = search("the store", &stored(), &marks);
    assert!(living > 1000, "something was stored: {living} bytes");
    drop(process);
    let ended = search("the store, afterwards", &stored(), &marks);
    let log = std::fs::read_to_string(&log).unwrap();
    assert_verbose(&log);
    search("log", log.as_bytes(), &marks);
    println!(
        "{store} with {living_sessions} living sessions: searched {answers_searched} bytes of responses, {} of log, {living} and {ended} of the store for {} marks",
        log.len(),
        marks.len()
    );
}

#[tokio::test]
async fn a_process_with_sqlite_leaks_no_secret_to_its_log_or_files() {
    let folder = Folder::new();
    let stored = || {
        let names = ["sessions", "sessions-wal", "sessions-shm"];
        let files = names.into_iter().filter_map(|name| std::fs::read(folder.file(name)).ok());
        files.flatten().collect()
    };
    assert_process_leaks_nothing(&folder, "sqlite:sessions", stored).await;
}

#[tokio::test]
async fn a_process_with_redis_leaks_no_secret_to_its_log_or_redis() {
    let (folder, redis) = (Folder::new(), RedisServer::start());
    assert_process_leaks_nothing(&folder, &redis.url(), || redis.written()).await;
}
