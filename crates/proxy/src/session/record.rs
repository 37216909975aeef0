//! What is known about a session and about a login attempt, and when each expires.

use super::id::SessionKey;
use crate::{audit::Pseudonym, clock::UnixSeconds, config::SessionLimits};
use secrecy::SecretString;

/// A session.
#[derive(Clone, Debug)]
pub struct Session {
    /// When the user signed in.
    pub created: UnixSeconds,
    /// When the session was last used.
    pub last_used: UnixSeconds,
    /// The tokens for the upstream.
    pub tokens: Tokens,
}

impl Session {
    /// When the session expires, if it is not used again.
    pub fn expires_at(&self, limits: SessionLimits) -> UnixSeconds {
        (self.last_used + limits.idle).min(self.created + limits.absolute)
    }

    /// Seconds until the session expires; 0 if it has expired.
    pub fn expires_in(&self, now: UnixSeconds, limits: SessionLimits) -> u64 {
        self.expires_at(limits).saturating_sub(now)
    }
}

/// The tokens of a session.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The access token for the API.
    pub access: SecretString,
    /// The refresh token; absent without the scope `offline_access`.
    pub refresh: Option<SecretString>,
    /// When the access token was issued.
    pub issued: UnixSeconds,
    /// When the access token expires.
    pub expires: UnixSeconds,
    /// The number of refreshes, so that none is done twice.
    pub version: u64,
    /// The account that they give access to, if it is known.
    pub account: Option<Pseudonym>,
}

impl Tokens {
    /// Whether the access token has expired.
    pub fn have_expired(&self, now: UnixSeconds) -> bool {
        now >= self.expires
    }

    /// Whether a refresh is due: less than 10 % or less than 5 minutes of the lifetime remain.
    ///
    /// Never while more than half of the lifetime remains; otherwise a token that lives for five
    /// minutes would be refreshed at each request.
    pub fn are_due(&self, now: UnixSeconds) -> bool {
        let lifetime = self.expires.saturating_sub(self.issued);
        let margin = (lifetime / 10).max(300).min(lifetime / 2);
        self.expires.saturating_sub(now) <= margin
    }
}

/// A sign-in that has been started. Until the browser comes back, only its cookie holds it.
#[derive(Clone, Debug)]
pub struct LoginAttempt {
    /// The `state` that the authorization server must return.
    pub state: SecretString,
    /// The PKCE verifier, if PKCE is on.
    pub verifier: Option<SecretString>,
    /// Where to go after the sign-in; validated.
    pub return_to: String,
    /// The browser's previous session. The callback does not receive its cookie.
    pub previous_session: Option<SessionKey>,
    /// When the attempt expires.
    pub expires: UnixSeconds,
}

/// Lifetime of a login attempt, in seconds.
pub const LOGIN_ATTEMPT_SECONDS: u64 = 600;

/// The creation time of the records that readiness checks write, which are not sessions.
pub(super) const PROBE_CREATED: UnixSeconds = 0;
