//! What the tests share: a proxy in this process, a browser, a scripted upstream, a clock. No test stands here.

mod browser;
mod expiry;
mod folder;
mod process;
mod redis;
mod scripted_upstream;

pub(crate) use browser::{Answer, Browser, parameter, status_of};
pub(crate) use expiry::{all_are_answered_by_one_refresh, rotating};
pub(crate) use folder::Folder;
pub(crate) use process::Process;
pub(crate) use redis::RedisServer;
pub(crate) use scripted_upstream::{RecordedRequest, Reply, ScriptedUpstream};

use bounces_proxy::{
    Server,
    clock::{Clock, SystemClock, UnixSeconds},
    config::{Account, Config, Limits, Pkce, RateLimits, SessionLimits, StoreKind, Upstream},
};
use bounces_sandbox::{Sandbox, SandboxOptions};
use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::net::TcpListener;

/// The activity that most tests ask for.
pub(crate) const ACTIVITY: &str = bounces_sandbox::activities::ROWS_23;

/// The path of an activity's bounces at the proxy.
pub(crate) fn bounces(activity: &str) -> String {
    format!("/api/v3/reports/email_reports/{activity}/tracking/bounces")
}

/// A clock that tests can set forward.
#[derive(Debug)]
pub(crate) struct TestClock(AtomicU64);

impl TestClock {
    pub(crate) fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> UnixSeconds {
        self.0.load(Ordering::SeqCst)
    }
}

/// A clock that begins now, but not in the first minute of a day, which the proxy takes for the
/// end of the day before.
pub(crate) fn now_clock() -> Arc<TestClock> {
    let now = SystemClock.now();
    let early = 61_u64.saturating_sub(now % 86_400);
    Arc::new(TestClock(AtomicU64::new(now + early)))
}

/// A proxy in this process, and what it stands on.
pub(crate) struct Proxy {
    pub(crate) server: Server,
    pub(crate) clock: Arc<TestClock>,
    _sandbox: Option<Sandbox>,
}

impl Proxy {
    /// In front of the sandbox, which does not limit requests; nor does the proxy.
    pub(crate) async fn with_sandbox() -> Self {
        Self::with_sandbox_and(|_, _| {}).await
    }

    /// The same, with other options.
    pub(crate) async fn with_sandbox_and(
        change: impl FnOnce(&mut SandboxOptions, &mut Config),
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let redirect = format!("http://{}/auth/callback", listener.local_addr().unwrap());
        let mut options = SandboxOptions::new(redirect);
        options.per_second = 0;
        let mut config = config(account("http://127.0.0.1:9"));
        change(&mut options, &mut config);
        let sandbox = Sandbox::start(options).await.unwrap();
        let pkce = match &config.upstream {
            Upstream::Account(account) => account.pkce,
            Upstream::Sandbox => Pkce::S256,
        };
        config.upstream = Upstream::Account(Box::new(Account {
            api_url: sandbox.api_url().parse().unwrap(),
            authorize_url: sandbox.authorize_url().parse().unwrap(),
            token_url: sandbox.token_url().parse().unwrap(),
            revoke_url: Some(sandbox.revoke_url().parse().unwrap()),
            client_id: sandbox.client_id().to_owned(),
            client_secret: sandbox.client_secret().into(),
            scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
            pkce,
        }));
        Self::start(listener, config, Some(sandbox)).await
    }

    /// In front of a scripted upstream.
    pub(crate) async fn with_upstream(upstream: &ScriptedUpstream) -> Self {
        Self::with_upstream_and(upstream, |_| {}).await
    }

    /// The same, with another configuration.
    pub(crate) async fn with_upstream_and(
        upstream: &ScriptedUpstream,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        Self::in_front_of(&upstream.url(), change).await
    }

    /// In front of any upstream.
    pub(crate) async fn in_front_of(upstream: &str, change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let mut config = config(account(upstream));
        change(&mut config);
        Self::start(listener, config, None).await
    }

    async fn start(listener: TcpListener, config: Config, sandbox: Option<Sandbox>) -> Self {
        let clock = now_clock();
        let shared: Arc<dyn Clock> = clock.clone();
        let server = Server::start_on(listener, &config, shared).await.unwrap();
        Self { server, clock, _sandbox: sandbox }
    }

    /// A browser that nobody has used yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.server.address())
    }

    /// A browser that is signed in.
    pub(crate) async fn signed_in(&self) -> Browser {
        let browser = self.browser();
        let answer = browser.sign_in("/").await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser
    }
}

/// An account at a scripted upstream.
pub(crate) fn account(base: &str) -> Account {
    let url = |path: &str| format!("{base}{path}").parse().unwrap();
    Account {
        api_url: url("/v3"),
        authorize_url: url("/oauth/v1/authorize"),
        token_url: url("/oauth/v1/token"),
        revoke_url: Some(url("/oauth/v1/revoke")),
        client_id: "the-client".to_owned(),
        client_secret: "canary-client-secret".into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
    }
}

/// An upstream that signs everybody in, and has empty reports.
pub(crate) async fn honest_upstream() -> ScriptedUpstream {
    ScriptedUpstream::api(|_, _| Reply::empty_page()).await
}

/// How often a scripted upstream was asked for tokens.
pub(crate) fn token_calls(upstream: &ScriptedUpstream) -> usize {
    upstream.requests().iter().filter(|request| request.line.contains("/token")).count()
}

/// What the browser holds as its session.
pub(crate) fn session_cookie(browser: &Browser) -> Option<String> {
    browser.cookies.lock().unwrap().get("bounces").cloned()
}

/// A configuration without a pace worth speaking of, and with little patience.
pub(crate) fn config(account: Account) -> Config {
    Config {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        public_url: None,
        upstream: Upstream::Account(Box::new(account)),
        rate_limits: RateLimits { per_second: 1000, per_day: 1_000_000 },
        sessions: SessionLimits { idle: 1800, absolute: 43_200 },
        store: StoreKind::Memory,
        allowed_origins: Vec::new(),
        metrics_listen: None,
        static_dir: None,
        limits: Limits { retry_delay: Duration::from_millis(2), ..Limits::default() },
    }
}

/// The largest number of times in any window of a second, ends included.
pub(crate) fn busiest_second(times: &mut [Duration]) -> usize {
    times.sort();
    let second = Duration::from_secs(1);
    times
        .iter()
        .map(|start| times.iter().filter(|at| *at >= start && **at <= *start + second).count())
        .max()
        .unwrap_or(0)
}

/// Waits until something is so, for 10 seconds at most.
pub(crate) async fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    while !is_so() {
        assert!(tokio::time::Instant::now() < deadline, "in 10 seconds not: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The same for what must be asked for.
pub(crate) async fn eventually_true(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    while !is_so().await {
        assert!(tokio::time::Instant::now() < deadline, "in 10 seconds not: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
