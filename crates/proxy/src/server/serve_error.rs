//! Why the proxy cannot start, for the person who starts it.

use crate::{config::Key, session::OpenError, state::BuildError};
use std::{fmt, io, net::SocketAddr};

/// Why the proxy cannot start.
#[derive(Debug)]
pub enum ServeError {
    /// It cannot listen on the address of this setting.
    Listen(Key, SocketAddr, io::Error),
    /// Sessions cannot be stored.
    Store(OpenError),
    /// The application cannot be built.
    Build(BuildError),
    /// The sandbox cannot start.
    Sandbox(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(key, address, error) if error.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    formatter,
                    "port {} on {} is in use: stop the program that uses it, or set {}",
                    address.port(),
                    address.ip(),
                    key.variable()
                )
            }
            Self::Listen(_, address, error) => {
                write!(formatter, "cannot listen on {address}: {error}")
            }
            Self::Store(error) => error.fmt(formatter),
            Self::Build(error) => error.fmt(formatter),
            Self::Sandbox(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, _, error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Build(error) => Some(error),
            Self::Sandbox(_) => None,
        }
    }
}
