//! The session cookie and the cookies of login attempts: names, attributes, parsing and serialization.
//! Whether a cookie belongs to a session is decided elsewhere.

use crate::session::{LOGIN_ATTEMPT_SECONDS, SessionId};
use axum::http::{HeaderMap, HeaderValue, header};
use secrecy::ExposeSecret;
use std::collections::BTreeSet;

/// Maximum number of concurrent login attempts in one browser.
const MAX_ATTEMPTS: usize = 5;

/// Reads and writes cookies: with the prefix `__Host-` on https, without it on plain-http loopback,
/// where browsers reject it.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// `secure` is whether the public URL is https.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// The session id sent by the browser; `None` if there are two different ones.
    pub fn session(self, headers: &HeaderMap) -> Option<SessionId> {
        let name = self.session_name();
        SessionId::parse(single_value(headers, name)?)
    }

    /// Sets the session cookie.
    pub(crate) fn set_session(self, id: &SessionId) -> HeaderValue {
        self.session_cookie(id.secret().expose_secret(), None)
    }

    /// Clears the session cookie.
    pub(crate) fn clear_session(self) -> HeaderValue {
        self.session_cookie("", Some(0))
    }

    /// The sealed login attempt with this id, if the browser sent it.
    pub fn attempt<'a>(self, headers: &'a HeaderMap, id: &str) -> Option<&'a str> {
        let name = format!("{}{id}", self.attempt_prefix());
        single_value(headers, &name)
    }

    /// Sets the cookie of a login attempt, and clears the oldest ones beyond the maximum.
    pub fn set_attempt(self, headers: &HeaderMap, id: &str, sealed: &str) -> Vec<HeaderValue> {
        let ids: BTreeSet<&str> = pairs(headers)
            .filter_map(|(name, _)| name.strip_prefix(self.attempt_prefix()))
            .filter(|id| is_attempt_id(id))
            .collect();
        let surplus = (ids.len() + 1).saturating_sub(MAX_ATTEMPTS);
        let mut cookies: Vec<_> =
            ids.into_iter().take(surplus).map(|id| self.clear_attempt(id)).collect();
        cookies.push(self.attempt_cookie(id, sealed, LOGIN_ATTEMPT_SECONDS));
        cookies
    }

    /// Clears the cookie of a login attempt.
    pub(crate) fn clear_attempt(self, id: &str) -> HeaderValue {
        self.attempt_cookie(id, "", 0)
    }

    fn session_name(self) -> &'static str {
        if self.secure { "__Host-bounces" } else { "bounces" }
    }

    fn attempt_prefix(self) -> &'static str {
        if self.secure { "__Host-bounces-signin-" } else { "bounces-signin-" }
    }

    fn session_cookie(self, value: &str, max_age: Option<u64>) -> HeaderValue {
        self.serialize(&Cookie {
            name: self.session_name(),
            value,
            same_site: SameSite::Strict,
            max_age,
        })
    }

    fn attempt_cookie(self, id: &str, value: &str, max_age: u64) -> HeaderValue {
        self.serialize(&Cookie {
            name: &format!("{}{id}", self.attempt_prefix()),
            value,
            // The callback is a navigation from another site, which Strict cookies do not accompany.
            same_site: SameSite::Lax,
            max_age: Some(max_age),
        })
    }

    fn serialize(self, cookie: &Cookie<'_>) -> HeaderValue {
        let Cookie { name, value, same_site, max_age } = cookie;
        let secure = if self.secure { "; Secure" } else { "" };
        let same_site = same_site.as_str();
        let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let text = format!("{name}={value}; Path=/{secure}; HttpOnly; SameSite={same_site}{age}");
        // All names and values consist of letters, digits, `-`, `_` and `.`, so this cannot fail.
        let mut header =
            HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

/// A cookie to set. One without `max_age` ends with the browser session.
struct Cookie<'a> {
    name: &'a str,
    value: &'a str,
    same_site: SameSite,
    /// In seconds; 0 deletes the cookie.
    max_age: Option<u64>,
}

#[derive(Clone, Copy)]
enum SameSite {
    Strict,
    Lax,
}

impl SameSite {
    fn as_str(self) -> &'static str {
        match self {
            Self::Strict => "Strict",
            Self::Lax => "Lax",
        }
    }
}

/// Generates the public id of a login attempt: the time in 8 hexadecimal digits, so that ids sort by
/// age, and 16 random digits.
pub(crate) fn new_attempt_id(now: u64) -> String {
    format!("{:08x}{:016x}", now & 0xffff_ffff, rand::random::<u64>())
}

/// Whether a text has the form of a [`new_attempt_id`].
pub(crate) fn is_attempt_id(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The value of a cookie; `None` if it was sent with two different values.
fn single_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = pairs(headers).filter(|(key, _)| *key == name).map(|(_, value)| value);
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

/// Names and values of all cookies. Cookies of other applications may contain any bytes, so each cookie
/// is decoded separately.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'))
        .filter_map(|pair| str::from_utf8(pair).ok())
        .filter_map(|pair| pair.trim_matches([' ', '\t']).split_once('='))
}
