//! Failures while earlier emails are read: what is left out, and what is tried again.

use crate::{
    history_support::{COMPLETE, Caller, joined, read},
    support::{limited, page},
};
use bounces_core::load::{ErrorCode, HistoryEvent, RepeatsStatus, ReportProgress, TrendStatus};

#[test]
fn at_the_reserve_reading_ends_and_says_how_much_was_read() {
    let mut caller = joined(&[1, 2]);
    (0..5).for_each(|_| caller.answer(&[1, 2]));
    caller.done();
    caller.fail(ErrorCode::QuotaExhausted);
    assert_eq!(caller.done(), ["finish 1 partly"]);
    assert_eq!(caller.repeats(), RepeatsStatus::Reserve { read: 1, of: 2 });
    assert_eq!(caller.trend(), TrendStatus::Ready);
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), [""; 0]);
}

#[test]
fn at_the_reserve_without_summaries_nothing_can_be_compared() {
    let mut caller = Caller::new(5);
    caller.fail(ErrorCode::QuotaExhausted);
    assert_eq!(caller.trend(), TrendStatus::Unreadable);
    assert_eq!(caller.repeats(), RepeatsStatus::Reserve { read: 0, of: 5 });
}

#[test]
fn an_email_that_cannot_be_read_is_left_out_and_counted() {
    for error in [ErrorCode::NotFound, ErrorCode::Unavailable, ErrorCode::InvalidResponse] {
        let mut caller = joined(&[1, 2]);
        caller.answer(&[1, 2]);
        caller.done();
        caller.fail(error);
        assert_eq!(caller.done(), ["activities 1"], "{error:?}");
        caller.answer_all(&[1, 2]);
        assert_eq!(caller.repeats(), RepeatsStatus::Partly { read: 1, of: 2 });
    }
}

#[test]
fn pages_that_arrived_before_a_failure_count() {
    let mut caller = joined(&[1]);
    (0..3).for_each(|_| caller.answer(&[1]));
    let (request, _) = caller.take();
    caller.handle(HistoryEvent::PageReceived { request, next: Ok(Some(page("second"))) });
    caller.done();
    caller.fail(ErrorCode::Unavailable);
    assert_eq!(caller.done(), ["finish 0 partly"]);
    assert_eq!(caller.repeats(), RepeatsStatus::Partly { read: 0, of: 1 });
}

#[test]
fn links_in_a_circle_and_invalid_links_end_an_email() {
    for next in [Ok(Some(page("second"))), Err(ErrorCode::InvalidResponse)] {
        let mut caller = joined(&[1]);
        (0..3).for_each(|_| caller.answer(&[1]));
        let (request, _) = caller.take();
        caller.handle(HistoryEvent::PageReceived { request, next: Ok(Some(page("second"))) });
        let (request, _) = caller.take();
        caller.done();
        caller.handle(HistoryEvent::PageReceived { request, next });
        assert_eq!(caller.done(), ["finish 0 partly"]);
    }
}

#[test]
fn without_names_and_counts_the_emails_are_read_all_the_same() {
    let mut caller = joined(&[1]);
    caller.fail(ErrorCode::Unavailable);
    caller.answer(&[1]);
    caller.fail(ErrorCode::InvalidResponse);
    caller.answer_all(&[1]);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn after_the_session_nothing_more_is_requested() {
    for error in [ErrorCode::SignedOut, ErrorCode::Forbidden, ErrorCode::Offline] {
        let mut caller = joined(&[1, 2]);
        caller.done();
        caller.fail(error);
        caller.progress(COMPLETE);
        assert_eq!(caller.done(), [""; 0]);
        assert_eq!(caller.repeats(), RepeatsStatus::Partly { read: 0, of: 2 });
    }
}

#[test]
fn summaries_that_cannot_be_read_are_requested_again_when_the_user_asks() {
    let mut caller = Caller::new(5);
    caller.progress(COMPLETE);
    caller.fail(ErrorCode::Unavailable);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Unreadable, RepeatsStatus::Off));
    caller.done();
    caller.handle(HistoryEvent::Retry);
    assert_eq!(caller.done(), ["summaries"]);
    caller.summaries(&[1]);
    caller.answer_all(&[1]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Ready, RepeatsStatus::Ready));
}

#[test]
fn a_retry_reads_only_what_is_missing() {
    let mut caller = joined(&[1, 2]);
    (0..5).for_each(|_| caller.answer(&[1, 2]));
    caller.fail(ErrorCode::Unavailable);
    caller.done();
    caller.handle(HistoryEvent::Retry);
    caller.answer_all(&[1, 2]);
    let done = caller.done();
    assert_eq!(done.len(), 3, "{done:?}");
    assert!(done[1].starts_with("page 1"), "{done:?}");
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn a_refresh_reads_what_could_not_be_read() {
    let mut caller = joined(&[1, 2]);
    (0..5).for_each(|_| caller.answer(&[1, 2]));
    caller.fail(ErrorCode::SignedOut);
    assert_eq!(caller.repeats(), RepeatsStatus::Partly { read: 1, of: 2 });
    caller.keeps_bounces = true;
    caller.start(5, true);
    caller.progress(COMPLETE);
    caller.done();
    caller.summaries(&[1, 2]);
    caller.answer_all(&[1, 2]);
    let done = caller.done();
    assert!(done[2].starts_with("page 1"), "{done:?}");
    assert_eq!((done.len(), caller.repeats()), (4, RepeatsStatus::Ready), "{done:?}");
}

#[test]
fn a_refresh_whose_summaries_cannot_be_read_keeps_what_is_known() {
    for (error, repeats) in [
        (ErrorCode::QuotaExhausted, RepeatsStatus::Reserve { read: 2, of: 2 }),
        (ErrorCode::Unavailable, RepeatsStatus::Ready),
    ] {
        let mut caller = read(&[1, 2]);
        caller.start(5, true);
        assert_eq!(caller.trend(), TrendStatus::Ready, "that of the load before");
        caller.handle(HistoryEvent::RowsReplaced);
        caller.handle(HistoryEvent::BouncesRestored);
        caller.progress(COMPLETE);
        assert!(!caller.load.status().is_finished);
        caller.fail(error);
        assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Ready, repeats));
        assert!(caller.load.status().is_finished);
    }
}

#[test]
fn a_refresh_with_other_contacts_at_the_reserve_knows_nothing_of_them() {
    let mut caller = read(&[1, 2]);
    caller.start(5, true);
    caller.handle(HistoryEvent::RowsReplaced);
    caller.progress(COMPLETE);
    caller.fail(ErrorCode::QuotaExhausted);
    assert_eq!(caller.trend(), TrendStatus::Ready);
    assert_eq!(caller.repeats(), RepeatsStatus::Reserve { read: 0, of: 2 });
}

#[test]
fn while_the_report_fails_for_a_reason_of_all_requests_nothing_is_requested_but_what_the_user_asks_for()
 {
    let mut caller = read(&[1, 2]);
    caller.start(5, true);
    caller.progress(ReportProgress::Failed);
    assert_eq!(caller.done(), [""; 0]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Ready, RepeatsStatus::Ready));
    assert!(caller.load.status().is_finished);
    caller.start(5, false);
    caller.progress(ReportProgress::Failed);
    assert_eq!(caller.done(), [""; 0]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Unreadable, RepeatsStatus::Off));
    caller.handle(HistoryEvent::Retry);
    assert_eq!(caller.done(), ["summaries"]);
}

#[test]
fn a_proxy_without_history_switches_it_off() {
    let mut caller = Caller::new(5);
    caller.fail(ErrorCode::NotFound);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Off, RepeatsStatus::Off));
    caller.done();
    caller.start(5, true);
    caller.progress(COMPLETE);
    assert_eq!(caller.trend(), TrendStatus::Off, "a refresh shows nothing that disappears again");
    assert_eq!(caller.done(), [""; 0]);
    caller.start(5, false);
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), ["summaries"], "another report");
}

#[test]
fn a_rate_limit_is_waited_for_three_times() {
    let mut caller = joined(&[1]);
    for _ in 0..3 {
        caller.done();
        caller.fail(limited(Some(7)));
        assert_eq!(caller.done(), ["timer"]);
        assert_eq!(caller.timer.map(|(_, at)| at), Some(caller.now + 7_000));
        caller.progress(COMPLETE);
        assert_eq!(caller.done(), [""; 0], "it waits");
        caller.wait();
        assert_eq!(caller.done(), ["names"]);
    }
    caller.fail(limited(Some(7)));
    assert_eq!(caller.done(), ["activities 0"], "names are left out");
}

#[test]
fn a_long_rate_limit_is_not_waited_for() {
    let mut caller = joined(&[1]);
    caller.done();
    caller.fail(limited(Some(3_600)));
    assert_eq!(caller.done(), ["activities 0"]);
}

#[test]
fn a_timer_of_a_former_load_does_no_harm() {
    let mut caller = joined(&[1]);
    caller.fail(limited(None));
    let (timer, at) = caller.timer.expect("a timer is set");
    assert_eq!(at, 5_000);
    caller.start(5, false);
    caller.progress(COMPLETE);
    caller.fail(limited(Some(60)));
    caller.done();
    caller.handle(HistoryEvent::TimerFired { timer });
    assert_eq!(caller.done(), [""; 0], "the new load waits for its own timer");
    caller.wait();
    assert_eq!(caller.done(), ["summaries"]);
}
