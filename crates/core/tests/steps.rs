//! Next steps: every row has exactly one, and the first rule that applies decides.

use bounces_core::{
    BounceCode, BounceTable, NextStep, Query, QueryEngine, Suggestions,
    history::RecentBounces,
    steps::StepFacts,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

/// Code, domain, present address, day of deletion.
type Row = (&'static str, &'static str, Option<&'static str>, Option<&'static str>);

fn table_of(rows: &[Row]) -> BounceTable {
    let row = |(code, domain, current, deleted): &Row| TrackingActivity {
        email_address: Some(format!("a@{domain}").into()),
        bounce_code: Some((*code).into()),
        current_email_address: current.map(Into::into),
        deleted_at: deleted.map(Into::into),
        ..TrackingActivity::default()
    };
    let tracking_activities = rows.iter().map(row).collect();
    let mut table = BounceTable::default();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    table
}

fn suggestions_for(table: &BounceTable) -> Suggestions {
    let mut suggestions = Suggestions::default();
    suggestions.update(table);
    suggestions
}

/// The step of a single row.
fn step_of(row: Row) -> NextStep {
    let table = table_of(&[row]);
    let suggestions = suggestions_for(&table);
    let row = table.rows().next().expect("a row");
    NextStep::of_row(&table, suggestions.typo_domains(), row)
}

#[test]
fn addresses_that_do_not_exist_are_removed() {
    for code in ["B", "S"] {
        assert_eq!(step_of((code, "company.example", None, None)), NextStep::Remove);
    }
}

#[test]
fn likely_typos_are_fixed_instead() {
    for code in ["B", "S", "D"] {
        assert_eq!(step_of((code, "gmial.com", None, None)), NextStep::FixTypo);
    }
    for code in ["F", "X", "?"] {
        assert_eq!(step_of((code, "gmial.com", None, None)), NextStep::Wait);
    }
}

#[test]
fn full_and_silent_mailboxes_wait() {
    for code in ["D", "F", "X", "", "Q"] {
        assert_eq!(step_of((code, "company.example", None, None)), NextStep::Wait);
    }
}

#[test]
fn blocked_messages_are_the_senders_concern_whatever_the_domain() {
    assert_eq!(step_of(("Z", "company.example", None, None)), NextStep::Unblock);
    assert_eq!(step_of(("Z", "gmial.com", None, None)), NextStep::Unblock);
}

#[test]
fn corrected_and_deleted_contacts_are_done() {
    for code in ["B", "S", "D", "F", "Z", "X", "Q"] {
        for domain in ["company.example", "gmial.com"] {
            assert_eq!(step_of((code, domain, Some("b@c.example"), None)), NextStep::Done);
            assert_eq!(step_of((code, domain, None, Some("2026-11-14"))), NextStep::Done);
        }
    }
}

#[test]
fn auto_replies_need_no_action_even_after_a_correction() {
    assert_eq!(step_of(("V", "company.example", None, None)), NextStep::AutoReply);
    assert_eq!(step_of(("V", "gmial.com", Some("b@c.example"), None)), NextStep::AutoReply);
}

#[test]
fn ids_are_unique_and_lead_back_to_their_step() {
    for step in NextStep::ALL {
        assert_eq!(NextStep::from_id(step.id()), Some(step));
    }
    assert_eq!(NextStep::from_id("other"), None);
}

#[test]
fn every_step_needs_a_decision_but_those_without_anything_to_do() {
    let others = [NextStep::AutoReply, NextStep::Done];
    let all: Vec<_> = NextStep::NEEDS_DECISION.into_iter().chain(others).collect();
    assert_eq!(all, NextStep::ALL);
}

/// The rules as a list in prose order, independent of the implementation's match.
fn naive_step(facts: StepFacts<'_>) -> NextStep {
    let code = facts.code.as_str();
    if code == "V" {
        return NextStep::AutoReply;
    }
    if facts.is_resolved {
        return NextStep::Done;
    }
    if code == "Z" {
        return NextStep::Unblock;
    }
    if facts.has_typo_domain && ["B", "S", "D"].contains(&code) {
        return NextStep::FixTypo;
    }
    let keeps_bouncing =
        code == "D" && facts.recent.any >= 1 || code == "F" && facts.recent.full >= 3;
    if ["B", "S"].contains(&code) || keeps_bouncing { NextStep::Remove } else { NextStep::Wait }
}

#[test]
fn every_combination_of_facts_has_the_step_of_the_naive_rules() {
    for code in BounceCode::ALL {
        for is_resolved in [false, true] {
            for has_typo_domain in [false, true] {
                for (any, full) in (0..=5).flat_map(|any| (0..=any).map(move |full| (any, full))) {
                    let recent = RecentBounces { any, full };
                    let facts = StepFacts { code, is_resolved, has_typo_domain, recent };
                    assert_eq!(NextStep::of(facts), naive_step(facts), "{facts:?}");
                }
            }
        }
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    let code = prop::sample::select(vec!["B", "S", "D", "F", "Z", "X", "V", "", "Q"]);
    let domain = prop::sample::select(vec!["company.example", "gmial.com", "gmail.com"]);
    let current = prop::sample::select(vec![None, Some("new@example.com")]);
    let deleted = prop::sample::select(vec![None, Some("2026-11-14")]);
    (code, domain, current, deleted)
}

proptest! {
    #[test]
    fn filtering_by_each_step_partitions_the_rows(
        rows in prop::collection::vec(any_row(), 0..60)
    ) {
        let table = table_of(&rows);
        let suggestions = suggestions_for(&table);
        let mut engine = QueryEngine::default();
        engine.set_typo_domains(suggestions.typo_domains());
        let mut all = Vec::new();
        for step in NextStep::ALL {
            engine.update(&table, &Query { step: Some(step), ..Query::default() });
            prop_assert_eq!(engine.rows().len(), engine.step_totals()[step.index()] as usize);
            for row in engine.rows() {
                prop_assert_eq!(NextStep::of_row(&table, suggestions.typo_domains(), *row), step);
            }
            all.extend_from_slice(engine.rows());
        }
        all.sort_unstable();
        prop_assert_eq!(all, table.rows().collect::<Vec<_>>());
    }

    #[test]
    fn a_row_is_a_typo_exactly_when_it_has_a_suggestion(
        rows in prop::collection::vec(any_row(), 0..60)
    ) {
        let table = table_of(&rows);
        let suggestions = suggestions_for(&table);
        for row in table.rows() {
            let is_typo = NextStep::of_row(&table, suggestions.typo_domains(), row) == NextStep::FixTypo;
            prop_assert_eq!(suggestions.for_row(&table, row).is_some(), is_typo);
        }
    }
}
