//! Stopping a load, and continuing after a stop or a failure.

use crate::support::{Caller, DRAFT, first_page, page};
use bounces_core::load::{Action, ErrorCode, Event, LoadPhase, ResourceKind};

#[test]
fn stopping_aborts_the_page_request_and_keeps_the_rows() {
    let mut caller = Caller::half_loaded("b");
    caller.handle(Event::Stop);
    assert_eq!(caller.actions, [Action::AbortPages, Action::Stopped]);
    assert_eq!(caller.phase(), LoadPhase::Stopped);
    assert!(!caller.load.status().flags.is_complete);
}

#[test]
fn a_page_that_arrives_after_the_stop_changes_nothing() {
    let mut caller = Caller::half_loaded("b");
    caller.handle(Event::Stop);
    caller.receive(2, None);
    assert_eq!(caller.actions, []);
    assert_eq!(caller.phase(), LoadPhase::Stopped);
}

#[test]
fn stopping_publishes_the_rows_that_nobody_has_seen() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(2, Some("c"));
    assert!(!caller.did(&Action::Publish));
    caller.handle(Event::Stop);
    assert!(caller.did(&Action::Publish));
}

#[test]
fn stopping_while_the_caller_yields_shows_the_first_page_and_keeps_it() {
    let mut caller = Caller::loading();
    let request = caller.request();
    caller.receive(2, Some("b"));
    caller.handle(Event::Stop);
    let expected = [Action::AbortPages, Action::Publish, Action::NotifyProgress, Action::Stopped];
    assert_eq!(caller.actions, expected);
    caller.handle(Event::Yielded { request });
    assert_eq!(caller.actions, []);
    caller.handle(Event::Resume);
    assert_eq!(caller.requested().last(), Some(&page("b")));
}

#[test]
fn resuming_starts_over_when_the_link_to_the_next_page_has_expired() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(ErrorCode::NotFound);
    assert!(caller.has_failed(ErrorCode::InvalidResponse), "the email was found before");
    caller.handle(Event::Resume);
    assert_eq!(caller.requested().last(), Some(&first_page()));
    assert!(caller.load.status().flags.is_refreshing, "the rows stay until the new ones arrive");
}

#[test]
fn resuming_continues_with_the_page_that_is_missing() {
    let mut caller = Caller::half_loaded("b");
    caller.handle(Event::Stop);
    caller.handle(Event::Resume);
    assert_eq!(caller.phase(), LoadPhase::Loading);
    assert_eq!(caller.requested(), [first_page(), page("b"), page("b")]);
    caller.receive(1, None);
    assert!(!caller.did(&Action::ReplaceRows));
    assert_eq!(caller.phase(), LoadPhase::Complete);
}

#[test]
fn resuming_before_any_row_arrived_starts_over_and_bypasses_the_cache() {
    let mut caller = Caller::loading();
    caller.fail(ErrorCode::Unavailable);
    caller.handle(Event::Resume);
    assert!(caller.did(&Action::Begin { discard_rows: false }));
    assert!(caller.did(&Action::Open { bypass_cache: true }));
    assert_eq!(caller.requested(), [first_page(), first_page()]);
}

#[test]
fn resuming_after_a_failure_in_the_middle_requests_the_failed_page_again() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(ErrorCode::Unavailable);
    assert!(caller.has_failed(ErrorCode::Unavailable));
    caller.handle(Event::Resume);
    assert_eq!(caller.actions[0], Action::ClearFailure);
    assert_eq!(caller.requested(), [first_page(), page("b"), page("b")]);
}

#[test]
fn a_failure_in_the_middle_can_repeat() {
    let mut caller = Caller::half_loaded("b");
    for _ in 0..3 {
        caller.fail(ErrorCode::Unavailable);
        caller.handle(Event::Resume);
    }
    caller.receive(1, Some("c"));
    caller.receive(1, None);
    assert_eq!(caller.phase(), LoadPhase::Complete);
}

#[test]
fn resuming_requests_the_resources_that_are_missing_and_not_under_way() {
    let mut caller = Caller::half_loaded("b");
    caller.receive_activity(None);
    caller.handle(Event::Stop);
    caller.handle(Event::Resume);
    assert_eq!(caller.times_requested(ResourceKind::Activity), 2);
    assert_eq!(caller.times_requested(ResourceKind::Stats), 1, "it is still under way");
    caller.receive_activity(Some(DRAFT));
    caller.receive_stats(true);
    caller.handle(Event::Stop);
    caller.handle(Event::Resume);
    assert_eq!(caller.times_requested(ResourceKind::Activity), 2);
    assert_eq!(caller.times_requested(ResourceKind::Stats), 1);
}

#[test]
fn stopping_does_not_stop_the_resources() {
    let mut caller = Caller::half_loaded("b");
    caller.handle(Event::Stop);
    assert!(caller.load.awaits(caller.resource(ResourceKind::Stats)));
    assert!(!caller.did(&Action::AbortAll));
}

#[test]
fn stopping_requests_the_resources_that_could_not_be_fetched() {
    let mut caller = Caller::half_loaded("b");
    caller.receive_stats(false);
    caller.handle(Event::Stop);
    assert_eq!(caller.times_requested(ResourceKind::Stats), 2);
    assert_eq!(caller.times_requested(ResourceKind::Activity), 1, "it is still under way");
}

#[test]
fn only_a_running_load_can_be_stopped() {
    let mut failed = Caller::loading();
    failed.fail(ErrorCode::Forbidden);
    for mut caller in [Caller::default(), Caller::loaded(), failed] {
        let phase = caller.phase();
        caller.handle(Event::Stop);
        assert_eq!(caller.actions, []);
        assert_eq!(caller.phase(), phase);
    }
}

#[test]
fn only_a_stopped_or_failed_load_can_be_resumed() {
    for mut caller in [Caller::default(), Caller::loaded(), Caller::half_loaded("b")] {
        caller.handle(Event::Resume);
        assert_eq!(caller.actions, []);
    }
}

#[test]
fn a_page_that_was_requested_again_does_not_look_like_a_cycle() {
    let mut caller = Caller::half_loaded("b");
    caller.handle(Event::Stop);
    caller.handle(Event::Resume);
    caller.receive(1, Some("c"));
    assert_eq!(caller.phase(), LoadPhase::Loading);
    caller.receive(1, Some("b"));
    assert!(caller.has_failed(ErrorCode::InvalidResponse));
}
