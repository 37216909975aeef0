//! Reading earlier emails: order, manners and costs.

use crate::{
    history_support::{COMPLETE, Caller, activity, first, joined, read, uuid},
    support::page,
};
use bounces_core::load::{HistoryEvent, HistoryLoad, RepeatsStatus, ReportProgress, TrendStatus};

#[test]
fn nothing_is_requested_before_the_first_page_is_shown() {
    let mut caller = Caller::default();
    caller.start(5, false);
    caller.progress(ReportProgress::Nothing);
    assert_eq!(caller.done(), [""; 0]);
    assert_eq!(caller.trend(), TrendStatus::Loading);
    caller.progress(ReportProgress::FirstPage);
    assert_eq!(caller.done(), ["summaries"]);
}

#[test]
fn only_the_summaries_are_requested_before_the_rows_are_complete() {
    let mut caller = Caller::new(5);
    caller.summaries(&[1, 2]);
    assert_eq!(caller.done(), ["summaries"]);
    assert_eq!(caller.trend(), TrendStatus::Ready);
    assert_eq!(caller.repeats(), RepeatsStatus::Loading { read: 0, of: 2 });
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), ["join", "names"]);
}

#[test]
fn a_report_costs_one_request_for_each_of_the_documented_parts() {
    let mut caller = joined(&[1, 2]);
    caller.answer_all(&[1, 2]);
    let first = first();
    let expected = [
        "summaries".to_owned(),
        "join".to_owned(),
        "names".to_owned(),
        "activities 0".to_owned(),
        "activities 1".to_owned(),
        "counts 2".to_owned(),
        "begin 0".to_owned(),
        format!("page 0 {} {first}", activity(1).as_u128() & 0xfff),
        "finish 0 complete".to_owned(),
        "begin 1".to_owned(),
        format!("page 1 {} {first}", activity(2).as_u128() & 0xfff),
        "finish 1 complete".to_owned(),
    ];
    assert_eq!(caller.done(), expected);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn it_is_known_how_many_of_the_earlier_emails_are_read() {
    let mut caller = Caller::new(5);
    assert_eq!(caller.repeats(), RepeatsStatus::Loading { read: 0, of: 5 }, "five at most");
    caller.summaries(&[1, 2, 3]);
    caller.progress(COMPLETE);
    let mut seen = vec![caller.repeats()];
    while caller.pending.is_some() {
        caller.answer(&[1, 2, 3]);
        seen.push(caller.repeats());
    }
    seen.dedup();
    let loading = |read| RepeatsStatus::Loading { read, of: 3 };
    assert_eq!(seen, [loading(0), loading(1), loading(2), RepeatsStatus::Ready]);
    caller.start(5, true);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready, "until the rows are replaced");
    caller.handle(HistoryEvent::RowsReplaced);
    assert_eq!(caller.repeats(), loading(0));
    caller.handle(HistoryEvent::BouncesRestored);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn the_rules_need_the_last_five_emails_however_few_are_shown() {
    assert_eq!([0, 1, 5, 6, 12, 99].map(HistoryLoad::emails_read), [0, 5, 5, 6, 12, 12]);
    let mut caller = Caller::new(1);
    caller.summaries(&[1, 2, 3, 4, 5, 6]);
    caller.progress(COMPLETE);
    caller.answer_all(&[1, 2, 3, 4, 5]);
    let finished = caller.done().into_iter().filter(|line| line.starts_with("finish")).count();
    assert_eq!(finished, 5);
}

#[test]
fn without_history_nothing_is_requested() {
    let mut caller = Caller::new(0);
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), [""; 0]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Off, RepeatsStatus::Off));
}

#[test]
fn a_report_without_rows_or_without_a_history_reads_the_summaries_only() {
    let mut caller = Caller::default();
    caller.start(5, false);
    caller.progress(ReportProgress::Complete { has_rows: false });
    caller.summaries(&[1, 2]);
    assert_eq!(caller.done(), ["summaries"]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Ready, RepeatsStatus::Off));
    let mut caller = joined(&[]);
    assert_eq!(caller.done(), ["summaries"]);
    assert_eq!((caller.trend(), caller.repeats()), (TrendStatus::Ready, RepeatsStatus::Off));
}

#[test]
fn the_pages_of_an_activity_follow_each_other_and_the_resend_follows_the_email() {
    let mut caller = joined(&[1]);
    caller.answer(&[1]);
    let (request, _) = caller.take();
    let activities = vec![activity(1), activity(2)];
    caller.handle(HistoryEvent::ActivitiesReceived { request, activities });
    caller.answer(&[1]);
    caller.done();
    let (request, _) = caller.take();
    caller.handle(HistoryEvent::PageReceived { request, next: Ok(Some(page("second"))) });
    let line = caller.done();
    assert!(line[0].ends_with(page("second").as_str()), "{line:?}");
    caller.answer(&[1]);
    let number = activity(2).as_u128() & 0xfff;
    assert_eq!(caller.done(), [format!("page 0 {number} {}", first())]);
    assert_eq!(caller.load.activities(uuid(1)), Some(&[activity(1), activity(2)][..]));
    caller.answer(&[1]);
    assert_eq!(caller.done(), ["finish 0 complete"]);
}

#[test]
fn activities_without_bounces_are_not_read() {
    let mut caller = joined(&[1, 2]);
    (0..3).for_each(|_| caller.answer(&[1, 2]));
    caller.done();
    let (request, _) = caller.take();
    let without_bounces = vec![activity(1)];
    caller.handle(HistoryEvent::CountsReceived { request, without_bounces });
    caller.answer_all(&[1, 2]);
    let done = caller.done();
    assert_eq!(done[..2], ["begin 0", "finish 0 complete"], "{done:?}");
    assert_eq!(done.iter().filter(|line| line.starts_with("page")).count(), 1);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn campaigns_without_bounces_cost_nothing() {
    let mut caller = Caller::new(5);
    let (request, _) = caller.take();
    let emails = vec![(uuid(1), false), (uuid(2), false)];
    caller.handle(HistoryEvent::SummariesReceived { request, emails });
    caller.progress(COMPLETE);
    caller.answer(&[]);
    assert_eq!(
        caller.done(),
        [
            "summaries",
            "join",
            "names",
            "begin 0",
            "finish 0 complete",
            "begin 1",
            "finish 1 complete"
        ]
    );
}

#[test]
fn at_most_ten_activities_are_counted_in_one_request() {
    let campaigns: Vec<u128> = (1..=12).collect();
    let mut caller = Caller::new(12);
    caller.summaries(&campaigns);
    caller.progress(COMPLETE);
    caller.answer_all(&campaigns);
    let counts: Vec<_> =
        caller.done().into_iter().filter(|line| line.starts_with("counts")).collect();
    assert_eq!(counts, ["counts 10"]);
}

#[test]
fn while_the_report_loads_nothing_else_is_requested() {
    let mut caller = joined(&[1]);
    caller.done();
    caller.progress(ReportProgress::FirstPage);
    caller.answer(&[1]);
    assert_eq!(caller.done(), [""; 0], "the names have arrived, and the user resumed the report");
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), ["activities 0"]);
}

#[test]
fn another_load_aborts_the_request_and_ignores_its_response() {
    let mut caller = joined(&[1]);
    let (request, what) = caller.take();
    caller.pending = Some((request, what));
    caller.done();
    caller.start(5, false);
    assert_eq!(caller.done(), ["abort"]);
    assert!(!caller.load.awaits(request));
    caller.handle(HistoryEvent::NamesReceived { request });
    caller.progress(ReportProgress::FirstPage);
    assert_eq!(caller.done(), ["summaries"]);
    caller.handle(HistoryEvent::Dispose);
    assert_eq!(caller.done(), ["abort"]);
}

#[test]
fn a_refresh_reads_only_the_summaries_again_if_the_contacts_are_the_same() {
    let mut caller = read(&[1, 2]);
    caller.keeps_bounces = true;
    caller.start(5, true);
    caller.progress(COMPLETE);
    caller.summaries(&[1, 2]);
    assert_eq!(caller.done(), ["summaries", "join"]);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn a_refresh_continues_with_the_page_that_is_missing() {
    let mut caller = joined(&[1]);
    (0..3).for_each(|_| caller.answer(&[1]));
    let (request, _) = caller.take();
    caller.handle(HistoryEvent::PageReceived { request, next: Ok(Some(page("second"))) });
    caller.keeps_bounces = true;
    caller.start(5, true);
    caller.progress(COMPLETE);
    caller.done();
    caller.summaries(&[1]);
    let line = caller.done();
    assert!(line[1].ends_with(page("second").as_str()), "{line:?}");
    caller.answer(&[1]);
    assert_eq!(caller.done(), ["finish 0 complete"]);
}

#[test]
fn a_refresh_with_other_contacts_reads_the_bounces_again_and_nothing_else() {
    let mut caller = read(&[1, 2]);
    caller.start(5, true);
    caller.progress(COMPLETE);
    caller.summaries(&[1, 2]);
    caller.answer_all(&[1, 2]);
    let done = caller.done();
    let pages = done.iter().filter(|line| line.starts_with("page")).count();
    assert_eq!(pages, 2, "{done:?}");
    assert!(!done.iter().any(|line| line.starts_with("activities") || line == "names"), "{done:?}");
}

#[test]
fn the_activities_of_a_campaign_are_requested_once_for_all_reports() {
    let mut caller = read(&[1, 2]);
    caller.start(5, false);
    caller.progress(COMPLETE);
    caller.summaries(&[2, 3]);
    caller.answer_all(&[2, 3]);
    let done = caller.done();
    let activities: Vec<_> = done.iter().filter(|line| line.starts_with("activities")).collect();
    assert_eq!(activities, ["activities 1"]);
    assert_eq!(caller.repeats(), RepeatsStatus::Ready);
}

#[test]
fn nothing_is_read_before_the_table_is_ready_and_a_former_load_makes_none_ready() {
    let mut caller = Caller::new(5);
    caller.is_slow = true;
    caller.summaries(&[1]);
    caller.progress(COMPLETE);
    caller.progress(COMPLETE);
    assert_eq!(caller.done(), ["summaries", "join"]);
    let former = caller.joining.take().expect("it is being joined");
    assert!(caller.load.awaits(former));
    caller.start(5, true);
    assert!(!caller.load.awaits(former));
    caller.handle(HistoryEvent::Joined { request: former, keeps_bounces: false });
    caller.progress(COMPLETE);
    caller.summaries(&[1]);
    assert_eq!(caller.done(), ["summaries", "join"]);
    let request = caller.joining.take().expect("it is being joined");
    caller.handle(HistoryEvent::Joined { request, keeps_bounces: false });
    assert_eq!(caller.done(), ["names"]);
}
