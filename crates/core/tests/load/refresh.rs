//! Loading a report again, or another one.

use crate::support::{ACTIVITY, Caller, OTHER_ACTIVITY, first_page};
use bounces_core::load::{Action, ErrorCode, Event, LoadPhase, Target};

#[test]
fn a_refresh_keeps_the_rows_until_the_first_new_page() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    assert!(caller.did(&Action::Begin { discard_rows: false }));
    let status = caller.load.status();
    assert!(status.flags.is_refreshing && status.flags.is_complete);
    caller.receive(2, Some("b"));
    let replace = caller.actions.iter().position(|action| *action == Action::ReplaceRows);
    let append =
        caller.actions.iter().position(|action| matches!(action, Action::AppendPage { .. }));
    assert!(replace.unwrap() < append.unwrap());
    let status = caller.load.status();
    assert!(!status.flags.is_refreshing && !status.flags.is_complete);
    caller.receive(2, None);
    assert!(!caller.did(&Action::ReplaceRows), "only the first page replaces rows");
}

#[test]
fn the_first_page_of_a_refresh_is_shown_at_once_and_the_second_waits_for_the_browser() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    let request = caller.request();
    caller.receive(2, Some("b"));
    let position = |action: &Action| caller.actions.iter().position(|each| each == action);
    assert!(position(&Action::Publish) < position(&Action::Yield { request }));
    assert!(caller.load.is_yielding());
    caller.finish_yield();
    assert!(!caller.load.is_yielding());
    assert_eq!(caller.actions, []);
    caller.receive(2, None);
    assert!(!caller.load.is_yielding() && caller.phase() == LoadPhase::Complete);
}

#[test]
fn a_refresh_of_one_page_does_not_yield() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    caller.receive(2, None);
    assert!(!caller.load.is_yielding());
}

#[test]
fn a_load_that_starts_before_the_browser_worked_does_not_wait_for_it() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    caller.receive(2, Some("b"));
    caller.start(ACTIVITY);
    assert!(!caller.load.is_yielding());
}

#[test]
fn a_refresh_that_fails_keeps_the_rows_of_the_load_before() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    caller.fail(ErrorCode::Unavailable);
    assert!(!caller.did(&Action::ReplaceRows));
    let status = caller.load.status();
    assert!(status.flags.is_complete && !status.flags.is_refreshing);
    caller.handle(Event::Resume);
    assert!(caller.load.status().flags.is_refreshing);
    assert!(caller.did(&Action::Begin { discard_rows: false }));
}

#[test]
fn a_refresh_that_is_stopped_before_its_first_page_starts_over() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    caller.handle(Event::Stop);
    assert!(!caller.load.status().flags.is_refreshing);
    caller.handle(Event::Resume);
    assert_eq!(caller.requested(), [first_page(), first_page(), first_page()]);
    caller.receive(2, None);
    assert!(caller.did(&Action::ReplaceRows));
}

#[test]
fn another_activity_discards_the_rows_at_once() {
    let mut caller = Caller::loaded();
    caller.start(OTHER_ACTIVITY);
    assert!(caller.did(&Action::Begin { discard_rows: true }));
    let status = caller.load.status();
    assert!(!status.flags.is_refreshing && !status.flags.is_complete);
    caller.receive(2, None);
    assert!(!caller.did(&Action::ReplaceRows));
}

#[test]
fn another_source_discards_the_rows_of_the_same_activity() {
    let mut caller = Caller::loaded();
    let target = Target { activity_id: ACTIVITY.to_owned(), ..Target::default() };
    caller.handle(Event::Start { target, bypass_cache: true, is_new_source: true });
    assert!(caller.did(&Action::Begin { discard_rows: true }));
    assert!(!caller.load.status().flags.is_refreshing);
}

#[test]
fn other_codes_refresh_the_same_report() {
    let mut caller = Caller::loaded();
    let codes = [bounces_core::BounceCode::NonExistent].into_iter().collect();
    let target = Target { activity_id: ACTIVITY.to_owned(), codes, ..Target::default() };
    caller.handle(Event::Start { target, bypass_cache: false, is_new_source: false });
    assert!(caller.did(&Action::Begin { discard_rows: false }));
    assert_eq!(caller.requested()[1].as_str(), "limit=500&bounce_code=B");
}

#[test]
fn no_activity_after_one_shows_none() {
    let mut caller = Caller::half_loaded("b");
    caller.start("");
    assert_eq!(caller.actions, [Action::AbortAll, Action::Begin { discard_rows: true }]);
    assert_eq!(caller.phase(), LoadPhase::Idle);
    caller.start("");
    assert!(!caller.load.status().flags.is_refreshing);
}

#[test]
fn a_refresh_during_a_load_aborts_it() {
    let mut caller = Caller::half_loaded("b");
    caller.start(ACTIVITY);
    assert_eq!(caller.actions[0], Action::AbortAll);
    assert_eq!(caller.requested().last(), Some(&first_page()));
}

#[test]
fn the_cache_is_bypassed_when_the_caller_asks_for_it() {
    let mut caller = Caller::default();
    let target = Target { activity_id: ACTIVITY.to_owned(), ..Target::default() };
    caller.handle(Event::Start { target, bypass_cache: true, is_new_source: false });
    assert!(caller.did(&Action::Open { bypass_cache: true }));
}

#[test]
fn a_refresh_shows_rows_of_the_load_before_that_nobody_has_seen() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(2, Some("c"));
    assert!(!caller.did(&Action::Publish));
    caller.start(ACTIVITY);
    assert!(caller.did(&Action::Publish));
}
