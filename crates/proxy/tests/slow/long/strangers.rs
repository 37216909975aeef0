//! A signed-in user while strangers hold thousands of connections from many addresses.

use super::{Upstream, browser_at, figures::Sample};
use crate::support::{ACTIVITY, Browser, Folder, bounces};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{sleep, timeout},
};

/// Connections of each stranger, who has one address.
const OF_ONE: usize = 8;
/// Before a closed connection is opened again, and between requests.
const PAUSE: Duration = Duration::from_secs(1);
/// One side of a comparison. They alternate, so that other load on the machine affects both equally.
const ROUND: Duration = Duration::from_secs(12);
const ROUNDS: usize = 4;

/// What all strangers see.
#[derive(Debug, Default)]
struct Strangers {
    stopped: AtomicBool,
    open: AtomicUsize,
    opened: AtomicUsize,
    answered: AtomicUsize,
}

impl Strangers {
    /// Holds a connection until the end; opens it again whenever the proxy closes it.
    async fn hold(self: Arc<Self>, proxy: SocketAddr, number: usize) {
        while !self.stopped.load(Ordering::Relaxed) {
            if let Some(stream) = connect(proxy, number).await {
                self.open.fetch_add(1, Ordering::Relaxed);
                self.opened.fetch_add(1, Ordering::Relaxed);
                self.abuse(stream, number).await;
                self.open.fetch_sub(1, Ordering::Relaxed);
            }
            sleep(PAUSE).await;
        }
    }

    /// Idle, half a head, requests whose responses are not read, or junk sign-ins.
    async fn abuse(&self, mut stream: TcpStream, number: usize) {
        match number % 4 {
            0 => {}
            1 => drop(stream.write_all(b"GET / HTTP/1.1\r\nHost: 127").await),
            2 => {
                let request = b"GET /auth/session HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(500);
                let _ = timeout(PAUSE, stream.write_all(&request)).await;
                // Resolves when the proxy closes the connection, without reading.
                while !self.stopped.load(Ordering::Relaxed) && stream.write_all(b"G").await.is_ok()
                {
                    sleep(PAUSE).await;
                }
                return;
            }
            _ => {
                let target = ["/auth/callback?code=junk&state=junk", "/auth/login"][number / 4 % 2];
                let request = format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                let mut buffer = [0; 4096];
                while !self.stopped.load(Ordering::Relaxed) {
                    if stream.write_all(request.as_bytes()).await.is_err()
                        || !stream.read(&mut buffer).await.is_ok_and(|count| count > 0)
                    {
                        return;
                    }
                    self.answered.fetch_add(1, Ordering::Relaxed);
                    sleep(PAUSE).await;
                }
            }
        }
        let mut buffer = [0; 4096];
        while !self.stopped.load(Ordering::Relaxed) {
            if let Ok(Ok(0) | Err(_)) = timeout(PAUSE, stream.read(&mut buffer)).await {
                return;
            }
        }
    }
}

/// Connects from 127.0.0.2 and on.
async fn connect(proxy: SocketAddr, number: usize) -> Option<TcpStream> {
    let client = Ipv4Addr::new(127, 0, 0, 2).to_bits() + u32::try_from(number / OF_ONE).ok()?;
    let socket = TcpSocket::new_v4().ok()?;
    socket.bind((Ipv4Addr::from_bits(client), 0).into()).ok()?;
    timeout(PAUSE, socket.connect(proxy)).await.ok()?.ok()
}

/// Strangers with a thread of their own, until `stop`.
fn start_strangers(proxy: SocketAddr, connections: usize) -> (Arc<Strangers>, impl FnOnce()) {
    let strangers: Arc<Strangers> = Arc::default();
    let all = Arc::clone(&strangers);
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let holding: Vec<_> = (0..connections)
                .map(|number| tokio::spawn(Arc::clone(&all).hold(proxy, number)))
                .collect();
            for one in holding {
                one.await.unwrap();
            }
        });
    });
    let stopping = Arc::clone(&strangers);
    let stop = move || {
        stopping.stopped.store(true, Ordering::Relaxed);
        thread.join().unwrap();
    };
    (strangers, stop)
}

/// Latencies of a user in milliseconds.
#[derive(Default)]
struct Latencies {
    /// A report, past the cache.
    report: Sample,
    /// A cached report.
    cached: Sample,
    /// A cached report on a new connection.
    connection: Sample,
}

impl Latencies {
    async fn measure(&mut self, user: &Browser, newcomer: &Browser) {
        let end = Instant::now() + ROUND;
        let path = bounces(ACTIVITY);
        while Instant::now() < end {
            let begun = Instant::now();
            assert_eq!(user.fetch_uncached(&path).await.status, 200);
            self.report.push(begun.elapsed().as_secs_f64() * 1000.0);
            let begun = Instant::now();
            assert_eq!(user.fetch(&path).await.status, 200);
            self.cached.push(begun.elapsed().as_secs_f64() * 1000.0);
            let begun = Instant::now();
            assert_eq!(newcomer.fetch(&path).await.status, 200);
            self.connection.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
    }

    fn print(&self, what: &str) {
        println!("  {what}, {} requests each (p50, p99, in ms):", self.report.len());
        for (name, sample) in [
            ("a report", &self.report),
            ("a cached report", &self.cached),
            ("a cached report on a new connection", &self.connection),
        ] {
            println!("    {name}: {:.2}, {:.2}", sample.percentile(0.5), sample.percentile(0.99));
        }
    }
}

/// Returns how many times as long the slowest hundredth of reports takes among strangers.
async fn compare(connections: usize) -> f64 {
    let upstream = Upstream::start(Duration::from_millis(20), 100, 7200).await;
    let folder = Folder::new();
    let settings = [("UPSTREAM_PER_DAY", "100000000".to_owned())];
    let proxy = upstream.proxy(&folder, &settings);
    let address = proxy.browser.address;
    let user = browser_at(address, Ipv4Addr::LOCALHOST.into());
    assert_eq!(user.sign_in("/").await.status, 303);
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0);
    let newcomer = Browser { http: http.build().unwrap(), ..user.clone() };
    let (mut alone, mut among) = (Latencies::default(), Latencies::default());
    println!("{connections} connections of strangers, {OF_ONE} from each address:");
    for _ in 0..ROUNDS {
        alone.measure(&user, &newcomer).await;
        let (strangers, stop) = start_strangers(address, connections);
        let deadline = Instant::now() + Duration::from_secs(20);
        while strangers.opened.load(Ordering::Relaxed) < connections && Instant::now() < deadline {
            sleep(Duration::from_millis(50)).await;
        }
        among.measure(&user, &newcomer).await;
        println!(
            "  open at the end of a round: {}; opened {}, requests answered {}",
            strangers.open.load(Ordering::Relaxed),
            strangers.opened.load(Ordering::Relaxed),
            strangers.answered.load(Ordering::Relaxed),
        );
        stop();
    }
    alone.print("alone");
    among.print("among strangers");
    let ratio = among.report.percentile(0.99) / alone.report.percentile(0.99);
    println!("  p99 of a report: {ratio:.2} times as long");
    ratio
}

#[tokio::test(flavor = "multi_thread")]
async fn long_strangers_with_two_thousand_connections_delay_no_user() {
    let ratio = compare(2000).await;
    assert!(ratio < 2.0, "{ratio}");
}

/// More than the proxy admits, so that connections have to give way all the time. Each request of the
/// user must succeed; how much longer they take depends on how fast the strangers connect again.
#[tokio::test(flavor = "multi_thread")]
async fn long_strangers_with_more_connections_than_there_may_be_keep_no_user_out() {
    compare(3000).await;
}
