//! What is counted: on its own listener, by templates, and nothing of anybody.

use crate::support::{ACTIVITY, Proxy, bounces, honest_upstream};
use std::net::Ipv4Addr;

async fn read(proxy: &Proxy, path: &str) -> (u16, String) {
    let address = proxy.server.metrics_address().unwrap();
    let answer = reqwest::get(format!("http://{address}{path}")).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn what_happens_is_counted_by_templates() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
    })
    .await;
    let browser = proxy.signed_in().await;
    for _ in 0..3 {
        browser.ask(&bounces(ACTIVITY)).await;
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

#[tokio::test]
async fn a_foreign_name_that_resolves_to_this_machine_reads_nothing() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
    })
    .await;
    let address = proxy.server.metrics_address().unwrap();
    let request = reqwest::Client::new().get(format!("http://{address}/metrics"));
    let answer = request.header("host", "rebound.example").send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn the_proxys_own_listener_has_no_metrics() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream(&upstream).await;
    assert!(proxy.server.metrics_address().is_none());
    assert_eq!(proxy.browser().visit("/metrics").await.status, 404);
}

#[tokio::test]
async fn each_metric_is_in_the_documentation() {
    let upstream = honest_upstream().await;
    let proxy = Proxy::with_upstream_and(&upstream, |config| {
        config.metrics_listen = Some((Ipv4Addr::LOCALHOST, 0).into());
    })
    .await;
    let browser = proxy.signed_in().await;
    browser.ask(&bounces(ACTIVITY)).await;
    let documentation = include_str!("../../../../docs/proxy.md");
    let (_, text) = read(&proxy, "/metrics").await;
    let names: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")).collect();
    assert!(names.len() >= 6, "{text}");
    for name in names {
        let name = name.split(' ').next().unwrap();
        assert!(documentation.contains(&format!("`{name}`")), "{name}");
    }
}
