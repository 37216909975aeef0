//! `bounces-proxy health`: asks the proxy of this configuration whether it runs. For containers, which
//! have no other program.

use std::{
    fmt,
    io::{self, Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// Also for a proxy that accepts the connection and does not respond.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Why the proxy is not healthy.
#[derive(Debug)]
pub(crate) enum Unhealthy {
    /// There is no response.
    NoResponse(SocketAddr, io::Error),
    /// The start of a response other than 200.
    Response(String),
}

impl fmt::Display for Unhealthy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoResponse(address, error) => {
                write!(formatter, "no response from {address}: {error}")
            }
            Self::Response(start) => write!(formatter, "unhealthy: {start}"),
        }
    }
}

impl std::error::Error for Unhealthy {}

/// Requests `/healthz` from the proxy that listens on `listen`, or `/readyz`.
///
/// # Errors
/// The response is not 200, or there is none.
pub(crate) fn run(listen: SocketAddr, is_ready: bool) -> Result<(), Unhealthy> {
    let address = reachable(listen);
    let path = if is_ready { "/readyz" } else { "/healthz" };
    let start = request(address, path).map_err(|error| Unhealthy::NoResponse(address, error))?;
    let line = start.lines().next().unwrap_or_default();
    if line.split(' ').nth(1) == Some("200") {
        Ok(())
    } else {
        Err(Unhealthy::Response(line.to_owned()))
    }
}

/// A listener on all addresses is reached by the loopback address.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address @ (IpAddr::V4(_) | IpAddr::V6(_)) => address,
    };
    SocketAddr::new(ip, listen.port())
}

/// The start of the response.
fn request(address: SocketAddr, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut start = [0; 64];
    let count = stream.read(&mut start)?;
    Ok(String::from_utf8_lossy(&start[..count]).into_owned())
}
