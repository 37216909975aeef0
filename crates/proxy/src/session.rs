//! Who is signed in: ids, records, and the store that keeps them. Tokens leave a record only towards the upstream.

mod memory;
mod open;
mod redis;
mod seal;
mod sqlite;
mod store;
mod vault;

pub use memory::MemoryStore;
pub use open::{OpenError, open_vault};
pub use redis::RedisStore;
pub use seal::ServerKey;
pub use sqlite::{SqliteError, SqliteStore};
pub use store::{ATTEMPTS, Answer, Holder, Row, Store, StoreError};
pub use vault::Vault;

use crate::{
    clock::UnixSeconds,
    config::SessionLimits,
    random::{self, Hash},
};
use secrecy::{ExposeSecret, SecretString};

/// What the browser holds: 256 random bits, no data.
#[derive(Clone, Debug)]
pub struct SessionId(SecretString);

impl SessionId {
    /// A new one.
    pub fn generate() -> Self {
        Self(random::token().into())
    }

    /// One that came in a cookie; `None` if it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        random::is_token(text).then(|| Self(text.into()))
    }

    /// Under what the session is kept.
    pub fn key(&self) -> SessionKey {
        SessionKey(random::hash(self.0.expose_secret()))
    }

    /// For the cookie only.
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The hash of a [`SessionId`]: whoever reads the store cannot use it as a cookie.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey(pub(crate) Hash);

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SessionKey(…)")
    }
}

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// When it was signed in.
    pub created: UnixSeconds,
    /// When it was used last.
    pub used: UnixSeconds,
    /// What it may do upstream.
    pub tokens: Tokens,
}

impl Session {
    /// When it ends by itself, if it is not used again.
    pub fn ends(&self, limits: SessionLimits) -> UnixSeconds {
        (self.used + limits.idle).min(self.created + limits.absolute)
    }

    /// Seconds until it ends by itself, 0 if it has.
    pub fn expires_in(&self, now: UnixSeconds, limits: SessionLimits) -> u64 {
        self.ends(limits).saturating_sub(now)
    }
}

/// The tokens of a session.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For the API.
    pub access: SecretString,
    /// For the next access token; absent without the scope `offline_access`.
    pub refresh: Option<SecretString>,
    /// When the access token was issued.
    pub issued: UnixSeconds,
    /// When it expires.
    pub expires: UnixSeconds,
    /// Counts the refreshes, so that one is not done twice.
    pub version: u64,
}

impl Tokens {
    /// Whether the access token has expired.
    pub fn have_expired(&self, now: UnixSeconds) -> bool {
        now >= self.expires
    }

    /// Whether a refresh is due: under 10 % or under 5 minutes of life remain.
    ///
    /// Never while more than half of it remains, or a token of five minutes would be refreshed at
    /// each request.
    pub fn are_due(&self, now: UnixSeconds) -> bool {
        let life = self.expires.saturating_sub(self.issued);
        let margin = (life / 10).max(300).min(life / 2);
        self.expires.saturating_sub(now) <= margin
    }
}

/// A sign-in that has begun.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What the authorization server must give back.
    pub state: SecretString,
    /// The PKCE verifier, if PKCE is on.
    pub verifier: Option<SecretString>,
    /// Where to go afterwards: checked already.
    pub return_to: String,
    /// The session that the browser had: the callback does not see its cookie.
    pub former: Option<SessionKey>,
    /// When it began.
    pub created: UnixSeconds,
}

/// How long an attempt lives, in seconds.
pub const ATTEMPT_SECONDS: u64 = 600;
