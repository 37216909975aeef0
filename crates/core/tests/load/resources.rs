//! What is requested beside the rows.

use crate::support::{ACTIVITY, Caller, DRAFT, LANDING_PAGE, OTHER_ACTIVITY, SENT};
use bounces_core::{
    load::{ActivityFacts, ErrorCode, Event, LoadPhase, Resource, ResourceKind},
    wire::EmailActivity,
};

#[test]
fn the_send_history_is_requested_once_the_activity_is_known_to_be_sent() {
    let mut caller = Caller::loading();
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 0);
    caller.receive_activity(Some(SENT));
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 1);
}

#[test]
fn an_activity_that_was_not_sent_has_no_send_history() {
    for activity in [Some(DRAFT), None] {
        let mut caller = Caller::loading();
        caller.receive_activity(activity);
        assert_eq!(caller.actions, []);
    }
}

#[test]
fn resources_never_end_a_load() {
    let mut caller = Caller::loading();
    caller.receive_activity(None);
    caller.receive_stats(false);
    assert_eq!(caller.phase(), LoadPhase::Loading);
    caller.receive(1, None);
    assert_eq!(caller.phase(), LoadPhase::Complete);
}

#[test]
fn not_found_is_an_unsupported_role_if_the_activity_is_known_to_have_no_tracking() {
    let mut caller = Caller::loading();
    caller.receive_activity(Some(LANDING_PAGE));
    caller.fail(ErrorCode::NotFound);
    assert!(caller.has_failed(ErrorCode::UnsupportedRole));
}

#[test]
fn not_found_becomes_an_unsupported_role_when_the_activity_arrives() {
    let mut caller = Caller::loading();
    caller.fail(ErrorCode::NotFound);
    assert!(caller.has_failed(ErrorCode::NotFound));
    caller.receive_activity(Some(LANDING_PAGE));
    assert!(caller.has_failed(ErrorCode::UnsupportedRole));
}

#[test]
fn other_failures_and_other_roles_keep_their_code() {
    for (activity, code) in [(LANDING_PAGE, ErrorCode::Forbidden), (SENT, ErrorCode::NotFound)] {
        let mut caller = Caller::loading();
        caller.fail(code);
        caller.receive_activity(Some(activity));
        assert!(caller.has_failed(code));
    }
}

#[test]
fn a_refresh_requests_activity_and_statistics_again_and_knows_the_old_ones_meanwhile() {
    let mut caller = Caller::loading();
    caller.receive_activity(Some(LANDING_PAGE));
    caller.start(ACTIVITY);
    assert_eq!(caller.times_requested(ResourceKind::Activity), 2);
    assert_eq!(caller.times_requested(ResourceKind::Stats), 2);
    caller.fail(ErrorCode::NotFound);
    assert!(caller.has_failed(ErrorCode::UnsupportedRole));
}

#[test]
fn an_activity_that_cannot_be_fetched_again_keeps_its_value() {
    let mut caller = Caller::loading();
    caller.receive_activity(Some(SENT));
    caller.start(ACTIVITY);
    caller.receive_activity(None);
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 2);
}

#[test]
fn another_activity_begins_without_resources() {
    let mut caller = Caller::loading();
    caller.receive_activity(Some(LANDING_PAGE));
    caller.start(OTHER_ACTIVITY);
    caller.fail(ErrorCode::NotFound);
    assert!(caller.has_failed(ErrorCode::NotFound));
}

#[test]
fn a_resource_of_a_superseded_load_changes_nothing() {
    let mut caller = Caller::loading();
    let [activity, stats] =
        [ResourceKind::Activity, ResourceKind::Stats].map(|kind| caller.resource(kind));
    caller.start(OTHER_ACTIVITY);
    caller.handle(Event::ActivityReceived { request: activity, activity: Some(SENT) });
    assert_eq!(caller.actions, []);
    caller.handle(Event::StatsReceived { request: stats, is_known: true });
    assert!(!caller.load.awaits(activity) && !caller.load.awaits(stats));
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 0);
}

#[test]
fn a_response_to_another_kind_of_request_changes_nothing() {
    let mut caller = Caller::loading();
    let stats = caller.resource(ResourceKind::Stats);
    caller.handle(Event::ActivityReceived { request: stats, activity: Some(SENT) });
    assert_eq!(caller.actions, []);
    assert!(caller.load.awaits(stats));
}

#[test]
fn a_send_history_without_a_time_is_requested_again_on_resume() {
    for (is_known, times) in [(false, 2), (true, 1)] {
        let mut caller = Caller::half_loaded("b");
        caller.receive_activity(Some(SENT));
        caller.receive_history(is_known);
        caller.handle(Event::Stop);
        caller.handle(Event::Resume);
        assert_eq!(caller.times_requested(ResourceKind::SendHistory), times);
    }
}

#[test]
fn resources_that_arrive_after_the_rows_are_still_used() {
    let mut caller = Caller::loaded();
    caller.receive_activity(Some(SENT));
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 1);
    assert_eq!(caller.phase(), LoadPhase::Complete);
}

#[test]
fn a_value_stays_if_it_cannot_be_fetched_again() {
    let mut resource = Resource::default();
    assert_eq!(resource, Resource::Pending);
    assert!(resource.apply_response(None));
    assert_eq!(resource, Resource::Unavailable);
    assert!(!resource.apply_response(None));
    assert!(resource.apply_response(Some(1)));
    assert!(!resource.apply_response(None));
    assert_eq!(resource.known(), Some(&1));
    assert!(resource.apply_response(Some(2)));
    assert_eq!(resource, Resource::Known(2));
}

#[test]
fn a_permalink_has_no_tracking_and_only_done_means_sent() {
    let facts = |role: &str, status: &str| {
        let activity = EmailActivity {
            role: Some(role.to_owned()),
            current_status: Some(status.to_owned()),
            ..EmailActivity::default()
        };
        let ActivityFacts { has_tracking, is_sent } = ActivityFacts::of(&activity);
        (has_tracking, is_sent)
    };
    assert_eq!(facts("primary_email", "Done"), (true, true));
    assert_eq!(facts("Permalink", "DONE"), (false, true));
    assert_eq!(facts("resend", "EXECUTING"), (true, false));
    assert_eq!(facts("", ""), (true, false));
}

#[test]
fn a_send_history_under_way_is_not_requested_again() {
    let mut caller = Caller::loading();
    caller.receive_activity(Some(SENT));
    caller.start(ACTIVITY);
    caller.receive(1, Some("b"));
    caller.handle(Event::Stop);
    caller.handle(Event::Resume);
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 2, "the activity is known");
    caller.receive_activity(Some(SENT));
    assert_eq!(caller.times_requested(ResourceKind::SendHistory), 2);
}
