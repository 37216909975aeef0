//! The log: request ids, and JSON.

use crate::support::{ACTIVITY, Folder, Process, Reply, ScriptedUpstream, bounces, rotating};
use serde_json::Value;
use std::{collections::BTreeSet, fs, process::Stdio, time::Duration};

fn start(upstream: &ScriptedUpstream, folder: &Folder, settings: &[(&str, &str)]) -> Process {
    let settings: Vec<_> =
        settings.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let log = fs::File::create(folder.file("log")).unwrap();
    Process::start_with(upstream, folder, &settings, Stdio::from(log))
}

fn log(folder: &Folder) -> String {
    fs::read_to_string(folder.file("log")).unwrap()
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[tokio::test]
async fn each_response_has_an_id_that_its_log_lines_have() {
    let folder = Folder::new();
    let upstream = rotating(Duration::ZERO, 0).await;
    // Audit lines have the id even if the lines of requests are not logged.
    for filter in ["info", "bounces_proxy=debug", "error"] {
        let process = start(&upstream, &folder, &[("LOG", filter)]);
        let signed_in = process.browser.sign_in("/").await;
        let report = process.browser.fetch(&bounces(ACTIVITY)).await;
        let signed_out = process.browser.sign_out().await;
        let log = log(&folder);
        for (response, event) in [(&signed_in, "sign_in"), (&signed_out, "sign_out")] {
            let id = response.header("x-request-id");
            assert!(is_id(id), "{id}");
            let line = log.lines().find(|line| line.contains(&format!("event=\"{event}\"")));
            let line = line.unwrap_or_else(|| panic!("{event} with {filter}: {log}"));
            assert!(line.contains(id), "{line}");
        }
        let id = report.header("x-request-id");
        assert_ne!(id, signed_in.header("x-request-id"));
        if filter != "error" {
            let lines: Vec<&str> = log.lines().filter(|line| line.contains(id)).collect();
            // The refresh runs in its own task.
            for text in ["the tokens of a session were refreshed", "/tracking/bounces"] {
                assert!(lines.iter().any(|line| line.contains(text)), "{text}: {lines:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_id_of_a_trusted_server_in_front_is_adopted_if_it_is_plain() {
    let (folder, upstream) = (Folder::new(), rotating(Duration::ZERO, 600).await);
    let process = start(&upstream, &folder, &[("TRUSTED_PROXIES", "127.0.0.1")]);
    let uuid = "0190a3f2-7c1b-7d44_a.b";
    let long = "x".repeat(65);
    for (ids, is_adopted) in [
        (&[uuid][..], true),
        (&[&long[1..]], true),
        (&[&long], false),
        (&[""], false),
        (&["an id"], false),
        (&["id\" forged=\"1"], false),
        (&[uuid, uuid], false),
        (&[], false),
    ] {
        let mut request = process.browser.request(reqwest::Method::GET, "/healthz");
        for id in ids {
            request = request.header("x-request-id", *id);
        }
        let response = process.browser.send(request).await;
        let id = response.header("x-request-id");
        assert_eq!(ids.contains(&id), is_adopted, "{ids:?}");
        assert!(is_adopted || is_id(id), "{ids:?}: {id}");
        assert!(log(&folder).contains(&format!("request_id=\"{id}\"")), "{id}");
    }
}

/// An id of a client could be text that forges a log line, or that of another request.
#[tokio::test]
async fn an_id_of_anybody_else_is_not_adopted() {
    let (folder, upstream) = (Folder::new(), rotating(Duration::ZERO, 600).await);
    let process = start(&upstream, &folder, &[]);
    let request = process.browser.request(reqwest::Method::GET, "/healthz");
    let response = process.browser.send(request.header("x-request-id", "a-foreign-id")).await;
    assert!(is_id(response.header("x-request-id")));
    assert!(!log(&folder).contains("a-foreign-id"));
}

#[tokio::test]
async fn a_json_log_has_one_object_per_line() {
    let folder = Folder::new();
    let upstream = ScriptedUpstream::start(|request, _| {
        if request.is_api() { Reply::empty_page() } else { Reply::tokens("access", None, 600) }
    })
    .await;
    let process = start(&upstream, &folder, &[("LOG_FORMAT", "json")]);
    process.browser.sign_in("/").await;
    let response = process.browser.fetch(&bounces(ACTIVITY)).await;
    let lines: Vec<Value> = log(&folder)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}")))
        .collect();
    let id = response.header("x-request-id");
    let request = lines.iter().find(|line| line["span"]["request_id"] == id).unwrap();
    assert_eq!(request["message"], "request");
    assert_eq!(request["route"], "/api/v3/reports/email_reports/{uuid}/tracking/bounces");
    assert_eq!(request["status"], 200);
    // A number, of which collectors compute quantiles.
    assert!(request["milliseconds"].is_u64(), "{request}");
    let audit = lines.iter().find(|line| line["target"] == "audit").unwrap();
    assert_eq!(audit["event"], "sign_in");
    assert_eq!(audit["session"].as_str().unwrap().len(), 16);
    let names: BTreeSet<&str> = audit.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = ["event", "level", "message", "session", "span", "target", "timestamp"];
    assert_eq!(names, BTreeSet::from(expected));
}
