//! What an operator can do with the sessions of a store, also while proxies use it: list them by
//! pseudonym, and end them.

use crate::{
    audit::{self, EndReason, Pseudonym},
    clock::UnixSeconds,
    config::{Config, StoreKind},
    session::{OpenError, SessionManager, StoreError, open_sessions},
};
use std::{cmp::Reverse, fmt, path::PathBuf};

/// Why sessions can be neither listed nor ended.
#[derive(Debug)]
pub enum OperatorError {
    /// Sessions are in the memory of another process.
    MemoryStore,
    /// There is no SQLite file, so no proxy has used it.
    NoSuchFile(PathBuf),
    /// The store cannot be opened.
    Open(OpenError),
    /// The store failed.
    Store(StoreError),
    /// No session has this pseudonym.
    NoSuchSession(Pseudonym),
}

impl fmt::Display for OperatorError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MemoryStore => formatter.write_str(
                "the setting `store` is memory:, so sessions are only in the memory of the running proxy; \
                 stop it to end them all",
            ),
            Self::NoSuchFile(path) => {
                write!(formatter, "the session store {} does not exist", path.display())
            }
            Self::Open(error) => error.fmt(formatter),
            Self::Store(error) => error.fmt(formatter),
            Self::NoSuchSession(pseudonym) => {
                write!(formatter, "there is no session {pseudonym}; `sessions list` shows all")
            }
        }
    }
}

impl std::error::Error for OperatorError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::MemoryStore | Self::NoSuchFile(_) | Self::NoSuchSession(_) => None,
        }
    }
}

impl From<StoreError> for OperatorError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A session as an operator sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedSession {
    /// Its name in the log.
    pub pseudonym: Pseudonym,
    /// When the user signed in.
    pub created: UnixSeconds,
    /// When it was last used.
    pub last_used: UnixSeconds,
    /// When it expires, if it is not used again.
    pub expires: UnixSeconds,
}

/// The sessions of the configured store.
#[derive(Debug)]
pub struct Sessions(SessionManager);

impl Sessions {
    /// Opens the configured store.
    ///
    /// # Errors
    /// The store is in memory, does not exist or cannot be opened.
    pub async fn open(config: &Config) -> Result<Self, OperatorError> {
        match &config.store {
            StoreKind::Memory => return Err(OperatorError::MemoryStore),
            // Opening would create it.
            StoreKind::Sqlite { path, .. } if !path.exists() => {
                return Err(OperatorError::NoSuchFile(path.clone()));
            }
            StoreKind::Sqlite { .. } | StoreKind::Redis { .. } => {}
        }
        let opened = open_sessions(&config.store, config.sessions).await;
        opened.map(Self).map_err(OperatorError::Open)
    }

    /// All sessions that have not expired, the most recently used first.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(&self, now: UnixSeconds) -> Result<Vec<ListedSession>, OperatorError> {
        let stored = self.0.list().await?;
        let mut sessions: Vec<_> = stored
            .into_iter()
            .filter(|session| session.expires > now)
            .map(|session| ListedSession {
                pseudonym: self.0.pseudonym(session.key),
                created: session.created,
                last_used: session.last_used,
                expires: session.expires,
            })
            .collect();
        sessions.sort_by_key(|session| Reverse(session.last_used));
        Ok(sessions)
    }

    /// Ends a session. Its user must sign in again. Its tokens are not revoked: they can be unsealed
    /// only with the browser's cookie.
    ///
    /// # Errors
    /// No session has this pseudonym, or the store fails.
    pub async fn end(&self, pseudonym: Pseudonym) -> Result<(), OperatorError> {
        let ended = self.end_matching(|candidate| candidate == pseudonym).await?;
        if ended == 0 { Err(OperatorError::NoSuchSession(pseudonym)) } else { Ok(()) }
    }

    /// Ends all sessions; returns their number.
    ///
    /// # Errors
    /// The store fails.
    pub async fn end_all(&self) -> Result<usize, OperatorError> {
        self.end_matching(|_| true).await
    }

    async fn end_matching(
        &self,
        matches: impl Fn(Pseudonym) -> bool,
    ) -> Result<usize, OperatorError> {
        let mut ended = 0;
        for session in self.0.list().await? {
            let pseudonym = self.0.pseudonym(session.key);
            if matches(pseudonym) && self.0.remove_by_key(session.key).await? {
                audit::session_ended(pseudonym, EndReason::Operator);
                ended += 1;
            }
        }
        Ok(ended)
    }
}
