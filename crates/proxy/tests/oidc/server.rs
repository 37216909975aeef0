//! An authorization server with an API, a proxy in front of it, and operations on both.

use crate::support::{ACTIVITY, Browser, Folder, TestClock, TestResponse, config, now_clock};
use bounces_proxy::{
    Server,
    config::{Account, Pkce, ServerKey, SessionLimits, StoreKind},
    session::{SessionId, SessionManager, SqliteStore},
};
use bounces_sandbox::{Sandbox, SandboxOptions};
use reqwest::{Client, redirect::Policy};
use secrecy::ExposeSecret;
use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader},
    net::Ipv4Addr,
    process::{Child, Command, Stdio},
    sync::Arc,
};
use tokio::net::TcpListener;
use url::Url;

const CLIENT: (&str, &str) = ("the-client", "the client secret of the OIDC tests");
const KEY: &[u8] = b"the session store key of the OIDC tests";

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Sandbox,
    OidcProvider,
}

/// The authorization server, which stops at the end of the test.
enum RunningServer {
    Sandbox(#[expect(dead_code, reason = "keeps the sandbox running")] Sandbox),
    Node(Child),
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        if let Self::Node(child) = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub(crate) struct TestBench {
    kind: Kind,
    running: Arc<RunningServer>,
    account: Account,
    proxy: Server,
    clock: Arc<TestClock>,
    folder: Folder,
    http: Client,
}

/// The tokens of a session, read from the store with the key and the cookie.
pub(crate) struct StoredTokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) version: u64,
}

impl TestBench {
    pub(crate) async fn open(kind: Kind) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let redirect = format!("http://{}/auth/callback", listener.local_addr().unwrap());
        let (running, account) = match kind {
            Kind::Sandbox => sandbox(redirect).await,
            Kind::OidcProvider => oidc_provider(&redirect),
        };
        Self::on(listener, kind, Arc::new(running), account).await
    }

    async fn on(
        listener: TcpListener,
        kind: Kind,
        running: Arc<RunningServer>,
        account: Account,
    ) -> Self {
        let folder = Folder::new();
        let mut config = config(account.clone());
        let keys = ServerKey::new(KEY.to_vec()).map(Into::into);
        config.store = StoreKind::Sqlite { path: folder.file("sessions"), keys };
        let clock = now_clock();
        let proxy = Server::start_on(listener, &config, clock.clone()).await.unwrap();
        let http = Client::builder().redirect(Policy::none()).no_proxy().user_agent("a test");
        Self { kind, running, account, proxy, clock, folder, http: http.build().unwrap() }
    }

    /// The same with a wrong client secret.
    pub(crate) async fn with_wrong_secret(self) -> Self {
        let Self { kind, running, mut account, proxy, .. } = self;
        let address = proxy.address();
        proxy.shutdown().await;
        account.client_secret = "a wrong one".into();
        let listener = TcpListener::bind(address).await.unwrap();
        Self::on(listener, kind, running, account).await
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.proxy.address())
    }

    /// Grants access at the authorization server; returns the query of the callback.
    pub(crate) async fn authorize(&self, browser: &Browser) -> String {
        self.navigate(browser, false).await
    }

    /// Denies access; returns the query of the callback.
    pub(crate) async fn deny(&self, browser: &Browser) -> String {
        self.navigate(browser, true).await
    }

    async fn navigate(&self, browser: &Browser, deny: bool) -> String {
        let mut url = browser.start_login("/reports?id=1").await;
        let mut cookies = BTreeMap::new();
        if deny {
            cookies.insert("refuse".to_owned(), "1".to_owned());
        }
        let callback = format!("http://{}/auth/callback?", self.proxy.address());
        for _ in 0..10 {
            if deny && matches!(self.kind, Kind::Sandbox) {
                // Its page has a link to deny access.
                let page = self.http.get(url).send().await.unwrap().text().await.unwrap();
                let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
                let link = links.into_iter().find(|link| link.contains("access_denied")).unwrap();
                return link.replace("&amp;", "&").strip_prefix(&callback).unwrap().to_owned();
            }
            let request = match self.kind {
                // Its page has a form.
                Kind::Sandbox => self.http.post(url.clone()),
                Kind::OidcProvider => self.http.get(url.clone()),
            };
            let held: Vec<String> =
                cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let response = request.header("cookie", held.join("; ")).send().await.unwrap();
            for set in response.headers().get_all("set-cookie") {
                let pair = set.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                cookies.insert(name.to_owned(), value.to_owned());
            }
            let status = response.status();
            let Some(location) = response.headers().get("location") else {
                panic!("{status} of {url}: {}", response.text().await.unwrap());
            };
            url = url.join(location.to_str().unwrap()).unwrap();
            if let Some(query) = url.as_str().strip_prefix(&callback) {
                return query.to_owned();
            }
        }
        panic!("no redirect to the callback: {url}");
    }

    pub(crate) async fn sign_in(&self, browser: &Browser) -> TestResponse {
        let query = self.authorize(browser).await;
        browser.callback(&query).await
    }

    pub(crate) async fn signed_in(&self) -> Browser {
        let browser = self.browser();
        let response = self.sign_in(&browser).await;
        assert_eq!(response.status, 303, "{}", response.text());
        browser
    }

    /// For the proxy only, whose clock is advanced.
    pub(crate) fn expire_tokens(&self) {
        self.clock.advance(1700);
    }

    pub(crate) async fn tokens(&self, browser: &Browser) -> Option<StoredTokens> {
        let store = Arc::new(SqliteStore::open(&self.folder.file("sessions")).unwrap());
        let limits = SessionLimits { idle: 43_200, absolute: 43_200 };
        let sessions = SessionManager::new(store, ServerKey::new(KEY.to_vec()).unwrap(), limits);
        let cookie = browser.cookies.lock().unwrap().get("bounces").cloned()?;
        let session = sessions.load(&SessionId::parse(&cookie)?, 0).await.unwrap()?;
        Some(StoredTokens {
            access: session.tokens.access.expose_secret().to_owned(),
            refresh: session.tokens.refresh?.expose_secret().to_owned(),
            version: session.tokens.version,
        })
    }

    /// Uses a refresh token with the client credentials.
    pub(crate) async fn refresh(&self, token: &str) -> (u16, String) {
        self.request_tokens(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub(crate) async fn exchange_code(&self, code: &str) -> (u16, String) {
        let redirect = format!("http://{}/auth/callback", self.proxy.address());
        let verifier = "v".repeat(43);
        self.request_tokens(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &redirect),
            ("code_verifier", &verifier),
        ])
        .await
    }

    async fn request_tokens(&self, form: &[(&str, &str)]) -> (u16, String) {
        let encode =
            |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let id = encode(&self.account.client_id);
        let secret = encode(self.account.client_secret.expose_secret());
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.http.post(self.account.token_url.clone()).basic_auth(id, Some(secret));
        let request =
            request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let json: serde_json::Value =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        (status, json["error"].as_str().unwrap_or_default().to_owned())
    }

    pub(crate) async fn call_api(&self, access: &str) -> u16 {
        let path = format!("reports/email_reports/{ACTIVITY}/tracking/bounces");
        let url = format!("{}/{path}", self.account.api_url);
        self.http.get(url).bearer_auth(access).send().await.unwrap().status().as_u16()
    }
}

async fn sandbox(redirect: String) -> (RunningServer, Account) {
    let mut options = SandboxOptions::new(redirect);
    options.per_second = 0;
    options.access_token_seconds = 1700;
    let sandbox = Sandbox::start(options).await.unwrap();
    let account = Account {
        api_url: sandbox.api_url().parse().unwrap(),
        authorize_url: sandbox.authorize_url().parse().unwrap(),
        token_url: sandbox.token_url().parse().unwrap(),
        revoke_url: Some(sandbox.revoke_url().parse().unwrap()),
        issuer: sandbox.authorize_url().replace("/v1/authorize", ""),
        client_id: sandbox.client_id().to_owned(),
        client_secret: sandbox.client_secret().into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
        token_per_second: 1000,
    };
    (RunningServer::Sandbox(sandbox), account)
}

fn oidc_provider(redirect: &str) -> (RunningServer, Account) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oidc");
    let mut child = Command::new("node")
        .args(["provider.mjs", redirect, CLIENT.0, CLIENT.1])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is needed: see scripts/setup");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(
        !line.is_empty(),
        "oidc-provider did not start: run scripts/test oidc, which installs it"
    );
    let base: Url = line.trim().parse().unwrap();
    let url = |path: &str| base.join(path).unwrap();
    let account = Account {
        api_url: url("/v3"),
        authorize_url: url("/auth"),
        token_url: url("/token"),
        revoke_url: Some(url("/token/revocation")),
        issuer: base.as_str().trim_end_matches('/').to_owned(),
        client_id: CLIENT.0.to_owned(),
        client_secret: CLIENT.1.into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
        token_per_second: 1000,
    };
    (RunningServer::Node(child), account)
}
