//! Connections to Constant Contact through a company's HTTP proxy, and with its own authority.

use crate::configuration::{complaints, file, with};
use crate::support::{
    ACTIVITY, Authority, Folder, Process, Proxy, ScriptedUpstream, TlsFront, account, bounces,
    honest_upstream,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use bounces_proxy::config::{Credentials, Egress, EgressProxy, Upstream};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::PermissionsExt,
    process::Stdio,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A forward proxy that only knows CONNECT and requires a user. It stops when dropped.
struct ConnectProxy {
    address: SocketAddr,
    /// Request lines.
    requests: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl ConnectProxy {
    async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let all = Arc::clone(&requests);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connect(stream, Arc::clone(&all)));
            }
        });
        Self { address, requests, accepting }
    }

    fn settings(&self, user: &str) -> EgressProxy {
        EgressProxy {
            url: format!("http://{}", self.address).parse().unwrap(),
            credentials: Some(Credentials { user: user.to_owned(), password: "pass:word".into() }),
        }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for ConnectProxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn connect(stream: TcpStream, all: Arc<Mutex<Vec<String>>>) {
    let mut client = BufReader::new(stream);
    let mut head = String::new();
    while client.read_line(&mut head).await.unwrap() > 2 {}
    let line = head.lines().next().unwrap().to_owned();
    all.lock().unwrap().push(line.clone());
    let expected = format!("authorization: Basic {}", STANDARD.encode("user:pass:word"));
    if !head.to_ascii_lowercase().contains(&format!("proxy-{}", expected.to_ascii_lowercase())) {
        let refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        return client.write_all(refusal).await.unwrap();
    }
    let target = line.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).unwrap();
    let mut server = TcpStream::connect(target).await.unwrap();
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
    let _ = copy_bidirectional(&mut client, &mut server).await;
}

/// A proxy whose upstream has TLS, with these settings.
async fn start(front: &TlsFront, egress: Egress) -> Proxy {
    let unused = honest_upstream().await;
    Proxy::with_upstream_and(&unused, |config| {
        let upstream = account(&format!("https://localhost:{}", front.address.port()));
        config.upstream = Upstream::Account(Box::new(upstream));
        config.egress = egress;
    })
    .await
}

fn socket_of(upstream: &ScriptedUpstream) -> SocketAddr {
    upstream.url().strip_prefix("http://").unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_own_authority_is_the_only_one_trusted() {
    let (authority, upstream) = (Authority::new(), honest_upstream().await);
    let front = TlsFront::start(&authority, "localhost", socket_of(&upstream)).await;
    let ca = |authority: &Authority| Egress { ca: Some(authority.certificates()), proxy: None };
    let browser = start(&front, ca(&authority)).await.signed_in().await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    let calls = upstream.requests().len();
    for egress in [Egress::default(), ca(&Authority::new())] {
        let proxy = start(&front, egress).await;
        let response = proxy.browser().sign_in("/").await;
        assert_eq!(response.problem(), (502, "unavailable".into()));
    }
    assert_eq!(upstream.requests().len(), calls, "the secret was not sent");
}

#[tokio::test]
async fn all_connections_go_through_the_proxy_and_are_encrypted_inside() {
    let (authority, upstream) = (Authority::new(), honest_upstream().await);
    let front = TlsFront::start(&authority, "localhost", socket_of(&upstream)).await;
    let connect = ConnectProxy::start().await;
    let ca = Some(authority.certificates());
    let egress = Egress { proxy: Some(connect.settings("user")), ca: ca.clone() };
    let proxy = start(&front, egress).await;
    let browser = proxy.signed_in().await;
    assert_eq!(browser.fetch(&bounces(ACTIVITY)).await.status, 200);
    assert_eq!(browser.sign_out().await.status, 204);
    crate::support::eventually("the token is revoked", || {
        upstream.requests().iter().any(|request| request.line.contains("/revoke"))
    })
    .await;
    let expected = format!("CONNECT localhost:{} HTTP/1.1", front.address.port());
    let requests = connect.requests();
    assert!(requests.len() >= 2 && requests.iter().all(|line| *line == expected), "{requests:?}");
    assert!(
        upstream.requests().iter().all(|request| request.header("proxy-authorization").is_empty())
    );

    // A wrong password of the proxy is no wrong password of the user.
    let egress = Egress { proxy: Some(connect.settings("other")), ca };
    let response = start(&front, egress).await.browser().sign_in("/").await;
    assert_eq!(response.problem(), (502, "unavailable".into()));
}

/// The same as settings, and the reason of a failure in the log.
#[tokio::test]
async fn the_log_says_why_the_proxy_or_the_certificate_was_not_accepted() {
    let (authority, upstream) = (Authority::new(), honest_upstream().await);
    let front = TlsFront::start(&authority, "localhost", socket_of(&upstream)).await;
    let (folder, connect) = (Folder::new(), ConnectProxy::start().await);
    let file = |name: &str, text: &str| {
        fs::write(folder.file(name), text).unwrap();
        fs::set_permissions(folder.file(name), fs::Permissions::from_mode(0o600)).unwrap();
        folder.file(name).display().to_string()
    };
    let ca = authority.write(&folder).display().to_string();
    let (right, wrong) = (file("right", "user:pass:word\n"), file("wrong", "user:canary-password"));
    let token_url = format!("https://localhost:{}/oauth/v1/token", front.address.port());
    for (ca, credentials, status, reason) in [
        (Some(&ca), &right, 303, ""),
        (Some(&ca), &wrong, 502, "proxy authorization required"),
        (None, &right, 502, "certificate"),
    ] {
        let mut settings = vec![
            ("OAUTH_TOKEN_URL", token_url.clone()),
            ("EGRESS_PROXY", format!("http://{}", connect.address)),
            ("EGRESS_PROXY_CREDENTIALS_FILE", credentials.clone()),
        ];
        settings.extend(ca.map(|path| ("UPSTREAM_CA_FILE", path.clone())));
        let log = fs::File::create(folder.file("log")).unwrap();
        let process = Process::start_with(&upstream, &folder, &settings, Stdio::from(log));
        assert_eq!(process.browser.sign_in("/").await.status, status, "{reason}");
        let log = fs::read_to_string(folder.file("log")).unwrap();
        assert!(log.contains(reason) && !log.contains("canary-password"), "{reason}: {log}");
    }
}

#[test]
fn the_forward_proxy_is_validated() {
    let folder = Folder::new();
    let login = file(&folder, "login", "user:pass", 0o600).display().to_string();
    let url = ("BOUNCES_EGRESS_PROXY", "http://proxy.example.org:3128");
    let login = ("BOUNCES_EGRESS_PROXY_CREDENTIALS_FILE", login.as_str());
    assert!(with(&[url]).is_ok() && with(&[url, login]).is_ok());
    assert_eq!(complaints(with(&[login])), ["egress_proxy_credentials_file"]);
    for bad in ["proxy:3128", "socks5://proxy", "http://u:p@proxy", "http://proxy/path", "http://"]
    {
        assert_eq!(complaints(with(&[("BOUNCES_EGRESS_PROXY", bad)])), ["egress_proxy"], "{bad}");
    }
}
