//! Why a sandbox does not start. What its HTTP answers say stands in `api` and `auth`.

use std::{fmt, io, net::SocketAddr};

/// Why a [`Sandbox`](crate::Sandbox) did not start.
#[derive(Debug)]
pub enum SandboxError {
    /// The address to listen on is reachable from other machines.
    NotLoopback(SocketAddr),
    /// The address could not be listened on.
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The sandbox's own data cannot be read: a mistake in this crate.
    Data(serde_json::Error),
}

impl fmt::Display for SandboxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(address) => write!(
                formatter,
                "the sandbox listens on loopback addresses only, such as 127.0.0.1:0, not on {address}"
            ),
            Self::Listen { address, source } => {
                write!(formatter, "the sandbox cannot listen on {address}: {source}")
            }
            Self::Data(source) => write!(formatter, "the sandbox's own data is wrong: {source}"),
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
