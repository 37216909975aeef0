//! From page to page: links, cycles, stale responses.

use crate::support::{ACTIVITY, Caller, OTHER_ACTIVITY, first_page, page};
use bounces_core::{
    BounceCode,
    load::{Action, ErrorCode, Event, LoadPhase, PageQuery, Target, Timer},
};

/// The kinds of actions that touch the rows or the host, in order.
fn steps(caller: &Caller) -> Vec<&'static str> {
    let step = |action: &Action| match action {
        Action::RequestPage { .. } => Some("request"),
        Action::ReplaceRows => Some("replace"),
        Action::AppendPage { .. } => Some("append"),
        Action::Yield { .. } => Some("yield"),
        Action::Publish => Some("publish"),
        Action::NotifyProgress => Some("progress"),
        Action::FinishSelection => Some("selection"),
        Action::Completed => Some("complete"),
        Action::Failed { .. } => Some("fail"),
        _ => None,
    };
    caller.actions.iter().filter_map(step).collect()
}

#[test]
fn starting_requests_page_1_activity_and_statistics_together() {
    let caller = Caller::loading();
    assert_eq!(caller.phase(), LoadPhase::Loading);
    let [begin, started, open, page_1, activity, stats] = caller.actions.as_slice() else {
        panic!("{:?}", caller.actions)
    };
    assert_eq!(*begin, Action::Begin { discard_rows: true });
    assert_eq!(*started, Action::NotifyStarted);
    assert_eq!(*open, Action::Open { bypass_cache: false });
    assert!(matches!(page_1, Action::RequestPage { page, .. } if *page == first_page()));
    assert!(matches!(activity, Action::RequestResource { .. }));
    assert!(matches!(stats, Action::RequestResource { .. }));
}

#[test]
fn a_page_without_a_link_completes_the_load() {
    let mut caller = Caller::loading();
    caller.receive(2, None);
    assert_eq!(steps(&caller), ["append", "publish", "progress", "selection", "complete"]);
    let status = caller.load.status();
    assert_eq!(status.phase, LoadPhase::Complete);
    assert!(status.flags.is_complete && !status.flags.has_pages && !status.flags.is_refreshing);
}

#[test]
fn the_next_page_is_requested_before_the_current_one_is_appended() {
    let mut caller = Caller::half_loaded("b");
    caller.receive(2, Some("c"));
    assert_eq!(steps(&caller)[..2], ["request", "append"]);
    assert_eq!(caller.requested(), [first_page(), page("b"), page("c")]);
}

#[test]
fn after_the_first_of_several_pages_the_caller_yields_before_it_publishes() {
    let mut caller = Caller::loading();
    caller.receive(2, Some("b"));
    assert_eq!(steps(&caller), ["request", "append", "yield"]);
    assert!(caller.load.is_yielding());
    assert!(!caller.load.status().flags.has_pages, "nobody has seen the page");
    caller.finish_yield();
    assert_eq!(steps(&caller), ["publish", "progress"]);
    assert!(!caller.load.is_yielding());
    assert!(caller.load.status().flags.has_pages);
    caller.receive(2, Some("c"));
    assert!(!steps(&caller).contains(&"yield"));
}

#[test]
fn a_page_that_arrives_before_the_caller_has_yielded_is_published_with_the_first() {
    let mut caller = Caller::loading();
    caller.receive(2, Some("b"));
    caller.receive(2, None);
    let expected = ["append", "publish", "progress", "progress", "selection", "complete"];
    assert_eq!(steps(&caller), expected);
}

#[test]
fn yielding_twice_publishes_once() {
    let mut caller = Caller::loading();
    let request = caller.request();
    caller.receive(2, Some("b"));
    caller.handle(Event::Yielded { request });
    caller.handle(Event::Yielded { request });
    assert_eq!(caller.actions, []);
}

#[test]
fn a_failure_of_the_second_page_before_the_caller_has_yielded_keeps_the_first() {
    let mut caller = Caller::loading();
    caller.receive(2, Some("b"));
    caller.fail(ErrorCode::Unavailable);
    assert_eq!(steps(&caller), ["publish", "progress", "fail"]);
}

#[test]
fn a_link_to_the_same_page_is_an_invalid_response() {
    let mut caller = Caller::half_loaded("a");
    caller.receive(2, Some("a"));
    assert!(caller.has_failed(ErrorCode::InvalidResponse));
    assert_eq!(steps(&caller), ["append", "publish", "progress", "fail"]);
}

#[test]
fn a_link_back_to_the_first_page_is_an_invalid_response() {
    let mut caller = Caller::half_loaded("b");
    let request = caller.request();
    caller.handle(Event::PageReceived { request, rows: 1, next: Ok(Some(first_page())) });
    assert!(caller.has_failed(ErrorCode::InvalidResponse));
}

#[test]
fn a_cycle_of_any_length_is_an_invalid_response() {
    for length in 1..20 {
        let mut caller = Caller::half_loaded("0");
        for name in 1..length {
            caller.receive(2, Some(&name.to_string()));
            assert_eq!(caller.phase(), LoadPhase::Loading);
        }
        caller.receive(2, Some("0"));
        assert!(caller.has_failed(ErrorCode::InvalidResponse), "a cycle of {length}");
        assert!(!steps(&caller).contains(&"request"));
    }
}

#[test]
fn a_page_with_an_invalid_link_is_not_appended_again() {
    let mut caller = Caller::loading();
    let request = caller.request();
    let next = Err(ErrorCode::InvalidResponse);
    caller.handle(Event::PageReceived { request, rows: 2, next });
    assert!(caller.has_failed(ErrorCode::InvalidResponse));
    assert!(caller.load.status().flags.has_pages);
    caller.handle(Event::Resume);
    assert_eq!(caller.requested(), [first_page(), first_page()]);
    caller.receive(2, None);
    assert_eq!(steps(&caller)[..2], ["replace", "append"]);
}

#[test]
fn a_refresh_may_follow_the_links_of_the_load_before() {
    let mut caller = Caller::half_loaded("b");
    caller.start(ACTIVITY);
    caller.receive(2, Some("b"));
    caller.receive(2, None);
    assert_eq!(caller.phase(), LoadPhase::Complete);
}

#[test]
fn a_response_that_arrives_twice_counts_once() {
    let mut caller = Caller::half_loaded("b");
    let request = caller.request();
    let received = Event::PageReceived { request, rows: 2, next: Ok(Some(page("c"))) };
    caller.handle(received.clone());
    caller.handle(received);
    assert_eq!(caller.actions, []);
    caller.handle(Event::PageFailed { request, error: ErrorCode::Unavailable.into() });
    assert_eq!(caller.actions, []);
    assert_eq!(caller.phase(), LoadPhase::Loading);
}

#[test]
fn a_response_to_a_superseded_load_changes_nothing() {
    let mut caller = Caller::half_loaded("b");
    let request = caller.request();
    caller.start(OTHER_ACTIVITY);
    assert_eq!(caller.actions[0], Action::AbortAll);
    assert!(!caller.load.awaits(request));
    caller.handle(Event::PageReceived { request, rows: 2, next: Ok(None) });
    assert_eq!(caller.actions, []);
    caller.handle(Event::PageFailed { request, error: ErrorCode::SignedOut.into() });
    assert_eq!(caller.actions, []);
    assert_eq!(caller.phase(), LoadPhase::Loading);
}

#[test]
fn a_page_is_appended_only_by_the_caller_that_has_it() {
    let mut caller = Caller::loading();
    let request = caller.request();
    let received = Event::PageReceived { request, rows: 2, next: Ok(Some(page("b"))) };
    caller.load.handle(received, crate::support::at(0));
    let requested = caller.load.poll_action(Some(request));
    assert!(matches!(requested, Some(Action::RequestPage { .. })));
    // The host does something from inside the request, which polls without a page.
    caller.load.handle(Event::Flush, crate::support::at(0));
    assert_eq!(caller.load.poll_action(None), None);
    assert_eq!(
        caller.load.poll_action(Some(request)),
        Some(Action::AppendPage { request, skip: 0 })
    );
    assert_eq!(caller.load.poll_action(None), Some(Action::Yield { request }));
}

#[test]
fn a_host_that_starts_a_load_from_inside_an_event_supersedes_the_rest_of_it() {
    let mut caller = Caller::loading();
    let request = caller.request();
    let received = Event::PageReceived { request, rows: 2, next: Ok(None) };
    caller.load.handle(received, crate::support::at(0));
    while caller.load.poll_action(Some(request)) != Some(Action::NotifyProgress) {}
    caller.start(ACTIVITY);
    assert!(!caller.did(&Action::Completed));
    assert_eq!(caller.phase(), LoadPhase::Loading);
}

#[test]
fn a_blank_id_requests_nothing() {
    for id in ["", "  "] {
        let mut caller = Caller::default();
        caller.start(id);
        assert_eq!(caller.actions, [Action::Begin { discard_rows: true }]);
        assert_eq!(caller.phase(), LoadPhase::Idle);
    }
}

#[test]
fn an_id_that_is_not_a_uuid_is_not_found_without_a_request() {
    for id in ["../emails", "1234", "98edac88-f4bc-408c-9e64-acd89038423g", "98edac88f4bc"] {
        let mut caller = Caller::default();
        caller.start(id);
        assert!(caller.has_failed(ErrorCode::NotFound), "{id}");
        assert_eq!(caller.requested(), []);
        assert_eq!(steps(&caller), ["fail"]);
        assert!(caller.did(&Action::NotifyStarted));
    }
}

#[test]
fn an_id_may_have_upper_case_and_white_space_around_it() {
    let mut caller = Caller::default();
    caller.start(&format!(" {} ", ACTIVITY.to_uppercase()));
    assert_eq!(caller.phase(), LoadPhase::Loading);
}

#[test]
fn an_inline_report_needs_no_id() {
    for id in ["", "a name of the host's own"] {
        let mut caller = Caller::default();
        let target = Target { activity_id: id.to_owned(), is_inline: true, ..Target::default() };
        caller.handle(Event::Start { target, bypass_cache: false, is_new_source: true });
        assert_eq!(caller.phase(), LoadPhase::Loading);
        assert_eq!(caller.requested(), [first_page()]);
    }
}

#[test]
fn the_first_page_is_restricted_to_the_codes_of_the_host() {
    let codes = [BounceCode::Suspended, BounceCode::NonExistent].into_iter().collect();
    assert_eq!(PageQuery::first(codes).as_str(), "limit=500&bounce_code=B&bounce_code=S");
    assert_eq!(first_page().as_str(), "limit=500");
}

#[test]
fn disposing_aborts_everything_and_ignores_what_still_arrives() {
    let mut caller = Caller::half_loaded("b");
    let request = caller.request();
    caller.handle(Event::Dispose);
    assert_eq!(caller.actions, [Action::AbortAll]);
    caller.handle(Event::PageReceived { request, rows: 2, next: Ok(None) });
    assert_eq!(caller.actions, []);
}

#[test]
fn links_lead_to_pages_of_the_same_report_below_any_prefix() {
    let path = "reports/email_reports/1/tracking/bounces";
    let query = |href: &str| PageQuery::from_link(href, path).map(|page| page.as_str().to_owned());
    for prefix in ["/v3/", "/api/v3/", "/", "/a/b/c/"] {
        assert_eq!(query(&format!("{prefix}{path}?cursor=x%3F")).as_deref(), Ok("cursor=x%3F"));
    }
    for wrong in [
        format!("/v3/{path}"),
        format!("{path}?cursor=x"),
        format!("https://example.com/v3/{path}?cursor=x"),
        "/v3/reports/email_reports/2/tracking/bounces?cursor=x".to_owned(),
        format!("/v3/x{path}?cursor=x"),
        String::new(),
    ] {
        assert_eq!(query(&wrong), Err(ErrorCode::InvalidResponse), "{wrong}");
    }
}

#[test]
fn the_first_rows_of_a_page_that_is_still_arriving_are_shown_at_once() {
    let mut caller = Caller::loading();
    let request = caller.request();
    assert!(caller.load.wants_partial_page(request));
    caller.receive_partial_page(2);
    assert_eq!(caller.actions, [Action::AppendPage { request, skip: 0 }, Action::Publish]);
    assert!(!caller.load.wants_partial_page(request), "once is enough");
    caller.receive(5, None);
    assert!(caller.did(&Action::AppendPage { request, skip: 2 }));
    assert_eq!(steps(&caller), ["append", "publish", "progress", "selection", "complete"]);
}

#[test]
fn after_its_part_the_first_of_several_pages_is_published_with_the_next_ones() {
    let mut caller = Caller::loading();
    caller.receive_partial_page(2);
    caller.now += 100;
    caller.receive(5, Some("b"));
    assert_eq!(steps(&caller), ["request", "append", "yield"]);
    caller.finish_yield();
    assert_eq!(steps(&caller), ["progress"]);
    caller.fire(Timer::Publish);
    assert_eq!(steps(&caller), ["publish"]);
}

#[test]
fn parts_of_later_pages_and_of_refreshes_are_not_shown() {
    let mut caller = Caller::half_loaded("b");
    assert!(!caller.load.wants_partial_page(caller.request()));
    caller.receive_partial_page(1);
    assert_eq!(caller.actions, []);
    caller.receive(2, None);
    caller.start(ACTIVITY);
    assert!(!caller.load.wants_partial_page(caller.request()));
}

#[test]
fn a_part_without_the_rest_of_its_page_stays_until_the_load_starts_over() {
    let mut caller = Caller::loading();
    caller.receive_partial_page(2);
    caller.fail(ErrorCode::Unavailable);
    assert!(!caller.did(&Action::ReplaceRows));
    caller.handle(Event::Resume);
    assert!(caller.did(&Action::Begin { discard_rows: false }));
    let request = caller.request();
    caller.receive(3, None);
    assert_eq!(steps(&caller)[..2], ["replace", "append"]);
    assert!(caller.did(&Action::AppendPage { request, skip: 0 }));
}
