//! Added latency and memory. Prints figures and asserts that no request failed; no test depends on
//! absolute times.
//!
//! `cargo test --profile server -p bounces-proxy --all-features --test slow load -- --nocapture`
//! measures the optimized build. Load generator, upstream and proxy share one machine.

use super::support::{ACTIVITY, Browser, Folder, Process, Proxy, Reply, ScriptedUpstream, bounces};
use axum::{
    Router,
    http::{Uri, header::CONTENT_TYPE},
};
use bounces_proxy::config::RateLimits;
use std::{
    net::Ipv4Addr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

const SESSIONS: usize = 100;
const UPSTREAM: Duration = Duration::from_millis(20);
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;

/// Latencies in milliseconds, and requests a second.
#[derive(Default)]
struct Figures {
    milliseconds: Vec<f64>,
    spent: Duration,
}

impl Figures {
    fn percentile(&mut self, part: f64) -> f64 {
        self.milliseconds.sort_by(f64::total_cmp);
        let last = self.milliseconds.len() - 1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index below the length"
        )]
        let place = (last as f64 * part) as usize;
        self.milliseconds[place]
    }

    fn print(&mut self, what: &str) {
        let rate = u32::try_from(self.milliseconds.len()).map_or(0.0, f64::from)
            / self.spent.as_secs_f64();
        let (p50, p99) = (self.percentile(0.5), self.percentile(0.99));
        println!("{what}: p50 {p50:.2} ms, p99 {p99:.2} ms, {rate:.0} requests a second");
    }
}

/// Each client tasks again and again for a while; `ask` gives the status.
async fn drive<C: Clone + Send + 'static, F: Future<Output = u16> + Send>(
    figures: &mut Figures,
    clients: &[C],
    ask: impl Fn(C) -> F + Clone + Send + Sync + 'static,
) {
    let begun = Instant::now();
    let tasks: Vec<_> = clients
        .iter()
        .map(|client| {
            let (client, ask) = (client.clone(), ask.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while begun.elapsed() < ROUND {
                    let asked = Instant::now();
                    assert_eq!(ask(client.clone()).await, 200);
                    times.push(asked.elapsed().as_secs_f64() * 1000.0);
                }
                times
            })
        })
        .collect();
    for task in tasks {
        figures.milliseconds.extend(task.await.unwrap());
    }
    figures.spent += begun.elapsed();
}

/// An upstream with persistent connections, which responds after [`UPSTREAM`].
async fn start_upstream() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let response = async |uri: Uri| {
        if uri.path().starts_with("/v3/") {
            tokio::time::sleep(UPSTREAM).await;
            r#"{"tracking_activities":[]}"#
        } else {
            r#"{"token_type":"Bearer","access_token":"a","refresh_token":"r","expires_in":3600}"#
        }
    };
    let response =
        async move |uri: Uri| ([(CONTENT_TYPE, "application/json")], response(uri).await);
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(response)).await });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn load_with_a_hundred_sessions() {
    let upstream = start_upstream().await;
    let proxy = Proxy::in_front_of(&upstream, |config| {
        config.rate_limits = RateLimits {
            per_second: 100_000,
            per_day: u32::MAX,
            account_share_percent: 100,
            history_reserve_percent: 20,
        };
        config.limits.max_waiting = 10_000;
    })
    .await;
    let mut browsers: Vec<Browser> = Vec::new();
    for _ in 0..SESSIONS {
        browsers.push(proxy.signed_in().await);
    }
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let clients = vec![http; SESSIONS];
    let target = format!("{upstream}/v3/bounces");
    let (mut direct, mut uncached, mut cached) =
        (Figures::default(), Figures::default(), Figures::default());
    // Interleaved, so that other load on the machine affects all three equally.
    for _ in 0..ROUNDS {
        let url = target.clone();
        drive(&mut direct, &clients, move |client| {
            let url = url.clone();
            async move { client.get(url).send().await.unwrap().status().as_u16() }
        })
        .await;
        drive(&mut uncached, &browsers, |browser| async move {
            browser.fetch_uncached(&bounces(ACTIVITY)).await.status
        })
        .await;
        drive(&mut cached, &browsers, |browser| async move {
            browser.fetch(&bounces(ACTIVITY)).await.status
        })
        .await;
    }
    println!("{SESSIONS} sessions, an upstream of {UPSTREAM:?}, {ROUNDS} rounds of {ROUND:?}:");
    direct.print("  direct");
    uncached.print("  through the proxy, not cached");
    cached.print("  through the proxy, cached");
    let added = uncached.percentile(0.5) - direct.percentile(0.5);
    println!("  added at the median: {added:.2} ms");
    assert!(cached.percentile(0.5) < uncached.percentile(0.5), "cached responses are faster");
}

/// A process's resident memory in KiB.
fn resident(process: &Process) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn load_memory_of_a_thousand_sessions() {
    let upstream = ScriptedUpstream::api(|_, _| Reply::empty_page()).await;
    let folder = Folder::new();
    let begun = Instant::now();
    let process = Process::start(&upstream, &folder);
    println!("ready after {:?}; resident when idle: {} KiB", begun.elapsed(), resident(&process));
    let mut browsers = Vec::new();
    for _ in 0..1000 {
        // Another user.
        let browser = Browser { cookies: Arc::default(), ..process.browser.clone() };
        assert_eq!(browser.sign_in("/").await.status, 303);
        browsers.push(browser);
    }
    for browser in &browsers {
        assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    }
    println!(
        "resident with 1,000 sessions (SQLite), each with a cached response: {} KiB",
        resident(&process)
    );
}
