//! Any order of events keeps the invariants of [`Simulation`](crate::simulation).

use crate::{
    server::Server,
    simulation::{Simulation, Step},
    support::{DRAFT, LANDING_PAGE, SENT},
};
use bounces_core::load::{ErrorCode, LoadPhase};
use proptest::prelude::*;

/// A report of up to seven pages. Most links lead to the next page, some anywhere.
fn any_server() -> impl Strategy<Value = Server> {
    let link = prop_oneof![8 => Just(None), 1 => (0..7_usize).prop_map(Some)];
    prop::collection::vec((0..3_usize, link), 1..8).prop_map(|pages| {
        let last = pages.len() - 1;
        let linked = pages.into_iter().enumerate().map(|(index, (rows, link))| {
            (rows, link.or_else(|| (index < last).then_some(index + 1)))
        });
        Server(linked.collect())
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let code = prop::sample::select(&[
        ErrorCode::RateLimited,
        ErrorCode::RateLimited,
        ErrorCode::QuotaExhausted,
        ErrorCode::Offline,
        ErrorCode::Unavailable,
        ErrorCode::NotFound,
    ]);
    let retry_after = prop::option::of(prop_oneof![0..4_u64, 60..100_u64]);
    let activity = prop::sample::select(&[None, Some(SENT), Some(DRAFT), Some(LANDING_PAGE)]);
    let late = prop_oneof![3 => Just(0_i64), 1 => 0..3000_i64];
    prop_oneof![
        2 => (0..2_usize, prop::bool::weighted(0.2))
            .prop_map(|(report, is_new_source)| Step::Start { report, is_new_source }),
        1 => Just(Step::StartNothing),
        12 => Just(Step::AnswerPage),
        4 => Just(Step::AnswerPartly),
        4 => (code, retry_after).prop_map(|(code, seconds)| Step::FailPage(code, seconds)),
        3 => any::<usize>().prop_map(Step::AnswerStale),
        4 => Just(Step::Yielded),
        3 => (any::<usize>(), activity)
            .prop_map(|(index, activity)| Step::AnswerResource(index, activity)),
        4 => (any::<usize>(), late).prop_map(|(index, late)| Step::FireTimer(index, late)),
        1 => Just(Step::FireStray),
        3 => (0..400_i64).prop_map(Step::Advance),
        1 => Just(Step::ReloadOnEvent),
        1 => Just(Step::Flush),
        2 => Just(Step::Stop),
        4 => Just(Step::Resume),
        2 => Just(Step::Online),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_events_keeps_the_invariants_and_the_load_can_always_be_finished(
        servers in prop::collection::vec(any_server(), 2..=2),
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        let mut simulation = Simulation::new(servers);
        simulation.step(Step::Start { report: 0, is_new_source: false });
        for step in steps {
            simulation.step(step);
        }
        simulation.finish();
        if let LoadPhase::Failed(_) | LoadPhase::Stopped = simulation.status().phase {
            simulation.step(Step::Resume);
            simulation.finish();
        }
        prop_assert!(simulation.status().phase == LoadPhase::Idle || simulation.is_whole());
    }

    #[test]
    fn a_load_ends_when_responses_stop_coming(
        servers in prop::collection::vec(any_server(), 2..=2),
        steps in prop::collection::vec(any_step(), 0..40),
    ) {
        let mut simulation = Simulation::new(servers);
        for step in steps {
            simulation.step(step);
        }
        simulation.fail_all();
    }
}
