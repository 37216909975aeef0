//! Stores that fail again and again while users work: nobody is signed out, and no sign-out is lost.

use super::{Upstream, figures::Sample, page_path, signed_in_browsers};
use crate::support::{ACTIVITY, Browser, Folder, RedisServer, bounces};
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::sleep;

const USERS: usize = 20;
const OUTAGES: usize = 20;
const OUTAGE: Duration = Duration::from_secs(2);
const CALM: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(20);

type Statuses = Arc<Mutex<BTreeMap<u16, usize>>>;

/// Reads, half of the time past the cache, until `stop` is set.
async fn read_until(browser: Browser, stop: Arc<AtomicBool>, statuses: Statuses) {
    for number in 0_usize.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let response = match number % 2 {
            0 => browser.fetch(&page_path(number % 10)).await,
            _ => browser.fetch_uncached(&bounces(ACTIVITY)).await,
        };
        *statuses.lock().unwrap().entry(response.status).or_insert(0) += 1;
        sleep(PAUSE).await;
    }
}

/// Seconds until a user gets a new page again.
async fn recovery(browser: &Browser) -> f64 {
    let begun = Instant::now();
    while browser.fetch_uncached(&bounces(ACTIVITY)).await.status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30), "the proxy has not recovered");
        sleep(PAUSE).await;
    }
    begun.elapsed().as_secs_f64()
}

/// Users who read during outages. Afterward, each is still signed in.
async fn survive(
    browsers: Vec<Browser>,
    mut begin: impl FnMut(),
    mut end: impl FnMut(),
) -> (Sample, BTreeMap<u16, usize>) {
    let (stop, statuses) = (Arc::<AtomicBool>::default(), Statuses::default());
    let reading: Vec<_> = browsers
        .iter()
        .map(|browser| read_until(browser.clone(), Arc::clone(&stop), Arc::clone(&statuses)))
        .map(tokio::spawn)
        .collect();
    let mut recoveries = Sample::default();
    for _ in 0..OUTAGES {
        sleep(CALM).await;
        begin();
        sleep(OUTAGE).await;
        end();
        recoveries.push(recovery(&browsers[0]).await);
    }
    stop.store(true, Ordering::Relaxed);
    for reader in reading {
        reader.await.unwrap();
    }
    for browser in &browsers {
        assert_eq!(browser.session().await["authenticated"], true);
    }
    let statuses = statuses.lock().unwrap().clone();
    (recoveries, statuses)
}

fn report(what: &str, recoveries: &Sample, statuses: &BTreeMap<u16, usize>) {
    println!(
        "{what}: {OUTAGES} outages of {OUTAGE:?} under {USERS} users: statuses {statuses:?}; signed out 0; new pages again after {:.2} s at the median, {:.2} s at most",
        recoveries.percentile(0.5),
        recoveries.percentile(1.0),
    );
    assert!(!statuses.contains_key(&401), "{statuses:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn long_outages_of_redis_sign_nobody_out() {
    let upstream = Upstream::start(Duration::from_millis(5), 10, 8).await;
    let (folder, redis) = (Folder::new(), Mutex::new(RedisServer::start()));
    let key = folder.file("key");
    fs::write(&key, [7; 32]).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let settings = [
        ("STORE", redis.lock().unwrap().url()),
        ("STORE_KEY_FILE", key.to_str().unwrap().to_owned()),
        ("UPSTREAM_PER_DAY", "100000000".to_owned()),
    ];
    let proxy = upstream.proxy(&folder, &settings);
    let browsers = signed_in_browsers(&proxy, USERS).await;
    let (recoveries, statuses) =
        survive(browsers, || redis.lock().unwrap().kill(), || redis.lock().unwrap().start_again())
            .await;
    report("Redis killed", &recoveries, &statuses);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_outages_of_the_disk_sign_nobody_out_and_lose_no_sign_out() {
    let upstream = Upstream::start(Duration::from_millis(5), 10, 8).await;
    let folder = Folder::new();
    let settings = [("UPSTREAM_PER_DAY", "100000000".to_owned())];
    let proxy = upstream.proxy(&folder, &settings);
    let browsers = signed_in_browsers(&proxy, USERS).await;
    let leaving = signed_in_browsers(&proxy, OUTAGES).await;
    let (recoveries, statuses) =
        survive(browsers, || proxy.limit("1"), || proxy.limit("unlimited")).await;
    report("full disk", &recoveries, &statuses);
    // A sign-out is confirmed only if it is stored.
    let mut refused = 0;
    for browser in &leaving {
        let cookies = browser.cookies.lock().unwrap().clone();
        proxy.limit("1");
        refused += usize::from(browser.sign_out().await.status == 503);
        browser.cookies.lock().unwrap().clone_from(&cookies);
        assert_eq!(browser.session().await["authenticated"], true);
        proxy.limit("unlimited");
        assert_eq!(browser.sign_out().await.status, 204);
        *browser.cookies.lock().unwrap() = cookies;
        assert_eq!(browser.session().await["authenticated"], false);
    }
    println!("  sign-outs on a full disk: {refused} of {OUTAGES} refused, none lost");
    assert_eq!(refused, OUTAGES);
}
