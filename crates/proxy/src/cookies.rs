//! The two cookies: their names, attributes, reading and writing. Whether a cookie is worth anything is decided elsewhere.

use crate::{
    random,
    session::{ATTEMPT_SECONDS, SessionId},
};
use axum::http::{HeaderMap, HeaderValue, header};
use std::collections::BTreeSet;

/// At most this many sign-ins at once in one browser.
const ATTEMPTS: usize = 5;

/// How cookies are spelled: by https with the prefix `__Host-`, on plain-http loopback without it,
/// since a browser refuses it there.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// For a public URL that is, or is not, https.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// The session id that the browser sent. Two different ones are none.
    pub fn session(self, headers: &HeaderMap) -> Option<SessionId> {
        let name = self.session_name();
        let mut found = pairs(headers).filter(|(key, _)| *key == name).map(|(_, value)| value);
        let first = found.next()?;
        if found.any(|other| other != first) {
            return None;
        }
        SessionId::parse(first)
    }

    /// Sets the session cookie.
    pub(crate) fn set_session(self, id: &SessionId) -> HeaderValue {
        self.write(self.session_name(), id.expose(), "Strict", None)
    }

    /// Removes the session cookie.
    pub(crate) fn clear_session(self) -> HeaderValue {
        self.write(self.session_name(), "", "Strict", Some(0))
    }

    /// What the browser holds of the attempt with this id.
    pub fn attempt<'a>(self, headers: &'a HeaderMap, id: &str) -> Option<&'a str> {
        let name = format!("{}{id}", self.attempt_prefix());
        let mut found = pairs(headers).filter(|(key, _)| *key == name).map(|(_, value)| value);
        let first = found.next()?;
        let single = found.all(|other| other == first);
        (single && random::is_token(first)).then_some(first)
    }

    /// Sets the cookie of an attempt, and removes the oldest ones if there are too many.
    pub fn set_attempt(self, headers: &HeaderMap, id: &str, secret: &str) -> Vec<HeaderValue> {
        let ids: BTreeSet<&str> = pairs(headers)
            .filter_map(|(name, _)| name.strip_prefix(self.attempt_prefix()))
            .filter(|id| is_attempt_id(id))
            .collect();
        let surplus = (ids.len() + 1).saturating_sub(ATTEMPTS);
        let mut set: Vec<_> =
            ids.into_iter().take(surplus).map(|id| self.clear_attempt(id)).collect();
        let name = format!("{}{id}", self.attempt_prefix());
        set.push(self.write(&name, secret, "Lax", Some(ATTEMPT_SECONDS)));
        set
    }

    /// Removes the cookie of an attempt.
    pub(crate) fn clear_attempt(self, id: &str) -> HeaderValue {
        self.write(&format!("{}{id}", self.attempt_prefix()), "", "Lax", Some(0))
    }

    fn session_name(self) -> &'static str {
        if self.secure { "__Host-bounces" } else { "bounces" }
    }

    fn attempt_prefix(self) -> &'static str {
        if self.secure { "__Host-bounces-signin-" } else { "bounces-signin-" }
    }

    fn write(self, name: &str, value: &str, same_site: &str, seconds: Option<u64>) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let text = format!("{name}={value}; Path=/{secure}; HttpOnly; SameSite={same_site}{age}");
        // All of our names and values are letters, digits, `-` and `_`.
        let mut header =
            HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

/// An attempt's public id: the time in 8 hexadecimal digits, so that ids sort by age, and 16 random ones.
pub(crate) fn new_attempt_id(now: u64) -> String {
    format!("{:08x}{:016x}", now & 0xffff_ffff, rand::random::<u64>())
}

/// Whether a text could be a [`new_attempt_id`].
pub(crate) fn is_attempt_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}
