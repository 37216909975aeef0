//! Metrics: on their own listener, by route template, without personal data.

use crate::configuration::{complaints, with};
use crate::support::{ACTIVITY, Proxy, ScriptedUpstream, bounces, honest_upstream};
use std::{net::Ipv4Addr, time::Duration};
use tokio::{net::TcpStream, time::timeout};

async fn read(proxy: &Proxy, path: &str) -> (u16, String) {
    let address = proxy.server.metrics_address().unwrap();
    let response = reqwest::get(format!("http://{address}{path}")).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

/// A proxy whose metrics are served on a port of their own.
async fn with_metrics(upstream: &ScriptedUpstream) -> Proxy {
    Proxy::with_upstream_and(upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
    })
    .await
}

#[tokio::test]
async fn requests_are_counted_by_route_template() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    let browser = proxy.signed_in().await;
    for _ in 0..3 {
        browser.fetch(&bounces(ACTIVITY)).await;
    }
    browser.sign_out().await;
    let (status, text) = read(&proxy, "/metrics").await;
    assert_eq!(status, 200);
    let route = "/api/v3/reports/email_reports/{uuid}/tracking/bounces";
    for line in [
        format!(r#"bounces_requests_total{{route="{route}",status="200"}} 3"#),
        format!(r#"bounces_upstream_requests_total{{route="{route}",status="200"}} 1"#),
        format!(r#"bounces_upstream_seconds_count{{route="{route}"}} 1"#),
        r#"bounces_cache_lookups_total{result="miss"} 1"#.to_owned(),
        r#"bounces_cache_lookups_total{result="hit"} 2"#.to_owned(),
        r#"bounces_sessions_total{event="signed_in"} 1"#.to_owned(),
        r#"bounces_sessions_total{event="signed_out"} 1"#.to_owned(),
        "bounces_upstream_queue_length 0".to_owned(),
    ] {
        assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
    }
    assert!(!text.contains(ACTIVITY) && !text.contains('@'), "{text}");
    assert_eq!(read(&proxy, "/").await.0, 404);
}

/// Prometheus does not notice the first event of a series that begins with it, and alerts would miss it.
#[tokio::test]
async fn counters_of_events_are_zero_before_the_first_event() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    let (_, text) = read(&proxy, "/metrics").await;
    for (series, values) in [
        (
            "bounces_cache_lookups_total{result=",
            ["hit", "coalesced", "miss", "not_found"].as_slice(),
        ),
        ("bounces_refreshes_total{outcome=", &["done", "ended", "failed"]),
        (
            "bounces_sessions_total{event=",
            &["signed_in", "signed_out", "ended", "rejected", "refused"],
        ),
        ("bounces_refusals_total{limit=", &["sign_ins", "queue", "share", "day"]),
    ] {
        for value in values {
            let line = format!("{series}\"{value}\"}} 0");
            assert!(text.lines().any(|other| other == line), "{line} is not in\n{text}");
        }
    }
}

#[tokio::test]
async fn metrics_reject_a_foreign_host_against_dns_rebinding() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    let address = proxy.server.metrics_address().unwrap();
    let request = reqwest::Client::new().get(format!("http://{address}/metrics"));
    let response = request.header("host", "rebound.example").send().await.unwrap();
    assert_eq!(response.status(), 404);
}

/// Where other machines may read the metrics, they use any name of this one.
#[tokio::test]
async fn remote_readers_may_use_any_host_and_cannot_occupy_the_listener() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
        config.metrics_allow_remote = true;
    })
    .await;
    let address = proxy.server.metrics_address().unwrap();
    let mut silent = Vec::new();
    for _ in 0..24 {
        silent.push(TcpStream::connect(address).await.unwrap());
    }
    let request = reqwest::Client::new().get(format!("http://{address}/metrics"));
    let response = request.header("host", "proxy.example.org").send();
    let response = timeout(Duration::from_secs(30), response).await.unwrap().unwrap();
    assert_eq!(response.status(), 200);
}

#[test]
fn metrics_are_local_unless_a_setting_allows_other_machines() {
    let listen = ("BOUNCES_METRICS_LISTEN", "0.0.0.0:9464");
    let remote = |text| ("BOUNCES_METRICS_ALLOW_REMOTE", text);
    assert_eq!(complaints(with(&[listen])), ["metrics_listen"]);
    assert_eq!(complaints(with(&[listen, remote("false")])), ["metrics_listen"]);
    assert_eq!(complaints(with(&[remote("true")])), ["metrics_allow_remote"]);
    let config = with(&[listen, remote("true")]).unwrap();
    assert_eq!(config.metrics_listen, Some(([0, 0, 0, 0], 9464).into()));
}

/// Labels have few values, and none names a user, a session, an account or a client.
#[tokio::test]
async fn labels_are_templates_statuses_and_outcomes() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    for _ in 0..3 {
        let browser = proxy.signed_in().await;
        browser.fetch(&bounces(ACTIVITY)).await;
        browser.fetch("/api/v3/anything/else").await;
        browser.sign_out().await;
    }
    let (_, text) = read(&proxy, "/metrics").await;
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    for label in samples.flat_map(|line| line.split('"').step_by(2)) {
        let Some(name) = label.strip_suffix('=').and_then(|name| name.rsplit(['{', ',']).next())
        else {
            continue;
        };
        let known = ["route", "status", "le", "result", "outcome", "event", "limit", "version"];
        assert!(known.contains(&name), "{name}");
    }
}

#[tokio::test]
async fn the_main_listener_serves_no_metrics() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    assert!(proxy.server.metrics_address().is_none());
    assert_eq!(proxy.browser().navigate("/metrics").await.status, 404);
}

#[tokio::test]
async fn every_metric_is_documented() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    let browser = proxy.signed_in().await;
    browser.fetch(&bounces(ACTIVITY)).await;
    let documentation = include_str!("../../../../docs/proxy.md");
    let (_, text) = read(&proxy, "/metrics").await;
    let names: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")).collect();
    assert!(names.len() >= 6, "{text}");
    for name in names {
        let name = name.split(' ').next().unwrap();
        assert!(documentation.contains(&format!("`{name}`")), "{name}");
    }
}

/// What follows `name` in an expression, as label names: those in braces.
fn labels(rest: &str) -> impl Iterator<Item = &str> {
    let selector = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let pairs = selector.map_or("", |(pairs, _)| pairs).split(',').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split(['=', '!']).next().unwrap().trim())
}

#[tokio::test]
async fn dashboard_and_alerts_use_exported_metrics_and_labels_only() {
    let upstream = honest_upstream().await;
    let proxy = with_metrics(&upstream).await;
    let browser = proxy.signed_in().await;
    browser.fetch(&bounces(ACTIVITY)).await;
    let (_, exported) = read(&proxy, "/metrics").await;
    let source = include_str!("../../src/metrics.rs");
    let mut used = 0;
    for (file, text) in [
        ("grafana.json", include_str!("../../../../deploy/grafana.json").replace("\\\"", "\"")),
        ("alerts.yaml", include_str!("../../../../deploy/alerts.yaml").to_owned()),
    ] {
        for (at, _) in text.match_indices("bounces_") {
            let rest = &text[at..];
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap();
            let (name, rest) = rest.split_at(end);
            let base = name.trim_end_matches("_bucket");
            // A counter that has not counted anything is registered, but not exported.
            let is_exported = exported.contains(&format!("\n{name}"))
                || exported.starts_with(name)
                || source.contains(&format!("\"{base}\""));
            assert!(is_exported, "{file}: {name}");
            for label in labels(rest) {
                let is_known = ["job", "le", "instance", "version"].contains(&label)
                    || source.contains(&format!("\"{label}\""));
                assert!(is_known, "{file}: {name} has no label {label}");
            }
            used += 1;
        }
    }
    assert!(used > 30, "{used}");
    // Nothing that is exported is missing from the dashboard.
    let dashboard = include_str!("../../../../deploy/grafana.json");
    for line in exported.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let name = line.split(' ').next().unwrap();
        assert!(dashboard.contains(name), "{name} is not in the dashboard");
    }
}
