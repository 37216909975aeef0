//! The limit for sign-ins of one client address.

use crate::support::{Proxy, ScriptedUpstream, honest_upstream, status_of};
use bounces_proxy::config::TrustedProxies;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpSocket,
};

/// The response to a navigation from 127.0.0.`client`, with additional headers.
async fn navigate(address: SocketAddr, client: u8, path: &str, headers: &str) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((Ipv4Addr::new(127, 0, 0, client), 0).into()).unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n{headers}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    response
}

/// A proxy with the default limit that trusts these servers in front.
async fn limited(upstream: &ScriptedUpstream, trusted: &str) -> Proxy {
    Proxy::with_upstream_and(upstream, |config| {
        config.limits.sign_ins_per_minute = 30;
        config.trusted_proxies = TrustedProxies::parse(trusted).unwrap();
    })
    .await
}

/// How many of `count` navigations are answered with 429.
async fn refused(proxy: &Proxy, client: u8, path: &str, headers: &str, count: usize) -> usize {
    let mut refused = 0;
    for _ in 0..count {
        let response = navigate(proxy.server.address(), client, path, headers).await;
        refused += usize::from(status_of(&response) == 429);
    }
    refused
}

#[tokio::test]
async fn one_address_cannot_start_any_number_of_sign_ins() {
    let upstream = honest_upstream().await;
    for path in ["/auth/login", "/auth/callback?code=c&state=x"] {
        let proxy = limited(&upstream, "").await;
        assert_eq!(refused(&proxy, 2, path, "", 30).await, 0, "{path}");
        let response = navigate(proxy.server.address(), 2, path, "").await;
        assert_eq!(status_of(&response), 429, "{path}");
        let lower = response.to_ascii_lowercase();
        assert!(lower.contains("\r\nretry-after: 2\r\n"), "{response}");
        assert!(response.contains("<h1>Too many sign-ins</h1>"), "{response}");
        assert_eq!(refused(&proxy, 3, path, "", 30).await, 0, "another address has its own limit");
    }
}

#[tokio::test]
async fn behind_a_trusted_server_the_address_that_it_has_seen_counts() {
    let upstream = honest_upstream().await;
    let proxy = limited(&upstream, "127.0.0.2").await;
    let path = "/auth/login";
    // The left part is invented by the client.
    let from = |client: &str| format!("X-Forwarded-For: 203.0.113.9, {client}\r\n");
    assert_eq!(refused(&proxy, 2, path, &from("198.51.100.1"), 35).await, 5);
    assert_eq!(refused(&proxy, 2, path, &from("198.51.100.2"), 30).await, 0, "another client");
    assert_eq!(refused(&proxy, 2, path, &from("2001:db8::1"), 30).await, 0, "its network");
    assert_eq!(refused(&proxy, 2, path, &from("2001:db8::ffff:2"), 1).await, 1, "same network");
    // Anyone else may write what they like: it changes nothing.
    for client in 0..30 {
        let invented = format!("X-Forwarded-For: 198.51.100.{client}\r\n");
        assert_eq!(refused(&proxy, 3, path, &invented, 1).await, 0);
    }
    assert_eq!(refused(&proxy, 3, path, &from("198.51.100.3"), 1).await, 1);
}
