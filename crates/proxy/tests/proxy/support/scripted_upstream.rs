//! A scripted upstream: an API and an authorization server that respond with any bytes.

use std::{
    fmt::Write as _,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A request that the upstream received.
#[derive(Clone, Debug)]
pub(crate) struct RecordedRequest {
    pub(crate) at: Instant,
    /// `GET /v3/…`, without the version.
    pub(crate) line: String,
    /// Request line and headers.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl RecordedRequest {
    /// A header of the request; empty if it has none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let found = lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }

    pub(crate) fn is_api(&self) -> bool {
        self.line.contains(" /v3")
    }

    pub(crate) fn is_refresh(&self) -> bool {
        self.body.contains("grant_type=refresh_token")
    }
}

/// A scripted response.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    bytes: Vec<u8>,
    delay: Duration,
    /// Where the response starts to be sent byte by byte, and the delay before each byte.
    drip: Option<(usize, Duration)>,
    resets: bool,
}

impl Reply {
    /// Status, headers (each line ended by CRLF) and body.
    pub(crate) fn new(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} Whatever\r\n{headers}");
        let _ = write!(head, "Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        Self::raw(bytes)
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, "Content-Type: application/json\r\n", body)
    }

    /// Closes the connection without a response.
    pub(crate) fn nothing() -> Self {
        Self::raw([])
    }

    /// Resets the connection.
    pub(crate) fn reset() -> Self {
        Self::nothing().then_reset()
    }

    /// Resets the connection after the bytes.
    pub(crate) fn then_reset(self) -> Self {
        Self { resets: true, ..self }
    }

    /// Sends one byte after each delay, starting at byte `from`.
    pub(crate) fn dripping(self, from: usize, pause: Duration) -> Self {
        Self { drip: Some((from, pause)), ..self }
    }

    /// The number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), delay: Duration::ZERO, drip: None, resets: false }
    }

    /// Delays the response.
    pub(crate) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// A token response of RFC 6749.
    pub(crate) fn tokens(access: &str, refresh: Option<&str>, expires_in: u64) -> Self {
        let refresh =
            refresh.map(|token| format!(r#","refresh_token":"{token}""#)).unwrap_or_default();
        Self::json(
            200,
            &format!(
                r#"{{"token_type":"Bearer","access_token":"{access}","expires_in":{expires_in}{refresh}}}"#
            ),
        )
    }

    /// An empty page of bounces.
    pub(crate) fn empty_page() -> Self {
        Self::json(200, r#"{"tracking_activities":[]}"#)
    }
}

type Script = dyn Fn(&RecordedRequest, usize) -> Reply + Send + Sync;

/// The upstream. It stops at the end of the test.
pub(crate) struct ScriptedUpstream {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
    accepting: JoinHandle<()>,
}

impl ScriptedUpstream {
    /// The script receives each request and the number of earlier requests of its kind (API or other).
    pub(crate) async fn start(
        script: impl Fn(&RecordedRequest, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests: Arc<Mutex<Vec<RecordedRequest>>> = Arc::default();
        let script: Arc<Script> = Arc::new(script);
        let all = Arc::clone(&requests);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&all), Arc::clone(&script)));
            }
        });
        Self { address, requests, accepting }
    }

    /// Signs all users in with a token for an hour. The script is for the API only.
    pub(crate) async fn api(
        script: impl Fn(&RecordedRequest, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start(move |request, before| {
            if request.is_api() {
                script(request, before)
            } else {
                Reply::tokens("access", Some("refresh"), 3600)
            }
        })
        .await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn api_calls(&self) -> Vec<RecordedRequest> {
        self.requests().into_iter().filter(RecordedRequest::is_api).collect()
    }

    pub(crate) fn refreshes(&self) -> usize {
        self.requests().iter().filter(|request| request.is_refresh()).count()
    }
}

impl Drop for ScriptedUpstream {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(mut stream: TcpStream, all: Arc<Mutex<Vec<RecordedRequest>>>, script: Arc<Script>) {
    let Some((head, body)) = read_request(&mut stream).await else { return };
    let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    let request = RecordedRequest { at: Instant::now(), line, head, body };
    let before = {
        let mut all = all.lock().unwrap();
        all.push(request.clone());
        all.iter().filter(|other| other.is_api() == request.is_api()).count() - 1
    };
    let reply = script(&request, before);
    tokio::time::sleep(reply.delay).await;
    let (from, pause) = reply.drip.unwrap_or((reply.bytes.len(), Duration::ZERO));
    let (at_once, later) = reply.bytes.split_at(from.min(reply.bytes.len()));
    let _ = stream.write_all(at_once).await;
    for byte in later {
        tokio::time::sleep(pause).await;
        if stream.write_all(&[*byte]).await.is_err() {
            return;
        }
    }
    if reply.resets {
        // With zero linger, closing resets the connection. The bytes must arrive first.
        tokio::time::sleep(Duration::from_millis(20)).await;
        stream.set_zero_linger().unwrap();
        return;
    }
    let _ = stream.shutdown().await;
}

async fn read_request(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, value)| value.trim().parse::<usize>().ok())
            .unwrap_or(0);
        if body.len() >= length {
            return Some((head.to_owned(), body.to_owned()));
        }
    }
}
