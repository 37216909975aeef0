//! A browser from the view of the proxy: it has cookies and does not follow redirects. It can also send
//! raw HTTP.

use reqwest::{
    Client, Method, RequestBuilder,
    header::{HeaderMap, SET_COOKIE},
    redirect::Policy,
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A complete response.
#[derive(Debug)]
pub(crate) struct TestResponse {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestResponse {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// Status and code of a problem+json body, which must agree with the status.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        for field in ["title", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()));
        }
        (self.status, problem["code"].as_str().unwrap().to_owned())
    }

    /// The `Set-Cookie` header that starts with `prefix`.
    pub(crate) fn set_cookie(&self, prefix: &str) -> Option<&str> {
        let all = self.headers.get_all(SET_COOKIE).iter();
        all.map(|value| value.to_str().unwrap()).find(|value| value.starts_with(prefix))
    }
}

/// A browser. Clones share their cookies.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) http: Client,
    pub(crate) address: SocketAddr,
    /// What it sends as `Host`, if it is not the address.
    pub(crate) host: Option<String>,
    pub(crate) cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Not decompressed, so that tests see the encoding.
        let http = Client::builder().redirect(Policy::none()).no_proxy().no_brotli().no_gzip();
        let http = http.build().unwrap();
        Self { http, address, host: None, cookies: Arc::default() }
    }

    /// A request with the cookies only.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self.http.request(method, format!("http://{}{path}", self.address));
        if let Some(host) = &self.host {
            request = request.header("host", host);
        }
        if pairs.is_empty() { request } else { request.header("cookie", pairs.join("; ")) }
    }

    /// Sends a request and stores the cookies of the response.
    pub(crate) async fn send(&self, request: RequestBuilder) -> TestResponse {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.unwrap().to_vec();
        for value in headers.get_all(SET_COOKIE) {
            let text = value.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if rest.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        TestResponse { status, headers, body }
    }

    /// A navigation.
    pub(crate) async fn navigate(&self, path: &str) -> TestResponse {
        self.send(self.request(Method::GET, path)).await
    }

    /// A request of the page.
    pub(crate) async fn fetch(&self, path: &str) -> TestResponse {
        self.send(self.request(Method::GET, path).header("x-bounces-csrf", "1")).await
    }

    /// A request of the page for "Refresh", which bypasses the cache.
    pub(crate) async fn fetch_uncached(&self, path: &str) -> TestResponse {
        let request = self.request(Method::GET, path).header("x-bounces-csrf", "1");
        self.send(request.header("cache-control", "no-cache")).await
    }

    /// Signs out as the page does.
    pub(crate) async fn sign_out(&self) -> TestResponse {
        self.send(self.request(Method::POST, "/auth/logout").header("x-bounces-csrf", "1")).await
    }

    /// `/auth/session`.
    pub(crate) async fn session(&self) -> serde_json::Value {
        self.fetch("/auth/session").await.json()
    }

    /// Starts a sign-in; returns the URL at the authorization server.
    pub(crate) async fn start_login(&self, return_to: &str) -> url::Url {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("return_to", return_to)
            .finish();
        let response = self.navigate(&format!("/auth/login?{query}")).await;
        assert_eq!(response.status, 303, "{}", response.text());
        response.header("location").parse().unwrap()
    }

    /// Starts a sign-in; returns its `state`.
    pub(crate) async fn start_login_for_state(&self) -> String {
        parameter(&self.start_login("/").await, "state").unwrap()
    }

    /// Returns from the authorization server. That is another site, so the Strict session cookie is not
    /// sent.
    pub(crate) async fn callback(&self, query: &str) -> TestResponse {
        let held = self.cookies.lock().unwrap().clone();
        self.cookies.lock().unwrap().retain(|name, _| name.contains("signin"));
        let response = self.navigate(&format!("/auth/callback?{query}")).await;
        let mut cookies = self.cookies.lock().unwrap();
        for (name, value) in held.into_iter().filter(|(name, _)| !name.contains("signin")) {
            cookies.entry(name).or_insert(value);
        }
        response
    }

    /// A complete sign-in. The page of a scripted upstream is skipped.
    pub(crate) async fn sign_in(&self, return_to: &str) -> TestResponse {
        let authorization_url = self.start_login(return_to).await;
        let query = if authorization_url.path().starts_with("/oauth2/default") {
            let response = self.http.post(authorization_url).send().await.unwrap();
            let location = response.headers()["location"].to_str().unwrap().to_owned();
            url::Url::parse(&location).unwrap().query().unwrap().to_owned()
        } else {
            format!("code=the-code&state={}", parameter(&authorization_url, "state").unwrap())
        };
        self.callback(&query).await
    }

    /// Sends raw bytes; returns everything until the connection closes.
    pub(crate) async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut response = Vec::new();
        // A reset after the response is the same as a close.
        let _ = stream.read_to_end(&mut response).await;
        String::from_utf8_lossy(&response).into_owned()
    }

    /// The status of a GET of a raw target, with the CSRF header and the cookies.
    pub(crate) async fn raw_status(&self, target: &str) -> u16 {
        let cookies: Vec<String> = {
            let cookies = self.cookies.lock().unwrap();
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect()
        };
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bounces-CSRF: 1\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            cookies.join("; ")
        );
        status_of(&self.raw(request.as_bytes()).await)
    }
}

/// The status of a raw response.
pub(crate) fn status_of(response: &str) -> u16 {
    response.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// A query parameter of a URL.
pub(crate) fn parameter(url: &url::Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
