//! Startup errors. The errors in HTTP responses are in `api` and `auth`.

use std::{fmt, io, net::SocketAddr};

/// The reason why a [`Sandbox`](crate::Sandbox) did not start.
#[derive(Debug)]
pub enum SandboxError {
    /// The address to listen on is reachable from other machines.
    NotLoopback(SocketAddr),
    /// The listener could not be bound.
    Listen {
        /// The requested address.
        address: SocketAddr,
        /// The operating system's error.
        source: io::Error,
    },
    /// The built-in data cannot be parsed: a bug in this crate.
    Data(serde_json::Error),
}

impl fmt::Display for SandboxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(address) => write!(
                formatter,
                "the sandbox only listens on loopback addresses such as 127.0.0.1:0, not on {address}"
            ),
            Self::Listen { address, source } => {
                write!(formatter, "the sandbox cannot listen on {address}: {source}")
            }
            Self::Data(source) => {
                write!(formatter, "the sandbox's built-in data is invalid: {source}")
            }
        }
    }
}

impl std::error::Error for SandboxError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotLoopback(_) => None,
            Self::Listen { source, .. } => Some(source),
            Self::Data(source) => Some(source),
        }
    }
}
