//! The address of a client: that of its connection or, behind a trusted server in front, the one that
//! this server has seen. What is limited by address is decided elsewhere.

use crate::config::TrustedProxies;
use axum::http::{HeaderMap, HeaderName};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address at the other end of a connection, as an extension of its requests.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The address of the client that sent a request.
///
/// `X-Forwarded-For` is read from the right: each server appends the address that it has seen, so the
/// first address that is not one of ours is the client's. Anything to its left may be invented.
pub(crate) fn client_address(peer: Peer, headers: &HeaderMap, trusted: &TrustedProxies) -> IpAddr {
    let values = headers.get_all(&FORWARDED_FOR).iter();
    let entries: Vec<&[u8]> =
        values.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).collect();
    let mut client = peer.0.to_canonical();
    for entry in entries.into_iter().rev() {
        if !trusted.contains(client) {
            break;
        }
        let Some(address) = parse(entry) else { break };
        client = address;
    }
    client
}

/// The address that identifies a client. With IPv6 this is the network of 64 bits, all addresses of
/// which usually belong to one client.
pub(crate) fn client_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

/// An address, possibly with a port, as some servers write it.
fn parse(entry: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(entry).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|full: SocketAddr| full.ip())).ok()?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::{Peer, client_address, client_network};
    use crate::config::TrustedProxies;
    use axum::http::{HeaderMap, HeaderValue};
    use std::net::IpAddr;

    fn client(peer: &str, trusted: &str, forwarded: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(value));
        }
        let trusted = TrustedProxies::parse(trusted).unwrap();
        client_address(Peer(peer.parse().unwrap()), &headers, &trusted).to_string()
    }

    #[test]
    fn only_addresses_appended_by_trusted_servers_count() {
        for (peer, trusted, forwarded, expected) in [
            ("192.0.2.1", "", &["198.51.100.9"][..], "192.0.2.1"),
            ("10.0.0.1", "10.0.0.0/8", &[], "10.0.0.1"),
            ("10.0.0.1", "10.0.0.0/8", &["198.51.100.9"], "198.51.100.9"),
            ("10.0.0.1", "10.0.0.0/8", &["203.0.113.5, 198.51.100.9"], "198.51.100.9"),
            ("10.0.0.1", "10.0.0.0/8", &["203.0.113.5, 198.51.100.9, 10.0.0.2"], "198.51.100.9"),
            ("10.0.0.1", "10.0.0.0/8", &["203.0.113.5", "198.51.100.9"], "198.51.100.9"),
            ("10.0.0.1", "10.0.0.0/8", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("10.0.0.1", "10.0.0.0/8", &["198.51.100.9, unknown"], "10.0.0.1"),
            ("10.0.0.1", "10.0.0.0/8", &["198.51.100.9:4711"], "198.51.100.9"),
            ("10.0.0.1", "10.0.0.0/8", &["[2001:db8::1]:443"], "2001:db8::1"),
            ("10.0.0.1", "10.0.0.0/8", &["[2001:db8::1]"], "2001:db8::1"),
            ("::ffff:10.0.0.1", "10.0.0.0/8", &["::ffff:198.51.100.9"], "198.51.100.9"),
            ("192.0.2.1", "10.0.0.0/8", &["198.51.100.9"], "192.0.2.1"),
        ] {
            assert_eq!(client(peer, trusted, forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_client() {
        let client = |text: &str| client_network(text.parse::<IpAddr>().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8:0:0:ffff::2"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
    }
}
