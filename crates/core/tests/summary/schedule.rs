//! When an email was sent, and for how long it settles.

use bounces_core::{
    Timestamp,
    summary::{is_settling, last_sent_at},
    wire::SendHistory,
};

#[test]
fn an_email_settles_for_three_days() {
    let at = |text| Timestamp::parse(text).expect("a valid timestamp");
    let sent = at("2026-11-12T09:41:00Z");
    assert!(is_settling(sent, sent));
    assert!(is_settling(sent, at("2026-11-15T09:40:59.999Z")));
    assert!(!is_settling(sent, at("2026-11-15T09:41:00Z")));
    assert!(is_settling(sent, at("2026-11-12T09:30:00Z")), "the clock is slow");
    assert!(!is_settling(Timestamp::from_milliseconds(i64::MIN), at("2026-11-12")));
}

#[test]
fn an_email_was_sent_at_its_last_successful_run() {
    let run = |date: &str, status: Option<&str>| SendHistory {
        run_date: Some(date.to_owned()),
        send_status: status.map(str::to_owned),
        count: None,
    };
    let history = [
        run("2026-11-12T09:00:00Z", Some("COMPLETED")),
        run("2026-11-14T08:00:00+02:00", None),
        run("2026-11-20T09:00:00Z", Some("Errored")),
        run("some day", Some("COMPLETED")),
    ];
    assert_eq!(last_sent_at(&history), Timestamp::parse("2026-11-14T06:00:00Z"));
    assert_eq!(last_sent_at(&history[2..]), None);
    assert_eq!(last_sent_at(&[]), None);
}
