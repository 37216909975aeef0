//! A browser as far as the proxy can tell: it keeps cookies, follows no redirect by itself, and can also speak raw HTTP.

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

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// Status and problem code, checked to be a problem+json that agrees with its status.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        for field in ["title", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()));
        }
        (self.status, problem["code"].as_str().unwrap().to_owned())
    }

    /// What of one cookie was set, as it was written.
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
    pub(crate) cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Browser {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        // What is compressed stays so: a test wants to see it.
        let http = Client::builder().redirect(Policy::none()).no_proxy().no_brotli().no_gzip();
        let http = http.build().unwrap();
        Self { http, address, cookies: Arc::default() }
    }

    /// A request with the cookies, and nothing else.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<String> =
            cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        if pairs.is_empty() { request } else { request.header("cookie", pairs.join("; ")) }
    }

    /// Sends a request, and keeps the cookies of its answer.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
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
        Answer { status, headers, body }
    }

    /// A navigation.
    pub(crate) async fn visit(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// As the page asks.
    pub(crate) async fn ask(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).header("x-bounces-csrf", "1")).await
    }

    /// As the page asks when somebody presses "Refresh": what the proxy has kept will not do.
    pub(crate) async fn ask_anew(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).header("x-bounces-csrf", "1");
        self.send(request.header("cache-control", "no-cache")).await
    }

    /// As the page signs out.
    pub(crate) async fn sign_out(&self) -> Answer {
        self.send(self.request(Method::POST, "/auth/logout").header("x-bounces-csrf", "1")).await
    }

    /// `/auth/session`.
    pub(crate) async fn session(&self) -> serde_json::Value {
        self.ask("/auth/session").await.json()
    }

    /// Begins a sign-in; the authorization server's address comes back.
    pub(crate) async fn depart(&self, return_to: &str) -> url::Url {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("return_to", return_to)
            .finish();
        let answer = self.visit(&format!("/auth/login?{query}")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").parse().unwrap()
    }

    /// The `state` of a sign-in.
    pub(crate) async fn depart_for_state(&self) -> String {
        parameter(&self.depart("/").await, "state").unwrap()
    }

    /// Comes back from the authorization server, which is another site: the session cookie stays
    /// behind, being Strict.
    pub(crate) async fn come_back(&self, query: &str) -> Answer {
        let held = self.cookies.lock().unwrap().clone();
        self.cookies.lock().unwrap().retain(|name, _| name.contains("signin"));
        let answer = self.visit(&format!("/auth/callback?{query}")).await;
        let mut cookies = self.cookies.lock().unwrap();
        for (name, value) in held.into_iter().filter(|(name, _)| !name.contains("signin")) {
            cookies.entry(name).or_insert(value);
        }
        answer
    }

    /// The whole sign-in. A scripted upstream is not asked for its page: it would say yes.
    pub(crate) async fn sign_in(&self, return_to: &str) -> Answer {
        let away = self.depart(return_to).await;
        let query = if away.path().starts_with("/oauth2/default") {
            let answer = self.http.post(away).send().await.unwrap();
            let location = answer.headers()["location"].to_str().unwrap().to_owned();
            url::Url::parse(&location).unwrap().query().unwrap().to_owned()
        } else {
            format!("code=the-code&state={}", parameter(&away, "state").unwrap())
        };
        self.come_back(&query).await
    }

    /// Raw bytes to the proxy; what comes back until it closes.
    pub(crate) async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A reset after the answer is as good as a close.
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status of a GET of a raw target, with the page's header and the cookies.
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

/// The status in a raw answer.
pub(crate) fn status_of(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// A query parameter of a URL.
pub(crate) fn parameter(url: &url::Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
