//! Issued codes, access tokens and refresh tokens, and their validity. No HTTP and no clock: callers
//! pass the current time.

mod scope;

pub(crate) use scope::Scopes;

use crate::{sample_account::SampleAccount, sync::lock};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
    time::{Duration, Instant},
};

/// The lifetime of an authorization code.
const CODE_LIFETIME: Duration = Duration::from_secs(300);

/// The request that a code was issued for, and that its exchange must match.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    pub(crate) account: SampleAccount,
    pub(crate) scopes: Scopes,
    pub(crate) redirect_uri: String,
    /// The S256 challenge, if one was sent.
    pub(crate) challenge: Option<String>,
}

/// The tokens that the token endpoint issues.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: Option<String>,
    pub(crate) scopes: Scopes,
}

/// The reason why a code or a refresh token is rejected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum GrantError {
    UnknownCode,
    ReplayedCode,
    ExpiredCode,
    RedirectMismatch,
    VerifierMissing,
    VerifierWrong,
    VerifierWithoutChallenge,
    UnknownRefreshToken,
    ReplayedRefreshToken,
    ScopeExceeded,
    /// The operating system provided no random bytes.
    NoRandomness,
}

/// All tokens that descend from one sign-in; revoked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Family(u64);

#[derive(Debug)]
struct Code {
    sign_in: SignIn,
    family: Family,
    issued: Instant,
    used: bool,
}

/// Whom an access token belongs to, and what it allows.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub(crate) account: SampleAccount,
    pub(crate) scopes: Scopes,
}

#[derive(Debug)]
struct Access {
    family: Family,
    scopes: Scopes,
    expires: Instant,
}

#[derive(Debug)]
struct Refresh {
    family: Family,
    scopes: Scopes,
    used: bool,
}

#[derive(Debug, Default)]
struct State {
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    revoked: HashSet<Family>,
    accounts: HashMap<Family, SampleAccount>,
    family_count: u64,
}

/// All codes and tokens issued since the start. Used ones are kept, to distinguish a replay from a
/// guess.
#[derive(Debug)]
pub(crate) struct Grants {
    state: Mutex<State>,
    access_lifetime: Duration,
}

impl Grants {
    pub(crate) fn new(access_lifetime: Duration) -> Self {
        Self { state: Mutex::default(), access_lifetime }
    }

    pub(crate) fn access_lifetime(&self) -> Duration {
        self.access_lifetime
    }

    /// Issues a code after a sign-in.
    pub(crate) fn issue_code(&self, sign_in: SignIn, now: Instant) -> Result<String, GrantError> {
        let code = random_text(24)?;
        let mut state = lock(&self.state);
        state.family_count += 1;
        let family = Family(state.family_count);
        state.accounts.insert(family, sign_in.account);
        state.codes.insert(code.clone(), Code { sign_in, family, issued: now, used: false });
        Ok(code)
    }

    /// Exchanges a code. The first attempt consumes the code, whether it succeeds or not; a second
    /// attempt revokes the tokens of the first.
    pub(crate) fn exchange(
        &self,
        code: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
        now: Instant,
    ) -> Result<Tokens, GrantError> {
        let mut state = lock(&self.state);
        let state = &mut *state;
        let code = state.codes.get_mut(code).ok_or(GrantError::UnknownCode)?;
        if code.used {
            state.revoked.insert(code.family);
            return Err(GrantError::ReplayedCode);
        }
        code.used = true;
        if now.saturating_duration_since(code.issued) >= CODE_LIFETIME {
            return Err(GrantError::ExpiredCode);
        }
        if redirect_uri != Some(&code.sign_in.redirect_uri) {
            return Err(GrantError::RedirectMismatch);
        }
        check_verifier(code.sign_in.challenge.as_deref(), verifier)?;
        let (family, scopes) = (code.family, code.sign_in.scopes.clone());
        self.issue(state, family, scopes, now)
    }

    /// Exchanges a refresh token for the next one. A second use revokes its whole family.
    pub(crate) fn refresh(
        &self,
        token: &str,
        requested: Option<&Scopes>,
        now: Instant,
    ) -> Result<Tokens, GrantError> {
        let mut state = lock(&self.state);
        let state = &mut *state;
        let token = state.refresh.get_mut(token).ok_or(GrantError::UnknownRefreshToken)?;
        if token.used || state.revoked.contains(&token.family) {
            state.revoked.insert(token.family);
            return Err(GrantError::ReplayedRefreshToken);
        }
        if requested.is_some_and(|requested| !token.scopes.contain(requested)) {
            return Err(GrantError::ScopeExceeded);
        }
        token.used = true;
        let (family, scopes) = (token.family, token.scopes.clone());
        self.issue(state, family, scopes, now)
    }

    /// Revokes an access token alone, or a refresh token with its whole family.
    pub(crate) fn revoke(&self, token: &str) {
        let mut state = lock(&self.state);
        state.access.remove(token);
        if let Some(family) = state.refresh.get(token).map(|token| token.family) {
            state.revoked.insert(family);
        }
    }

    /// The account and the scopes of an access token, if it is valid at `now`.
    pub(crate) fn signed_in(&self, token: &str, now: Instant) -> Option<SignedIn> {
        let state = lock(&self.state);
        let access = state.access.get(token)?;
        let is_valid = now < access.expires && !state.revoked.contains(&access.family);
        let account = state.accounts.get(&access.family).copied()?;
        is_valid.then(|| SignedIn { account, scopes: access.scopes.clone() })
    }

    fn issue(
        &self,
        state: &mut State,
        family: Family,
        scopes: Scopes,
        now: Instant,
    ) -> Result<Tokens, GrantError> {
        let access = access_token(&scopes)?;
        let refresh = if scopes.offline_access() { Some(random_text(32)?) } else { None };
        let expires = now + self.access_lifetime;
        state.access.insert(access.clone(), Access { family, scopes: scopes.clone(), expires });
        if let Some(refresh) = &refresh {
            let token = Refresh { family, scopes: scopes.clone(), used: false };
            state.refresh.insert(refresh.clone(), token);
        }
        Ok(Tokens { access, refresh, scopes })
    }
}

fn check_verifier(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), GrantError> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        // Prevents an attacker from stripping the challenge unnoticed (RFC 9700, 2.1.1).
        (None, Some(_)) => Err(GrantError::VerifierWithoutChallenge),
        (Some(_), None) => Err(GrantError::VerifierMissing),
        (Some(challenge), Some(verifier)) => {
            let matches = BASE64.encode(Sha256::digest(verifier)) == challenge;
            if matches { Ok(()) } else { Err(GrantError::VerifierWrong) }
        }
    }
}

/// Generates a token that looks like the upstream's: a JWT of about 1,100 characters. Nothing parses
/// it; the claims explain what it is, and the signature is random.
fn access_token(scopes: &Scopes) -> Result<String, GrantError> {
    let header = r#"{"alg":"RS256","kid":"bounces-sandbox","typ":"JWT"}"#;
    let claims = format!(
        r#"{{"ver":1,"iss":"bounces-sandbox","aud":"sandbox","scp":"{scopes}","note":"{}"}}"#,
        "This token opens nothing but the sandbox that made it. ".repeat(7)
    );
    let (header, claims) = (BASE64.encode(header), BASE64.encode(claims));
    Ok(format!("{header}.{claims}.{}", random_text(256)?))
}

fn random_text(bytes: usize) -> Result<String, GrantError> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(|_| GrantError::NoRandomness)?;
    Ok(BASE64.encode(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_in() -> SignIn {
        let scopes = Scopes::parse("campaign_data offline_access").unwrap();
        SignIn {
            account: SampleAccount::default(),
            scopes,
            redirect_uri: "http://127.0.0.1/callback".into(),
            challenge: None,
        }
    }

    fn exchange_after(wait: Duration) -> Result<Tokens, GrantError> {
        let (grants, start) = (Grants::new(Duration::from_secs(60)), Instant::now());
        let code = grants.issue_code(sign_in(), start).unwrap();
        grants.exchange(&code, Some("http://127.0.0.1/callback"), None, start + wait)
    }

    #[test]
    fn a_code_expires_after_five_minutes() {
        assert!(exchange_after(Duration::from_secs(299)).is_ok());
        assert_eq!(exchange_after(Duration::from_secs(300)).unwrap_err(), GrantError::ExpiredCode);
    }

    #[test]
    fn an_access_token_expires_after_its_lifetime() {
        let (grants, start) = (Grants::new(Duration::from_secs(60)), Instant::now());
        let code = grants.issue_code(sign_in(), start).unwrap();
        let redirect = Some("http://127.0.0.1/callback");
        let token = grants.exchange(&code, redirect, None, start).unwrap().access;
        assert!(grants.signed_in(&token, start + Duration::from_secs(59)).is_some());
        assert!(grants.signed_in(&token, start + Duration::from_secs(60)).is_none());
    }

    #[test]
    fn an_access_token_is_as_long_as_the_upstreams() {
        let token = exchange_after(Duration::ZERO).unwrap().access;
        assert!((1_000..1_200).contains(&token.len()), "{}", token.len());
    }
}
