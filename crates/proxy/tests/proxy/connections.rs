//! Connections of clients that misbehave: none of them keeps others from being served.

use crate::{
    replicas::in_file,
    support::{Folder, Proxy, honest_upstream},
};
use bounces_proxy::config::{Config, ConnectionLimits};
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

const SHORT: Duration = Duration::from_millis(500);
const HEALTH: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

async fn start(change: impl FnOnce(&mut ConnectionLimits)) -> Proxy {
    let upstream = honest_upstream().await;
    Proxy::with_upstream_and(&upstream, |config: &mut Config| {
        change(&mut config.limits.connections);
    })
    .await
}

/// Connects from 127.0.0.`client`.
async fn connect(address: SocketAddr, client: u8) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::new(127, 0, 0, client), 0).into()).unwrap();
    socket.connect(address).await.unwrap()
}

/// Whether a new connection is answered within a second.
async fn is_healthy(address: SocketAddr, client: u8) -> bool {
    let check = async {
        let mut stream = connect(address, client).await;
        stream.write_all(HEALTH).await.ok()?;
        let mut start = [0; 12];
        stream.read_exact(&mut start).await.ok()?;
        Some(&start == b"HTTP/1.1 200")
    };
    timeout(Duration::from_secs(1), check).await.ok().flatten() == Some(true)
}

/// Waits until the proxy closes the connection; `false` after 5 seconds.
async fn is_closed(stream: &mut TcpStream) -> bool {
    let drain = async {
        let mut buffer = vec![0; 64 * 1024];
        while stream.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
    };
    timeout(Duration::from_secs(5), drain).await.is_ok()
}

/// The beginning of the response to a request on an open connection.
async fn answer(stream: &mut TcpStream, request: &[u8]) -> String {
    stream.write_all(request).await.unwrap();
    let mut buffer = vec![0; 8192];
    let count = stream.read(&mut buffer).await.unwrap();
    String::from_utf8_lossy(&buffer[..count]).into_owned()
}

#[tokio::test]
async fn idle_and_half_open_connections_give_way_to_new_ones() {
    let proxy = start(|limits| (limits.total, limits.per_address) = (20, 15)).await;
    let address = proxy.server.address();
    let mut held = Vec::new();
    for number in 0..40 {
        let mut stream = connect(address, 2).await;
        // Half of them stop in the middle of the headers.
        let sent: &[u8] = if number % 2 == 0 { b"" } else { b"GET / HTTP/1.1\r\nHost: 127" };
        let _ = stream.write_all(sent).await;
        held.push(stream);
    }
    for client in [3, 2, 4] {
        assert!(is_healthy(address, client).await, "127.0.0.{client}");
    }
}

#[tokio::test]
async fn a_client_with_few_connections_is_not_evicted_by_one_with_many() {
    let proxy = start(|limits| (limits.total, limits.per_address) = (20, 15)).await;
    let address = proxy.server.address();
    let mut quiet = connect(address, 3).await;
    let mut held = Vec::new();
    for client in [2, 4] {
        for _ in 0..30 {
            held.push(connect(address, client).await);
        }
    }
    assert!(is_healthy(address, 5).await);
    quiet.write_all(HEALTH).await.unwrap();
    let mut start = [0; 12];
    quiet.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
}

#[tokio::test]
async fn clients_that_read_no_responses_are_disconnected() {
    const FILE_SIZE: usize = 4 << 20;
    const REQUESTS: usize = 10;
    let folder = Folder::new();
    std::fs::write(folder.file("large.js"), vec![b' '; FILE_SIZE]).unwrap();
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.static_dir = Some(folder.path().into());
        config.limits.connections.write_timeout = SHORT;
    })
    .await;
    let address = proxy.server.address();
    let request = b"GET /large.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let mut stream = connect(address, 2).await;
    stream.write_all(&request.repeat(REQUESTS)).await.unwrap();
    tokio::time::sleep(SHORT * 3).await;
    assert!(is_healthy(address, 3).await);
    // Only what was sent before the timeout arrives.
    let mut received = 0;
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = stream.read(&mut buffer).await {
        received += count;
    }
    assert!(received < FILE_SIZE * REQUESTS, "{received} bytes");
}

#[tokio::test]
async fn connections_have_a_limited_lifetime() {
    let proxy = start(|limits| limits.max_age = SHORT).await;
    let mut stream = connect(proxy.server.address(), 2).await;
    let started = Instant::now();
    let mut buffer = [0; 4096];
    while stream.write_all(HEALTH).await.is_ok() {
        assert!(started.elapsed() < Duration::from_secs(5), "the connection is still open");
        if stream.read(&mut buffer).await.map_or(true, |count| count == 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(started.elapsed() >= SHORT);
}

#[tokio::test]
async fn idle_connections_are_closed() {
    let proxy = start(|limits| (limits.header_timeout, limits.keep_alive) = (SHORT, SHORT)).await;
    for sent in [&b""[..], b"GET / HTTP/1.1\r\nHost", HEALTH] {
        let mut stream = connect(proxy.server.address(), 2).await;
        stream.write_all(sent).await.unwrap();
        assert!(is_closed(&mut stream).await, "{}", String::from_utf8_lossy(sent));
    }
}

#[tokio::test]
async fn a_locked_store_delays_neither_health_checks_nor_shutdown() {
    let folder = Folder::new();
    let path = folder.file("sessions");
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.store = in_file(&path);
        config.limits.purge_interval = Duration::from_millis(50);
    })
    .await;
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..5 {
        assert!(is_healthy(proxy.server.address(), 2).await);
    }
    let shutdown = timeout(Duration::from_secs(1), proxy.server.shutdown()).await;
    assert!(shutdown.is_ok(), "the shutdown waits for the store");
}

#[tokio::test]
async fn a_connection_may_be_idle_for_longer_than_a_head_may_take() {
    let proxy = start(|limits| limits.header_timeout = SHORT).await;
    let mut stream = connect(proxy.server.address(), 2).await;
    for _ in 0..2 {
        assert!(answer(&mut stream, HEALTH).await.starts_with("HTTP/1.1 200"));
        tokio::time::sleep(SHORT * 3).await;
    }
    // A head that has begun must be complete in time.
    stream.write_all(b"GET / HTTP/1.1\r\nHost").await.unwrap();
    assert!(is_closed(&mut stream).await);
}

#[tokio::test]
async fn requests_are_answered_during_the_shutdown_delay_but_the_proxy_is_not_ready() {
    const READY: &[u8] = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.limits.shutdown_delay = Duration::from_secs(2);
    })
    .await;
    let address = proxy.server.address();
    let mut open = connect(address, 2).await;
    assert!(answer(&mut open, READY).await.starts_with("HTTP/1.1 200"));
    let shutdown = tokio::spawn(proxy.server.shutdown());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let text = answer(&mut open, HEALTH).await.to_lowercase();
    assert!(text.starts_with("http/1.1 200") && text.contains("\r\nconnection: close"), "{text}");
    assert!(is_closed(&mut open).await);
    let ready = answer(&mut connect(address, 2).await, READY).await;
    assert!(ready.starts_with("HTTP/1.1 503"), "{ready}");
    assert!(is_healthy(address, 3).await);
    timeout(Duration::from_secs(4), shutdown).await.unwrap().unwrap();
}

#[tokio::test]
async fn clients_that_do_not_wait_for_responses_are_slowed_down_and_others_are_not() {
    const REQUESTS: usize = 200;
    let proxy = start(|_| {}).await;
    let address = proxy.server.address();
    let mut flood = connect(address, 2).await;
    flood.write_all(&HEALTH.repeat(REQUESTS)).await.unwrap();
    let mut buffer = vec![0; 64 * 1024];
    let mut responses = 0;
    let flooding = async {
        while responses < REQUESTS {
            let count = flood.read(&mut buffer).await.unwrap();
            responses += buffer[..count].windows(9).filter(|text| text == b"HTTP/1.1 ").count();
        }
    };
    let one_by_one = async {
        let mut stream = connect(address, 3).await;
        for _ in 0..REQUESTS {
            assert!(answer(&mut stream, HEALTH).await.starts_with("HTTP/1.1 200"));
        }
    };
    tokio::select! {
        () = flooding => panic!("the flood was answered first"),
        () = one_by_one => {}
    }
    assert!(responses >= 16, "a few requests are answered immediately: {responses}");
}
