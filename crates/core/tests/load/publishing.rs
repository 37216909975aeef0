//! When rows that have arrived are shown.

use crate::support::{ACTIVITY, Caller};
use bounces_core::load::{Action, ErrorCode, Event, Timer};

#[test]
fn the_first_rows_are_published_at_once() {
    let caller = Caller::half_loaded("b");
    assert!(caller.did(&Action::Publish));
}

#[test]
fn rows_are_published_at_most_4_times_a_second() {
    let mut caller = Caller::half_loaded("0");
    let mut published = Vec::new();
    for page in 1..100 {
        caller.now += 40;
        if caller.timer(Timer::Publish).is_some_and(|at| at <= caller.now) {
            caller.fire(Timer::Publish);
            published.extend(caller.did(&Action::Publish).then_some(caller.now));
        }
        caller.receive(1, Some(&page.to_string()));
        published.extend(caller.did(&Action::Publish).then_some(caller.now));
    }
    assert!(published.windows(2).all(|pair| pair[1] - pair[0] >= 250), "{published:?}");
    assert!(published.len() > 10);
}

#[test]
fn rows_are_published_although_the_next_page_takes_its_time() {
    let mut caller = Caller::half_loaded("b");
    caller.now = 100;
    caller.receive(1, Some("c"));
    assert!(!caller.did(&Action::Publish));
    assert_eq!(caller.timer(Timer::Publish), Some(350));
    caller.fire(Timer::Publish);
    assert_eq!(caller.actions, [Action::Publish]);
}

#[test]
fn one_timer_serves_all_pages_that_arrive_before_it_fires() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(1, Some("c"));
    assert!(caller.actions.iter().any(|action| matches!(action, Action::SetTimer { .. })));
    caller.receive(1, Some("d"));
    assert!(!caller.actions.iter().any(|action| matches!(action, Action::SetTimer { .. })));
    caller.fire(Timer::Publish);
    assert_eq!(caller.actions, [Action::Publish]);
    caller.receive(1, Some("e"));
    assert!(caller.actions.iter().any(|action| matches!(action, Action::SetTimer { .. })));
}

#[test]
fn the_last_page_is_published_at_once() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(1, None);
    assert!(caller.did(&Action::Publish));
}

#[test]
fn a_failure_publishes_the_rows_that_arrived() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(1, Some("c"));
    caller.fail(ErrorCode::Unavailable);
    assert_eq!(caller.actions[0], Action::Publish);
}

#[test]
fn rows_are_published_on_demand_and_only_once() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(1, Some("c"));
    caller.handle(Event::Flush);
    assert_eq!(caller.actions, [Action::Publish]);
    caller.handle(Event::Flush);
    assert_eq!(caller.actions, []);
    caller.fire(Timer::Publish);
    assert_eq!(caller.actions, []);
}

#[test]
fn the_first_page_of_a_refresh_is_published_at_once() {
    let mut caller = Caller::loaded();
    caller.start(ACTIVITY);
    caller.receive(1, Some("b"));
    assert!(caller.did(&Action::Publish));
}

#[test]
fn the_host_is_notified_of_each_page_whether_it_is_published_or_not() {
    let mut caller = Caller::half_loaded("0");
    for page in 1..5 {
        caller.receive(1, Some(&page.to_string()));
        assert!(caller.did(&Action::NotifyProgress));
    }
}
