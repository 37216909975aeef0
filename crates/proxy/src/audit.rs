//! Audit lines: who signed in and out, which sessions ended and why, which accounts were refused. They
//! have the target `audit`, and names and fields that programs may rely on (docs/proxy.md lists them).
//!
//! Sessions and accounts appear as a [`Pseudonym`], never by an id, an address or a token.

use std::{fmt, str::FromStr};

/// A stable name of a session or an account that reveals nothing about it: a keyed hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pseudonym(pub(crate) [u8; 8]);

impl fmt::Display for Pseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// A text is not a pseudonym.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPseudonym;

impl fmt::Display for InvalidPseudonym {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a pseudonym has 16 hexadecimal digits, as in `sessions list`")
    }
}

impl std::error::Error for InvalidPseudonym {}

impl FromStr for Pseudonym {
    type Err = InvalidPseudonym;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hexadecimal = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(text, 16).ok().filter(|_| is_hexadecimal);
        number.map(|number| Self(number.to_be_bytes())).ok_or(InvalidPseudonym)
    }
}

/// Why a session ended, other than by signing out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// The authorization server no longer accepts its refresh token.
    RefreshTokenRejected,
    /// Its access token has expired, and there is no refresh token.
    NoRefreshToken,
    /// It was not used for `session_idle_seconds`.
    Idle,
    /// It has reached `session_absolute_seconds`.
    MaximumAge,
    /// The same browser has signed in again.
    Replaced,
    /// Its account is no longer among `allowed_accounts`.
    AccountRefused,
    /// The browser left before it received the cookie.
    Abandoned,
    /// `bounces-proxy sessions end`.
    Operator,
}

impl EndReason {
    /// The field `reason`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RefreshTokenRejected => "refresh_token_rejected",
            Self::NoRefreshToken => "no_refresh_token",
            Self::Idle => "idle",
            Self::MaximumAge => "maximum_age",
            Self::Replaced => "replaced",
            Self::AccountRefused => "account_refused",
            Self::Abandoned => "abandoned",
            Self::Operator => "operator",
        }
    }
}

/// The target of all audit lines.
macro_rules! audit {
    ($level:ident, $($fields:tt)+) => { tracing::$level!(target: "audit", $($fields)+) };
}

/// A user has signed in; with the account, if it is known.
pub fn signed_in(session: Pseudonym, account: Option<Pseudonym>) {
    let account = account.map(tracing::field::display);
    audit!(info, event = "sign_in", %session, account, "a user signed in");
}

/// A sign-in came back and was not completed. `reason` is the code of the error; some of these requests
/// are invented by strangers.
pub fn sign_in_failed(reason: &'static str) {
    audit!(warn, event = "sign_in_failed", reason, "a sign-in failed");
}

/// A user has signed out.
pub fn signed_out(session: Pseudonym) {
    audit!(info, event = "sign_out", %session, "a user signed out");
}

/// Tokens could not be refreshed; the session continues.
pub fn refresh_failed(session: Pseudonym, reason: &'static str) {
    audit!(warn, event = "refresh_failed", %session, reason, "a refresh failed");
}

/// A session has ended, other than by signing out.
pub fn session_ended(session: Pseudonym, reason: EndReason) {
    audit!(info, event = "session_ended", %session, reason = reason.as_str(), "a session ended");
}

/// An account that is not among `allowed_accounts` tried to sign in.
pub fn account_refused(account: Pseudonym) {
    audit!(warn, event = "account_refused", %account, "an account may not sign in here");
}

/// An account, or a session whose account is unknown, has used its share of the day.
pub fn quota_share_reached(session: Pseudonym, account: Option<Pseudonym>) {
    let account = account.map(tracing::field::display);
    audit!(warn, event = "quota_share_reached", %session, account, "a share of the day is used up");
}

/// An account, or a session whose account is unknown, has used another tenth of the day's requests.
pub fn quota_used(session: Pseudonym, account: Option<Pseudonym>, requests: u32, percent: u64) {
    let account = account.map(tracing::field::display);
    audit!(
        info,
        event = "quota_used",
        %session,
        account,
        requests,
        percent,
        "another tenth of the day's requests is used up"
    );
}

#[cfg(test)]
mod tests {
    use super::{InvalidPseudonym, Pseudonym};

    #[test]
    fn a_pseudonym_is_parsed_from_its_text_only() {
        let pseudonym = Pseudonym([0, 1, 2, 3, 4, 5, 6, 0xff]);
        assert_eq!(pseudonym.to_string(), "00010203040506ff");
        assert_eq!("00010203040506ff".parse(), Ok(pseudonym));
        for text in ["", "00010203040506f", "00010203040506ff0", "+0010203040506ff", "everything"] {
            assert_eq!(text.parse::<Pseudonym>(), Err(InvalidPseudonym), "{text}");
        }
    }
}
