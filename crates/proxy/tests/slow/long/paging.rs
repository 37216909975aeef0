//! Many sessions that read page after page and honor `Retry-After`.

use super::{Upstream, figures::Sample, left, page_path, signed_in_browsers};
use crate::support::{Browser, Folder};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

const PER_SECOND: usize = 4;

/// What happened to one session.
#[derive(Debug, Default)]
struct Reader {
    /// Seconds from the first try of each page to its response, including refused tries.
    waits: Vec<f64>,
    /// How long it had waited for the page that it did not get in time.
    pending: f64,
    refused: usize,
    /// Statuses that are neither a page nor a refusal with a time.
    unexpected: Vec<u16>,
}

fn sessions() -> usize {
    let count = std::env::var("BOUNCES_LONG_SESSIONS").ok().and_then(|text| text.parse().ok());
    count.unwrap_or(1000)
}

async fn read_pages(browser: Browser, end: Instant) -> Reader {
    let mut reader = Reader::default();
    for number in 0.. {
        let first_try = Instant::now();
        let got = timeout(left(end), async {
            loop {
                let response = browser.fetch(&page_path(number)).await;
                match (response.status, response.header("retry-after").parse()) {
                    (200, _) => return,
                    (429 | 503 | 504, Ok(seconds)) => {
                        reader.refused += 1;
                        sleep(Duration::from_secs(seconds)).await;
                    }
                    (status, _) => {
                        reader.unexpected.push(status);
                        sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        });
        if got.await.is_err() {
            reader.pending = first_try.elapsed().as_secs_f64();
            return reader;
        }
        reader.waits.push(first_try.elapsed().as_secs_f64());
    }
    reader
}

/// A session gets its turn, and waits at most twice the time for one page of each session.
#[tokio::test(flavor = "multi_thread")]
async fn long_paging_by_a_thousand_sessions_starves_none() {
    let upstream = Upstream::start(Duration::from_millis(50), 100, 7200).await;
    let folder = Folder::new();
    let proxy = upstream.proxy(&folder, &[("UPSTREAM_PER_SECOND", PER_SECOND.to_string())]);
    let browsers = signed_in_browsers(&proxy, sessions()).await;
    let (begun, before) = (Instant::now(), upstream.requests());
    let end = begun + super::duration();
    let reading: Vec<_> =
        browsers.into_iter().map(|browser| tokio::spawn(read_pages(browser, end))).collect();
    let mut readers = Vec::new();
    for reader in reading {
        readers.push(reader.await.unwrap());
    }
    let sent = upstream.requests() - before;
    report(&readers, sent, begun.elapsed());
    let share = sessions().div_ceil(PER_SECOND);
    #[expect(clippy::cast_precision_loss, reason = "a small number of seconds")]
    let allowed = 2.0 * share as f64;
    let starved = readers
        .iter()
        .filter(|reader| {
            reader.pending > allowed || reader.waits.iter().any(|wait| *wait > allowed)
        })
        .count();
    println!("  fair share {share} s; sessions that waited more than twice as long: {starved}");
    assert!(readers.iter().all(|reader| reader.unexpected.is_empty()));
    assert_eq!(starved, 0);
}

fn report(readers: &[Reader], sent: u64, took: Duration) {
    let waits: Sample = readers.iter().flat_map(|reader| reader.waits.iter().copied()).collect();
    let pending: Sample = readers.iter().map(|reader| reader.pending).collect();
    let mut pages: Vec<usize> = readers.iter().map(|reader| reader.waits.len()).collect();
    pages.sort_unstable();
    let refused: usize = readers.iter().map(|reader| reader.refused).sum();
    let mut unexpected: Vec<u16> =
        readers.iter().flat_map(|reader| reader.unexpected.clone()).collect();
    unexpected.sort_unstable();
    unexpected.dedup();
    println!(
        "{} sessions for {took:.0?}: {} pages ({sent} API requests), per session {} to {}, median {}; none: {}",
        readers.len(),
        waits.len(),
        pages[0],
        pages[pages.len() - 1],
        pages[pages.len() / 2],
        pages.iter().filter(|count| **count == 0).count(),
    );
    println!(
        "  wait from the first try: median {:.0} s, p99 {:.0} s, longest {:.0} s; still waiting at the end: longest {:.0} s; refused tries {refused}; other statuses {unexpected:?}",
        waits.percentile(0.5),
        waits.percentile(0.99),
        waits.percentile(1.0),
        pending.percentile(1.0),
    );
}
