//! Failures that pass by themselves: rate limits, the daily quota, the network.

use crate::support::{ACTIVITY, Caller, OTHER_ACTIVITY, at, limited, page};
use bounces_core::load::{Action, ApiError, ErrorCode, Event, LoadPhase, RetryState, Timer};

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

#[test]
fn a_rate_limit_counts_down_the_seconds_of_retry_after() {
    let mut caller = Caller::loading();
    caller.fail(limited(Some(3)));
    assert_eq!(caller.retry(), RetryState::Scheduled(3));
    caller.fire(Timer::Retry);
    assert_eq!((caller.now, caller.retry()), (1000, RetryState::Scheduled(2)));
    caller.fire(Timer::Retry);
    assert_eq!((caller.now, caller.retry()), (2000, RetryState::Scheduled(1)));
    assert_eq!(caller.requested().len(), 1);
    caller.fire(Timer::Retry);
    assert_eq!((caller.now, caller.retry()), (3000, RetryState::Retrying));
    assert_eq!(caller.requested().len(), 2);
    assert_eq!(caller.timer(Timer::Retry), None);
}

#[test]
fn a_rate_limit_without_retry_after_waits_5_seconds() {
    let mut caller = Caller::loading();
    caller.fail(limited(None));
    assert_eq!(caller.retry(), RetryState::Scheduled(5));
    caller.count_down();
    assert_eq!(caller.now, 5000);
}

#[test]
fn consecutive_rate_limits_double_the_delay_up_to_64_seconds() {
    let mut caller = Caller::half_loaded("b");
    for delay in [1, 2, 4, 8, 16, 32, 64, 64, 64] {
        caller.fail(limited(Some(1)));
        assert_eq!(caller.retry(), RetryState::Scheduled(delay));
        caller.count_down();
    }
    for _ in 0..70 {
        caller.fail(limited(Some(0)));
        caller.count_down();
    }
    assert_eq!(caller.retry(), RetryState::Retrying);
}

#[test]
fn the_delay_is_never_shorter_than_retry_after() {
    let mut caller = Caller::loading();
    for retry_after in [1, 600, 65, 7, 3] {
        let failed_at = caller.now;
        caller.fail(limited(Some(retry_after)));
        caller.count_down();
        assert!(caller.now - failed_at >= i64::try_from(retry_after).unwrap() * 1000);
    }
}

#[test]
fn a_page_resets_the_back_off() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(1)));
    caller.count_down();
    caller.receive(1, Some("c"));
    assert_eq!(caller.retry(), RetryState::Manual);
    caller.fail(limited(Some(1)));
    assert_eq!(caller.retry(), RetryState::Scheduled(1));
}

#[test]
fn another_kind_of_failure_resets_the_back_off() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(1)));
    caller.count_down();
    caller.fail(ErrorCode::Unavailable);
    assert_eq!(caller.retry(), RetryState::Manual);
    caller.handle(Event::Resume);
    caller.fail(limited(Some(1)));
    assert_eq!(caller.retry(), RetryState::Scheduled(1));
}

#[test]
fn a_refresh_continues_the_back_off_and_another_activity_resets_it() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(1)));
    caller.start(ACTIVITY);
    caller.fail(limited(Some(1)));
    assert_eq!(caller.retry(), RetryState::Scheduled(2));
    caller.start(OTHER_ACTIVITY);
    caller.fail(limited(Some(1)));
    assert_eq!(caller.retry(), RetryState::Scheduled(1));
}

#[test]
fn only_the_first_of_consecutive_rate_limits_is_announced() {
    let mut caller = Caller::half_loaded("b");
    let announced = |caller: &Caller| {
        caller.actions.iter().find_map(|action| match action {
            Action::Failed { announce, .. } => Some(*announce),
            _ => None,
        })
    };
    caller.fail(limited(Some(1)));
    assert_eq!(announced(&caller), Some(true));
    caller.count_down();
    caller.fail(limited(Some(1)));
    assert_eq!(announced(&caller), Some(false));
    caller.count_down();
    caller.fail(ErrorCode::Unavailable);
    assert_eq!(announced(&caller), Some(true));
}

#[test]
fn an_automatic_retry_continues_between_pages() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(1)));
    caller.count_down();
    assert_eq!(caller.phase(), LoadPhase::Loading);
    assert_eq!(caller.requested().last(), Some(&page("b")));
    caller.receive(1, None);
    assert_eq!(caller.phase(), LoadPhase::Complete);
    assert_eq!(caller.retry(), RetryState::Manual);
}

#[test]
fn the_user_can_cut_the_countdown_short() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(600)));
    caller.handle(Event::Resume);
    assert!(caller.did(&Action::CancelTimer(Timer::Retry)));
    assert_eq!(caller.retry(), RetryState::Manual);
    assert_eq!(caller.phase(), LoadPhase::Loading);
}

#[test]
fn a_timer_that_fires_although_it_was_cancelled_changes_nothing() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(1)));
    caller.handle(Event::Resume);
    caller.now = 5000;
    caller.handle(Event::TimerFired(Timer::Retry));
    assert_eq!(caller.actions, []);
    assert_eq!(caller.requested().len(), 3);
}

#[test]
fn a_timer_that_fires_early_waits_for_the_rest() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(2)));
    caller.now = 1999;
    caller.handle(Event::TimerFired(Timer::Retry));
    assert_eq!(caller.retry(), RetryState::Scheduled(1));
    assert_eq!(caller.timer(Timer::Retry), Some(2000));
}

#[test]
fn a_timer_that_fires_late_retries_at_once() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(2)));
    caller.now = HOUR;
    caller.handle(Event::TimerFired(Timer::Retry));
    assert_eq!(caller.retry(), RetryState::Retrying);
}

#[test]
fn a_late_tick_shows_the_seconds_that_are_left_by_the_clock() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(10)));
    caller.now = 6700;
    caller.handle(Event::TimerFired(Timer::Retry));
    assert_eq!(caller.retry(), RetryState::Scheduled(3));
    assert_eq!(caller.timer(Timer::Retry), Some(8000));
}

#[test]
fn the_seconds_are_rounded_so_that_a_tick_a_little_late_skips_none() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(limited(Some(3)));
    caller.now = 1003;
    caller.handle(Event::TimerFired(Timer::Retry));
    assert_eq!(caller.retry(), RetryState::Scheduled(2));
    assert_eq!(caller.timer(Timer::Retry), Some(2000));
}

#[test]
fn no_countdown_survives_its_report() {
    for end in [Event::Dispose, start_of_nothing()] {
        let mut caller = Caller::loading();
        caller.fail(limited(Some(1)));
        caller.handle(end);
        assert!(caller.did(&Action::CancelTimer(Timer::Retry)));
        assert_eq!(caller.timer(Timer::Retry), None);
        caller.now = 2000;
        caller.handle(Event::TimerFired(Timer::Retry));
        assert_eq!(caller.actions, []);
    }
}

fn start_of_nothing() -> Event {
    Event::Start {
        target: bounces_core::load::Target::default(),
        bypass_cache: false,
        is_new_source: false,
    }
}

#[test]
fn an_absurd_retry_after_does_not_overflow() {
    let mut caller = Caller::loading();
    caller.now = at(1_793_491_200_000).milliseconds();
    caller.fail(limited(Some(u64::MAX)));
    assert!(matches!(caller.retry(), RetryState::Scheduled(_)));
    let error = ApiError { retry_after: Some(u64::MAX), ..ErrorCode::QuotaExhausted.into() };
    caller.handle(Event::Resume);
    caller.fail(error);
    assert!(matches!(caller.retry(), RetryState::NotBefore(_)));
}

#[test]
fn the_quota_returns_after_retry_after_to_the_minute() {
    let mut caller = Caller::loading();
    caller.now = 10 * DAY + 29_999;
    caller.fail(ApiError { retry_after: Some(7200), ..ErrorCode::QuotaExhausted.into() });
    assert_eq!(caller.retry(), RetryState::NotBefore(at(10 * DAY + 2 * HOUR)));
    caller.handle(Event::Resume);
    caller.now += 1;
    caller.fail(ApiError { retry_after: Some(7200), ..ErrorCode::QuotaExhausted.into() });
    assert_eq!(caller.retry(), RetryState::NotBefore(at(10 * DAY + 2 * HOUR + 60_000)));
    assert_eq!(caller.timer(Timer::Retry), None, "it is not retried automatically");
}

#[test]
fn an_absurd_retry_after_is_limited_to_a_year() {
    let mut caller = Caller::loading();
    caller.fail(ApiError { retry_after: Some(u64::MAX), ..ErrorCode::QuotaExhausted.into() });
    assert_eq!(caller.retry(), RetryState::NotBefore(at(366 * DAY)));
}

#[test]
fn without_retry_after_the_quota_returns_at_midnight_utc() {
    let mut caller = Caller::loading();
    for now in [20 * DAY, 20 * DAY + 1, 21 * DAY - 1] {
        caller.now = now;
        caller.fail(ErrorCode::QuotaExhausted);
        assert_eq!(caller.retry(), RetryState::NotBefore(at(21 * DAY)));
        caller.handle(Event::Resume);
    }
}

#[test]
fn offline_is_retried_when_the_browser_is_online() {
    let mut caller = Caller::half_loaded("b");
    caller.fail(ErrorCode::Offline);
    assert_eq!(caller.retry(), RetryState::Manual);
    caller.handle(Event::Online);
    assert_eq!(caller.phase(), LoadPhase::Loading);
    assert_eq!(caller.requested().last(), Some(&page("b")));
}

#[test]
fn being_online_restarts_nothing_else() {
    let mut forbidden = Caller::loading();
    forbidden.fail(ErrorCode::Forbidden);
    let mut limited_load = Caller::loading();
    limited_load.fail(limited(None));
    let mut stopped = Caller::half_loaded("b");
    stopped.handle(Event::Stop);
    for mut caller in [forbidden, limited_load, stopped, Caller::loaded(), Caller::loading()] {
        caller.handle(Event::Online);
        assert_eq!(caller.actions, []);
    }
}

#[test]
fn every_other_failure_waits_for_the_user() {
    for code in [
        ErrorCode::SignedOut,
        ErrorCode::Forbidden,
        ErrorCode::NotFound,
        ErrorCode::UnsupportedRole,
        ErrorCode::Unavailable,
        ErrorCode::InvalidResponse,
        ErrorCode::InternalError,
    ] {
        let mut caller = Caller::loading();
        caller.fail(ApiError { retry_after: Some(1), ..code.into() });
        assert_eq!(caller.retry(), RetryState::Manual, "{code:?}");
        assert_eq!(caller.timer(Timer::Retry), None);
        assert!(caller.has_failed(code));
    }
}
