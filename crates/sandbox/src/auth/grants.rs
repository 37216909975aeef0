//! What sign-ins have issued: codes, access tokens, refresh tokens, and which of them still work.
//! No HTTP and no clock stand here: callers say what time it is.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::scope::Scopes;

/// How long a code can be exchanged.
const CODE_LIFETIME: Duration = Duration::from_secs(300);

/// What a code was issued for, and must be exchanged with.
#[derive(Clone, Debug)]
pub(super) struct SignIn {
    pub(super) scopes: Scopes,
    pub(super) redirect_uri: String,
    /// The S256 challenge, if one was sent.
    pub(super) challenge: Option<String>,
}

/// What the token endpoint gives out.
#[derive(Debug)]
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) scopes: Scopes,
}

/// Why a code or a refresh token gives no tokens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    UnknownCode,
    ReplayedCode,
    ExpiredCode,
    OtherRedirect,
    VerifierMissing,
    VerifierWrong,
    VerifierWithoutChallenge,
    UnknownRefreshToken,
    ReplayedRefreshToken,
    MoreScope,
    /// The system has no randomness to give.
    NoRandomness,
}

/// Everything that one sign-in led to: killed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Family(u64);

#[derive(Debug)]
struct Code {
    sign_in: SignIn,
    family: Family,
    issued: Instant,
    used: bool,
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
    dead: HashSet<Family>,
    families: u64,
}

/// All that was issued since the start. Nothing is forgotten: a replay must be told from a guess.
#[derive(Debug)]
pub(crate) struct Grants {
    state: Mutex<State>,
    access_lifetime: Duration,
}

impl Grants {
    pub(crate) fn new(access_lifetime: Duration) -> Self {
        Self { state: Mutex::default(), access_lifetime }
    }

    pub(super) fn access_lifetime(&self) -> Duration {
        self.access_lifetime
    }

    /// A code for somebody who has signed in.
    pub(super) fn issue_code(&self, sign_in: SignIn, now: Instant) -> Result<String, Refusal> {
        let code = random_text(24)?;
        let mut state = self.lock();
        state.families += 1;
        let family = Family(state.families);
        state.codes.insert(code.clone(), Code { sign_in, family, issued: now, used: false });
        Ok(code)
    }

    /// Exchanges a code. The first request that names a code uses it up, whether it succeeds or
    /// not; a second one revokes whatever the first was given.
    pub(super) fn exchange(
        &self,
        code: &str,
        redirect_uri: Option<&str>,
        verifier: Option<&str>,
        now: Instant,
    ) -> Result<Tokens, Refusal> {
        let mut state = self.lock();
        let state = &mut *state;
        let code = state.codes.get_mut(code).ok_or(Refusal::UnknownCode)?;
        if code.used {
            state.dead.insert(code.family);
            return Err(Refusal::ReplayedCode);
        }
        code.used = true;
        if now.saturating_duration_since(code.issued) >= CODE_LIFETIME {
            return Err(Refusal::ExpiredCode);
        }
        if redirect_uri != Some(&code.sign_in.redirect_uri) {
            return Err(Refusal::OtherRedirect);
        }
        check_verifier(code.sign_in.challenge.as_deref(), verifier)?;
        let (family, scopes) = (code.family, code.sign_in.scopes.clone());
        self.issue(state, family, scopes, now)
    }

    /// Exchanges a refresh token for the next one. A second use kills its whole family.
    pub(super) fn refresh(
        &self,
        token: &str,
        wanted: Option<&Scopes>,
        now: Instant,
    ) -> Result<Tokens, Refusal> {
        let mut state = self.lock();
        let state = &mut *state;
        let token = state.refresh.get_mut(token).ok_or(Refusal::UnknownRefreshToken)?;
        if token.used || state.dead.contains(&token.family) {
            state.dead.insert(token.family);
            return Err(Refusal::ReplayedRefreshToken);
        }
        if wanted.is_some_and(|wanted| !token.scopes.contain(wanted)) {
            return Err(Refusal::MoreScope);
        }
        token.used = true;
        let (family, scopes) = (token.family, token.scopes.clone());
        self.issue(state, family, scopes, now)
    }

    /// Ends a token: an access token alone, a refresh token with its whole family.
    pub(super) fn revoke(&self, token: &str) {
        let mut state = self.lock();
        state.access.remove(token);
        if let Some(family) = state.refresh.get(token).map(|token| token.family) {
            state.dead.insert(family);
        }
    }

    /// The scopes of an access token that works at this moment.
    pub(crate) fn scopes_of(&self, token: &str, now: Instant) -> Option<Scopes> {
        let state = self.lock();
        let access = state.access.get(token)?;
        let alive = now < access.expires && !state.dead.contains(&access.family);
        alive.then(|| access.scopes.clone())
    }

    fn issue(
        &self,
        state: &mut State,
        family: Family,
        scopes: Scopes,
        now: Instant,
    ) -> Result<Tokens, Refusal> {
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

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn check_verifier(challenge: Option<&str>, verifier: Option<&str>) -> Result<(), Refusal> {
    match (challenge, verifier) {
        (None, None) => Ok(()),
        // RFC 9700, 2.1.1: or an attacker could strip the challenge unnoticed.
        (None, Some(_)) => Err(Refusal::VerifierWithoutChallenge),
        (Some(_), None) => Err(Refusal::VerifierMissing),
        (Some(challenge), Some(verifier)) => {
            let fits = BASE64.encode(Sha256::digest(verifier)) == challenge;
            if fits { Ok(()) } else { Err(Refusal::VerifierWrong) }
        }
    }
}

/// A token that looks like the upstream's: a JWT of about 1,100 characters. Nobody reads it; the
/// claims say what it is, and the signature is only random.
fn access_token(scopes: &Scopes) -> Result<String, Refusal> {
    let header = r#"{"alg":"RS256","kid":"bounces-sandbox","typ":"JWT"}"#;
    let claims = format!(
        r#"{{"ver":1,"iss":"bounces-sandbox","aud":"sandbox","scp":"{scopes}","note":"{}"}}"#,
        "This token opens nothing but the sandbox that made it. ".repeat(7)
    );
    let (header, claims) = (BASE64.encode(header), BASE64.encode(claims));
    Ok(format!("{header}.{claims}.{}", random_text(256)?))
}

fn random_text(bytes: usize) -> Result<String, Refusal> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random).map_err(|_| Refusal::NoRandomness)?;
    Ok(BASE64.encode(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_in() -> SignIn {
        let scopes = Scopes::parse("campaign_data offline_access").unwrap();
        SignIn { scopes, redirect_uri: "http://127.0.0.1/callback".into(), challenge: None }
    }

    fn exchanged_after(wait: Duration) -> Result<Tokens, Refusal> {
        let (grants, start) = (Grants::new(Duration::from_secs(60)), Instant::now());
        let code = grants.issue_code(sign_in(), start).unwrap();
        grants.exchange(&code, Some("http://127.0.0.1/callback"), None, start + wait)
    }

    #[test]
    fn a_code_lives_for_five_minutes() {
        assert!(exchanged_after(Duration::from_secs(299)).is_ok());
        assert_eq!(exchanged_after(Duration::from_secs(300)).unwrap_err(), Refusal::ExpiredCode);
    }

    #[test]
    fn an_access_token_lives_as_long_as_it_says() {
        let (grants, start) = (Grants::new(Duration::from_secs(60)), Instant::now());
        let code = grants.issue_code(sign_in(), start).unwrap();
        let redirect = Some("http://127.0.0.1/callback");
        let token = grants.exchange(&code, redirect, None, start).unwrap().access;
        assert!(grants.scopes_of(&token, start + Duration::from_secs(59)).is_some());
        assert!(grants.scopes_of(&token, start + Duration::from_secs(60)).is_none());
    }

    #[test]
    fn an_access_token_is_as_long_as_the_upstreams() {
        let token = exchanged_after(Duration::ZERO).unwrap().access;
        assert!((1_000..1_200).contains(&token.len()), "{}", token.len());
    }
}
