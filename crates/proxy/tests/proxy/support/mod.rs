//! Shared by the tests: a proxy in this process, a browser, a scripted upstream, a clock.

mod browser;
mod expiry;
mod folder;
mod process;
mod redis;
mod scripted_upstream;
mod tls;

pub(crate) use browser::{Browser, TestResponse, parameter, status_of};
pub(crate) use expiry::{all_succeed_with_one_refresh, rotating};
pub(crate) use folder::Folder;
pub(crate) use process::Process;
pub(crate) use redis::{RedisServer, spawn_redis};
pub(crate) use scripted_upstream::{RecordedRequest, Reply, ScriptedUpstream};
pub(crate) use tls::{Authority, TlsFront};

use bounces_proxy::{
    Server,
    clock::{Clock, SystemClock, UnixSeconds},
    config::{
        Account, Config, Egress, HistorySettings, Limits, LogFormat, Pkce, RateLimits,
        SessionLimits, StoreKind, TrustedProxies, Upstream,
    },
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

/// A clock that tests can advance.
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

/// A clock that starts now, but not in the first minute of a day, when the upstream may still count the
/// previous day.
pub(crate) fn now_clock() -> Arc<TestClock> {
    let now = SystemClock.now();
    let early = 61_u64.saturating_sub(now % 86_400);
    Arc::new(TestClock(AtomicU64::new(now + early)))
}

/// A proxy in this process, with its upstream.
pub(crate) struct Proxy {
    pub(crate) server: Server,
    pub(crate) clock: Arc<TestClock>,
    /// What browsers send as `Host`, if it is not the address of the listener.
    host: Option<String>,
    _sandbox: Option<Sandbox>,
}

impl Proxy {
    /// In front of the sandbox. Neither has rate limits.
    pub(crate) async fn with_sandbox() -> Self {
        Self::with_sandbox_and(|_, _| {}).await
    }

    /// The same with other options.
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
            issuer: sandbox.authorize_url().replace("/v1/authorize", ""),
            client_id: sandbox.client_id().to_owned(),
            client_secret: sandbox.client_secret().into(),
            scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
            pkce,
            token_per_second: 1000,
        }));
        Self::start(listener, config, Some(sandbox)).await
    }

    /// In front of a scripted upstream.
    pub(crate) async fn with_upstream(upstream: &ScriptedUpstream) -> Self {
        Self::with_upstream_and(upstream, |_| {}).await
    }

    /// The same with another configuration.
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
        let host = config.public_url.as_ref().filter(|url| url.is_secure());
        let host = host.map(|url| format!("{}:{}", url.host(), url.port()));
        let clock = now_clock();
        let shared: Arc<dyn Clock> = clock.clone();
        let server = Server::start_on(listener, &config, shared).await.unwrap();
        Self { server, clock, host, _sandbox: sandbox }
    }

    /// A new browser.
    pub(crate) fn browser(&self) -> Browser {
        Browser { host: self.host.clone(), ..Browser::new(self.server.address()) }
    }

    /// A signed-in browser.
    pub(crate) async fn signed_in(&self) -> Browser {
        let browser = self.browser();
        let response = browser.sign_in("/").await;
        assert_eq!(response.status, 303, "{}", response.text());
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
        issuer: format!("{base}/oauth"),
        client_id: "the-client".to_owned(),
        client_secret: "canary-client-secret".into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
        token_per_second: 1000,
    }
}

/// An upstream that signs all users in and has empty reports.
pub(crate) async fn honest_upstream() -> ScriptedUpstream {
    ScriptedUpstream::api(|_, _| Reply::empty_page()).await
}

/// The number of token requests to a scripted upstream.
pub(crate) fn token_calls(upstream: &ScriptedUpstream) -> usize {
    upstream.requests().iter().filter(|request| request.line.contains("/token")).count()
}

/// The browser's session cookie.
pub(crate) fn session_cookie(browser: &Browser) -> Option<String> {
    browser.cookies.lock().unwrap().get("bounces").cloned()
}

/// A configuration with high rate limits and short retry delays.
pub(crate) fn config(account: Account) -> Config {
    Config {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        public_url: None,
        upstream: Upstream::Account(Box::new(account)),
        egress: Egress::default(),
        rate_limits: RateLimits {
            per_second: 1000,
            per_day: 1_000_000,
            account_share_percent: 100,
            history_reserve_percent: 20,
        },
        history: HistorySettings { is_on: true, cache_seconds: 3600 },
        sessions: SessionLimits { idle: 1800, absolute: 43_200 },
        clear_site_data: false,
        store: StoreKind::Memory,
        allowed_accounts: Vec::new(),
        trusted_proxies: TrustedProxies::default(),
        allowed_origins: Vec::new(),
        log_format: LogFormat::Text,
        metrics_listen: None,
        metrics_allow_remote: false,
        static_dir: None,
        limits: Limits {
            retry_delay: Duration::from_millis(2),
            sign_ins_per_minute: 100_000,
            ..Limits::default()
        },
    }
}

/// The largest number of times in any window of one second, including its ends.
pub(crate) fn busiest_second(times: &mut [Duration]) -> usize {
    times.sort();
    let second = Duration::from_secs(1);
    times
        .iter()
        .map(|start| times.iter().filter(|at| *at >= start && **at <= *start + second).count())
        .max()
        .unwrap_or(0)
}

/// Waits until a condition is true, for at most 10 seconds.
pub(crate) async fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    while !condition() {
        assert!(tokio::time::Instant::now() < deadline, "not within 10 seconds: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The same with an asynchronous condition.
pub(crate) async fn eventually_true(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(10);
    while !condition().await {
        assert!(tokio::time::Instant::now() < deadline, "not within 10 seconds: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
