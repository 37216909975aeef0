//! The id of a session, which only the browser's cookie holds, and its hash, which the store holds; and
//! the hash of a login attempt's `state`.

use crate::{
    audit::Pseudonym,
    random::{self, Hash},
};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// The value of the session cookie: 256 random bits, no data.
#[derive(Clone, Debug)]
pub struct SessionId(SecretString);

impl SessionId {
    /// Generates a new id.
    pub fn generate() -> Self {
        Self(random::token().into())
    }

    /// Parses the value of a cookie; `None` if it does not have the form of an id.
    pub fn parse(text: &str) -> Option<Self> {
        random::is_token(text).then(|| Self(text.into()))
    }

    /// The key under which the session is stored.
    pub fn key(&self) -> SessionKey {
        SessionKey(random::hash(self.0.expose_secret()))
    }

    /// The secret, for the cookie and for key derivation only.
    pub(crate) fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// The hash of the `state` of a login attempt, under which the store remembers that it came back.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttemptKey(pub(crate) Hash);

impl AttemptKey {
    /// The key of the attempt with this `state`.
    pub fn of_state(state: &SecretString) -> Self {
        Self(random::hash(state.expose_secret()))
    }
}

impl fmt::Debug for AttemptKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AttemptKey(…)")
    }
}

/// The hash of a [`SessionId`]: it cannot be used as a cookie by someone who reads the store.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey(pub(crate) Hash);

impl SessionKey {
    /// The key by which the sign-ins of an account take turns. It belongs to no session.
    pub(crate) fn of_sign_ins(account: Pseudonym) -> Self {
        Self(random::hash(&format!("sign-ins of {account}")))
    }
}

impl fmt::Debug for SessionKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionKey(…)")
    }
}
