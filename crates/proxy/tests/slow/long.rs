//! Measurements of a whole process over many minutes, whose figures are in bench/PROXY.md. They take the
//! optimized program: `make test-long`.

mod figures;
mod memory;
mod outages;
mod paging;
mod strangers;

use crate::support::{ACTIVITY, Browser, Folder, Process, TestResponse, bounces};
use axum::{
    Router,
    http::{Uri, header::CONTENT_TYPE},
};
use reqwest::{Client, redirect::Policy};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, time::sleep};

/// File descriptors for thousands of connections of the test and, inherited, of the proxy.
const DESCRIPTORS: u64 = 16_384;

/// How long a measurement takes. `BOUNCES_LONG_SECONDS` shortens it, to try a change of the measurement.
fn duration() -> Duration {
    let seconds = std::env::var("BOUNCES_LONG_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(600))
}

/// An API with persistent connections and an authorization server, for any number of users.
#[derive(Clone, Debug)]
struct Upstream {
    url: String,
    started: Arc<AtomicU64>,
}

impl Upstream {
    /// Responds after `delay` with `rows` rows. Tokens live for `lifetime` seconds.
    async fn start(delay: Duration, rows: usize, lifetime: u64) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let started: Arc<AtomicU64> = Arc::default();
        let count = Arc::clone(&started);
        let page = page(rows);
        let respond = async move |uri: Uri| {
            let body = if uri.path().starts_with("/v3/") {
                count.fetch_add(1, Ordering::Relaxed);
                sleep(delay).await;
                page
            } else {
                format!(
                    r#"{{"token_type":"Bearer","access_token":"a","refresh_token":"r","expires_in":{lifetime}}}"#
                )
            };
            ([(CONTENT_TYPE, "application/json")], body)
        };
        let router = Router::new().fallback(move |uri: Uri| respond.clone()(uri));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, started }
    }

    /// The number of API requests so far.
    fn requests(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }

    fn proxy(&self, folder: &Folder, settings: &[(&str, String)]) -> Process {
        let _ = rlimit::increase_nofile_limit(DESCRIPTORS);
        Process::start_in_front_of(&self.url, folder, settings, Stdio::null())
    }
}

/// A page of bounces.
fn page(rows: usize) -> String {
    let row = |number: usize| {
        format!(
            r#"{{"contact_id":"{number:08x}-0000-0000-0000-000000000000","campaign_activity_id":"{ACTIVITY}","tracking_activity_type":"em_bounces","email_address":"contact{number}@example.org","first_name":"First","last_name":"Last","bounce_code":"B","created_time":"2026-01-02T03:04:05.000Z"}}"#
        )
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!(r#"{{"tracking_activities":[{}]}}"#, rows.join(","))
}

/// The address of the client with this number: 127.1.0.0 and on.
fn client_address(number: usize) -> Ipv4Addr {
    let number = u32::try_from(number).unwrap();
    Ipv4Addr::from_bits(Ipv4Addr::new(127, 1, 0, 0).to_bits() + number)
}

/// A browser of another user, at its own address.
fn browser_at(proxy: SocketAddr, client: IpAddr) -> Browser {
    let http = Client::builder().redirect(Policy::none()).no_proxy().local_address(client);
    Browser { http: http.build().unwrap(), ..Browser::new(proxy) }
}

/// Signed-in browsers of different users at different addresses.
async fn signed_in_browsers(proxy: &Process, count: usize) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for number in 0..count {
        let browser = browser_at(proxy.browser.address, client_address(number).into());
        // Sign-ins are limited and may have to wait.
        let response = until_accepted(sign_in, &browser).await;
        assert_eq!(response.status, 303, "{}", response.text());
        browsers.push(browser);
    }
    browsers
}

async fn sign_in(browser: Browser) -> TestResponse {
    browser.sign_in("/").await
}

/// Repeats a request as `Retry-After` says, until it is accepted.
async fn until_accepted<F: Future<Output = TestResponse>>(
    send: impl Fn(Browser) -> F,
    browser: &Browser,
) -> TestResponse {
    loop {
        let response = send(browser.clone()).await;
        if !matches!(response.status, 429 | 503 | 504) {
            return response;
        }
        sleep(Duration::from_secs(response.header("retry-after").parse().unwrap_or(1))).await;
    }
}

/// The path of a page of a report.
fn page_path(number: usize) -> String {
    format!("{}?cursor=page{number}", bounces(ACTIVITY))
}

/// A process's resident memory in KiB.
fn resident(process: &Process) -> u32 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The time that is left until `end`.
fn left(end: Instant) -> Duration {
    end.saturating_duration_since(Instant::now())
}
