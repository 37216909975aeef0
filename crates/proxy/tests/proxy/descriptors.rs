//! Without free file descriptors, the proxy says so: in its log, and by 503 or a closed connection.

use crate::support::{
    ACTIVITY, Folder, Process, bounces, eventually, eventually_true, honest_upstream, status_of,
};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    net::SocketAddr,
    process::Command,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Lets the process open no more files: the limit is the lowest number that is free.
fn use_up_descriptors(process: &Process) {
    let pid = process.child.id();
    let open: BTreeSet<u32> = fs::read_dir(format!("/proc/{pid}/fd"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap().parse().unwrap())
        .collect();
    let lowest = (0..65_536).find(|number| !open.contains(number)).unwrap();
    let limit = format!("--nofile={lowest}:");
    let status = Command::new("prlimit").args(["--pid", &pid.to_string(), &limit]).status();
    assert!(status.unwrap().success(), "prlimit");
}

/// The response to a GET on an open connection.
async fn request(stream: &mut TcpStream, path: &str, cookie: &str) -> String {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bounces-CSRF: 1\r\nCookie: {cookie}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let reading = timeout(Duration::from_secs(10), read_response(stream)).await;
    reading.expect("a response within 10 seconds")
}

async fn read_response(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut buffer = vec![0; 16 * 1024];
        let count = stream.read(&mut buffer).await.unwrap();
        assert!(count > 0, "the connection was closed after {text:?}");
        text.push_str(str::from_utf8(&buffer[..count]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if length.is_some_and(|length| body.len() >= length.parse().unwrap()) {
            return text;
        }
    }
}

#[tokio::test]
async fn a_lack_of_descriptors_is_told_in_the_response_and_in_the_log() {
    let (upstream, folder) = (honest_upstream().await, Folder::new());
    fs::create_dir(folder.file("page")).unwrap();
    fs::write(folder.file("page").join("index.html"), "<p>the page").unwrap();
    let log = folder.file("log");
    let settings = [("STATIC_DIR", folder.file("page").display().to_string())];
    let process =
        Process::start_with(&upstream, &folder, &settings, File::create(&log).unwrap().into());
    let browser = &process.browser;
    assert_eq!(browser.sign_in("/").await.status, 303);
    let cookie = {
        let cookies = browser.cookies.lock().unwrap();
        format!("bounces={}", cookies["bounces"])
    };
    let mut open = TcpStream::connect(browser.address).await.unwrap();
    assert_eq!(status_of(&request(&mut open, "/", "").await), 200);

    // Each connection of the scripted upstream is closed after its response.
    use_up_descriptors(&process);
    // It gets an answer, but does not hang.
    let answer = first_answer(browser.address).await;
    assert_eq!(status_of(&answer), 503, "{answer}");
    let text = || fs::read_to_string(&log).unwrap();
    eventually("the lack of descriptors is in the log", || {
        text().contains("no file descriptors are left")
    })
    .await;

    // While a connection is refused, one descriptor is free.
    eventually_true("the page is refused", async || {
        let page = request(&mut open, "/", "").await;
        page.starts_with("HTTP/1.1 503 ") && page.contains("\"code\":\"unavailable\"")
    })
    .await;
    let report = request(&mut open, &bounces(ACTIVITY), &cookie).await;
    assert_eq!(status_of(&report), 503, "{report}");
    assert!(report.contains("file descriptors"), "{report}");
    assert!(report.contains("retry-after: "), "{report}");
}

/// The response to a health check on a new connection, which is closed afterwards.
async fn first_answer(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    let reading = timeout(Duration::from_secs(10), stream.read_to_string(&mut answer)).await;
    reading.expect("the connection is closed").unwrap();
    answer
}
