//! Who bounced before: the join against a naive oracle, and what counts.

use crate::support::campaign;
use bounces_core::{
    BounceCode, BounceTable, NextStep, Query, QueryEngine, RowId, Suggestions, Timestamp,
    TypoDomains,
    history::{EarlierBounces, EarlierEmail, EarlierOutcome, RULE_EMAILS},
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;

/// Contact, code, minutes since 1970.
type Bounce = (String, &'static str, Option<i64>);

fn row((contact, code, minutes): &Bounce) -> TrackingActivity<'static> {
    let time = minutes.map(|minutes| Timestamp::from_milliseconds(minutes * 60_000 + 59_999));
    TrackingActivity {
        contact_id: Some(contact.clone().into()),
        email_address: Some(format!("{contact}@example.com").into()),
        bounce_code: Some((*code).into()),
        created_time: time.map(|time| time.to_string().into()),
        ..TrackingActivity::default()
    }
}

fn page(bounces: &[Bounce]) -> BouncesPage<'static> {
    let tracking_activities = bounces.iter().map(row).collect();
    BouncesPage { tracking_activities, ..BouncesPage::default() }
}

fn bounce(contact: &str, code: &'static str) -> Bounce {
    (contact.to_owned(), code, Some(1_000))
}

/// A report with these contacts and codes.
pub(crate) fn report(rows: &[(&str, &'static str)]) -> BounceTable {
    let mut table = BounceTable::default();
    table.append(&page(
        &rows.iter().map(|(contact, code)| bounce(contact, code)).collect::<Vec<_>>(),
    ));
    table
}

fn email(number: u32) -> EarlierEmail {
    let sent = Timestamp::from_milliseconds(0).plus_days(20_000 - i64::from(number));
    EarlierEmail { campaign: campaign(number.into()), sent }
}

/// Nothing is read yet of these emails.
fn indexed(table: &BounceTable, emails: &[EarlierEmail], shown: usize) -> EarlierBounces {
    let mut earlier = EarlierBounces::new(table.len(), emails, shown);
    earlier.add_contacts(table.contacts());
    earlier
}

/// Reads these earlier emails, the last one first, in pages of two.
fn read(table: &mut BounceTable, shown: usize, emails: &[Vec<Bounce>]) {
    read_some(table, shown, emails, &vec![true; emails.len()]);
}

/// Reads these earlier emails, of which the first ones are finished, completely or not.
pub(crate) fn read_some(
    table: &mut BounceTable,
    shown: usize,
    emails: &[Vec<Bounce>],
    finished: &[bool],
) {
    let named: Vec<_> = (0..).zip(emails).map(|(number, _)| email(number)).collect();
    let mut earlier = indexed(table, &named, shown);
    for (index, bounces) in emails.iter().enumerate() {
        earlier.begin(index);
        bounces.chunks(2).for_each(|rows| earlier.append(index, &page(rows)));
        if let Some(is_complete) = finished.get(index) {
            earlier.finish(index, *is_complete);
        }
    }
    table.set_earlier(earlier);
}

/// A report of one contact with this code, which bounced with these codes in the emails before, the
/// last one first; `-` means that it did not.
pub(crate) fn contact(code: &'static str, before: &[&'static str]) -> BounceTable {
    let mut table = report(&[("ada", code)]);
    let emails: Vec<_> = before
        .iter()
        .map(|code| if *code == "-" { Vec::new() } else { vec![bounce("ada", code)] })
        .collect();
    read(&mut table, 5, &emails);
    table
}

fn step(code: &'static str, before: &[&'static str]) -> NextStep {
    NextStep::of_row(&contact(code, before), &TypoDomains::default(), RowId(0))
}

#[test]
fn undeliverable_contacts_that_bounced_before_are_removed() {
    assert_eq!(step("D", &["-", "-", "-", "-", "-"]), NextStep::Wait);
    for code in ["B", "S", "D", "F", "Z", "X", "?"] {
        assert_eq!(step("D", &["-", "-", "-", "-", code]), NextStep::Remove, "{code}");
    }
    assert_eq!(step("D", &["-", "-", "-", "-", "-", "D"]), NextStep::Wait, "the sixth");
}

#[test]
fn mailboxes_that_were_full_three_times_are_removed() {
    assert_eq!(step("F", &["F", "F"]), NextStep::Wait);
    assert_eq!(step("F", &["F", "-", "F", "-", "F"]), NextStep::Remove);
    assert_eq!(step("F", &["F", "D", "F", "D"]), NextStep::Wait, "only twice because it was full");
    assert_eq!(step("F", &["F", "F", "-", "-", "-", "F"]), NextStep::Wait, "the sixth");
}

#[test]
fn what_happened_before_a_delivery_does_not_count() {
    assert_eq!(step("D", &["V", "D", "D"]), NextStep::Wait);
    assert_eq!(step("D", &["D", "V", "-"]), NextStep::Remove);
    assert_eq!(step("F", &["F", "F", "V", "F"]), NextStep::Wait);
}

/// The bounce of an email is followed by an auto-reply to it, or to its resend, whose page comes later.
#[test]
fn an_auto_reply_after_the_bounce_of_the_same_email_is_a_delivery() {
    let step = |code, bounces: &[(&'static str, i64)]| {
        let mut table = report(&[("ada", code)]);
        let email: Vec<_> =
            bounces.iter().map(|(code, at)| ("ada".to_owned(), *code, Some(*at))).collect();
        let before = vec![bounce("ada", code)];
        read(&mut table, 5, &[email, before.clone(), before.clone(), before]);
        assert_eq!(table.earlier().count(RowId(0)), 4, "it bounced all the same");
        NextStep::of_row(&table, &TypoDomains::default(), RowId(0))
    };
    assert_eq!(step("D", &[("V", 300), ("D", 200)]), NextStep::Wait);
    assert_eq!(step("D", &[("D", 200), ("V", 300)]), NextStep::Wait);
    assert_eq!(step("F", &[("F", 200), ("V", 300)]), NextStep::Wait);
    assert_eq!(step("D", &[("D", 200), ("V", 300), ("D", 100)]), NextStep::Wait);
    assert_eq!(step("D", &[("D", 300), ("V", 200)]), NextStep::Remove, "the bounce was later");
    assert_eq!(step("D", &[("V", 200), ("D", 300)]), NextStep::Remove);
}

#[test]
fn other_reasons_are_not_affected_by_earlier_bounces() {
    for code in ["X", "?", "Z", "V"] {
        let before = ["D", "F", "F", "F", "D"];
        assert_eq!(step(code, &before), step(code, &["-"]), "{code}");
    }
}

#[test]
fn the_last_five_emails_decide_however_few_are_shown() {
    let mut table = report(&[("ada", "D")]);
    let none = Vec::new;
    read(&mut table, 1, &[none(), none(), none(), none(), vec![bounce("ada", "D")]]);
    assert_eq!(NextStep::of_row(&table, &TypoDomains::default(), RowId(0)), NextStep::Remove);
    assert_eq!((table.earlier().count(RowId(0)), table.earlier().outcomes(RowId(0)).len()), (0, 1));
}

#[test]
fn auto_replies_are_no_bounces() {
    let table = contact("D", &["V", "D", "-", "F"]);
    assert_eq!(table.earlier().count(RowId(0)), 2);
    let codes: Vec<_> =
        table.earlier().bounces(RowId(0)).iter().map(|(_, bounce)| bounce.code.as_str()).collect();
    assert_eq!(codes, ["D", "F"]);
}

#[test]
fn a_bounce_outweighs_an_auto_reply_to_the_same_email_and_the_newest_counts() {
    for bounces in [["V", "F", "D"], ["F", "V", "D"]] {
        let mut table = report(&[("ada", "D")]);
        read(&mut table, 5, &[bounces.map(|code| bounce("ada", code)).to_vec()]);
        let codes: Vec<_> =
            table.earlier().bounces(RowId(0)).iter().map(|(_, bounce)| bounce.code).collect();
        assert_eq!(codes, [BounceCode::Full]);
    }
}

#[test]
fn pages_count_when_the_email_is_finished() {
    let mut table = report(&[("ada", "D"), ("bob", "D")]);
    let mut earlier = indexed(&table, &[email(0)], 1);
    earlier.begin(0);
    earlier.append(0, &page(&[bounce("ada", "D")]));
    let outcome = |earlier: &EarlierBounces, row| earlier.outcomes(RowId(row))[0];
    assert_eq!(outcome(&earlier, 0), EarlierOutcome::Unread);
    assert_eq!(
        (earlier.count(RowId(0)), earlier.recent(RowId(0)).any, earlier.has_begun()),
        (0, 0, false)
    );
    let version = earlier.version();
    earlier.finish(0, false);
    assert_ne!(earlier.version(), version);
    assert!(matches!(outcome(&earlier, 0), EarlierOutcome::Bounced(_)));
    assert_eq!(outcome(&earlier, 1), EarlierOutcome::Unread, "perhaps on a page that is missing");
    assert_eq!(
        (earlier.count(RowId(0)), earlier.known(RowId(0)), earlier.has_begun()),
        (1, 1, true)
    );
    earlier.begin(0);
    assert_eq!(outcome(&earlier, 0), EarlierOutcome::Unread, "it is read again");
    earlier.finish(0, true);
    assert_eq!(outcome(&earlier, 1), EarlierOutcome::NoBounce);
    assert!(earlier.is_read(0));
    table.set_earlier(earlier);
}

#[test]
fn rows_that_are_loaded_again_keep_their_history_unless_there_are_other_contacts() {
    let table = contact("D", &["D", "-"]);
    let again = report(&[("ada", "D"), ("ada", "B")]);
    let earlier = table.earlier().clone().with_rows(again.contacts()).expect("the same contacts");
    assert_eq!([0, 1].map(|row| earlier.count(RowId(row))), [1, 1]);
    assert!(
        table
            .earlier()
            .clone()
            .with_rows(report(&[("ada", "D"), ("bob", "D")]).contacts())
            .is_none()
    );
    let nobody = BounceTable::default();
    assert!(table.earlier().clone().with_rows(nobody.contacts()).is_some());
}

#[test]
fn rows_without_a_contact_have_no_history() {
    let table = contact("D", &["D"]);
    let mut earlier =
        table.earlier().clone().with_rows([None].into_iter()).expect("no other contact");
    assert_eq!(earlier.count(RowId(0)), 0);
    assert_eq!(earlier.outcomes(RowId(0)), [EarlierOutcome::Unread]);
    earlier.append(0, &page(&[(String::new(), "D", None)]));
    assert_eq!(earlier.count(RowId(0)), 0);
    assert_eq!(earlier.count(RowId(7)), 0, "a row that the table does not have");
}

#[test]
fn the_last_non_existent_address_explains_a_suspension() {
    let mut table = report(&[("ada", "S"), ("bob", "S")]);
    let at = |code, minutes| vec![("ada".to_owned(), code, Some(minutes))];
    read(&mut table, 5, &[at("S", 400), at("B", 300), at("B", 200), Vec::new()]);
    let expected = Timestamp::from_milliseconds(300 * 60_000);
    assert_eq!(table.earlier().non_existent_at(RowId(0)), Some(expected));
    assert_eq!(table.earlier().non_existent_at(RowId(1)), None);
}

#[test]
fn a_contact_that_was_sent_to_after_it_was_non_existent_was_not_suspended_since() {
    for (before, is_explained) in [
        (["S", "S", "B"], true),
        (["-", "B", "F"], true),
        (["F", "B", "-"], false),
        (["S", "V", "B"], false),
        (["D", "S", "B"], false),
    ] {
        let table = contact("S", &before);
        let found = table.earlier().non_existent_at(RowId(0)).is_some();
        assert_eq!(found, is_explained, "{before:?}");
    }
}

#[test]
fn ids_that_are_no_uuids_and_uuids_of_any_case_are_joined() {
    let id = "98EDAC88-f4bc-408c-9e64-ACD890384231";
    let mut table = report(&[(id, "D"), ("other id", "D")]);
    read(&mut table, 5, &[vec![bounce(&id.to_lowercase(), "D"), bounce("other id", "F")]]);
    assert_eq!([0, 1].map(|row| table.earlier().count(RowId(row))), [1, 1]);
}

#[test]
fn the_contacts_are_indexed_in_parts() {
    let mut table = report(&[("ada", "D"), ("bob", "D"), ("cid", "D")]);
    table.set_earlier(EarlierBounces::new(3, &[email(0)], 1));
    assert!(!table.index_earlier(2));
    assert!(table.index_earlier(2));
    assert!(table.index_earlier(0));
    table.earlier_mut().append(0, &page(&[bounce("cid", "D"), bounce("bob", "D")]));
    table.earlier_mut().finish(0, true);
    assert_eq!([0, 1, 2].map(|row| table.earlier().count(RowId(row))), [0, 1, 1]);
}

fn any_bounces(length: usize) -> impl Strategy<Value = Vec<Bounce>> {
    let contact = (0_u8..12).prop_map(|contact| format!("contact {contact}"));
    let code = prop::sample::select(vec!["B", "S", "D", "F", "Z", "X", "V", "", "Q"]);
    let minutes = prop::option::of(prop_oneof![-10_i64..10, 29_000_000_i64..31_000_000]);
    prop::collection::vec((contact, code, minutes), 0..length)
}

/// The bounce of a contact in an earlier email: the first that is no auto-reply, or else the last auto-reply.
fn naive_bounce<'a>(bounces: &'a [Bounce], contact: &str) -> Option<&'a Bounce> {
    let of_contact = || bounces.iter().filter(|(id, _, _)| id == contact);
    of_contact()
        .find(|(_, code, _)| *code != "V")
        .or_else(|| of_contact().max_by_key(|(_, _, minutes)| minutes.unwrap_or_default().max(0)))
}

/// Whether an auto-reply to an earlier email came without a bounce, or after it.
fn naive_delivery(bounces: &[Bounce], contact: &str) -> bool {
    let Some((_, code, at)) = naive_bounce(bounces, contact) else { return false };
    let known = |minutes: &Option<i64>| minutes.filter(|minutes| *minutes > 0);
    let replies = bounces.iter().filter(|(id, code, _)| id == contact && *code == "V");
    let latest = replies.filter_map(|(_, _, minutes)| known(minutes)).max();
    *code == "V" || known(at).is_some_and(|at| latest > Some(at))
}

proptest! {
    #[test]
    fn the_join_equals_a_naive_search(
        rows in any_bounces(20),
        emails in prop::collection::vec(any_bounces(12), 0..9),
        shown in 0_usize..9,
    ) {
        let mut table = BounceTable::default();
        table.append(&page(&rows));
        read(&mut table, shown, &emails);
        let earlier = table.earlier();
        for (row, (contact, ..)) in (0..).map(RowId).zip(&rows) {
            let found: Vec<_> =
                emails.iter().map(|bounces| naive_bounce(bounces, contact)).collect();
            let outcomes = earlier.outcomes(row);
            prop_assert_eq!(outcomes.len(), shown.min(emails.len()));
            for (outcome, found) in outcomes.iter().zip(&found) {
                match (outcome, found) {
                    (EarlierOutcome::NoBounce, None) => {}
                    (EarlierOutcome::Bounced(bounce), Some((_, code, minutes))) => {
                        prop_assert_eq!(bounce.code.index(), BounceCode::parse(code).index());
                        let minutes = minutes.filter(|minutes| *minutes > 0);
                        let time = minutes.map(|one| Timestamp::from_milliseconds(one * 60_000));
                        prop_assert_eq!(bounce.time, time);
                    }
                    other => prop_assert!(false, "{:?}", other),
                }
            }
            let of_shown = found.iter().take(shown).flatten();
            let count = of_shown.filter(|(_, code, _)| *code != "V").count();
            prop_assert_eq!(usize::from(earlier.count(row)), count);
            prop_assert_eq!(earlier.bounces(row).len(), count);
            let since = emails.iter().take(RULE_EMAILS);
            let since = since.take_while(|bounces| !naive_delivery(bounces, contact));
            let since = since.filter_map(|bounces| naive_bounce(bounces, contact));
            let since: Vec<_> = since.map(|(_, code, _)| *code).collect();
            prop_assert_eq!(usize::from(earlier.recent(row).any), since.len());
            let full = since.iter().filter(|code| **code == "F").count();
            prop_assert_eq!(usize::from(earlier.recent(row).full), full);
        }
    }

    #[test]
    fn with_a_history_the_steps_still_partition_the_rows(
        rows in any_bounces(30),
        emails in prop::collection::vec(any_bounces(12), 0..6),
    ) {
        let mut table = BounceTable::default();
        table.append(&page(&rows));
        let mut suggestions = Suggestions::default();
        suggestions.update(&table);
        let mut engine = QueryEngine::default();
        engine.set_typo_domains(suggestions.typo_domains());
        engine.update(&table, &Query::default());
        let before = engine.step_totals();
        read(&mut table, 5, &emails);
        engine.update(&table, &Query::default());
        let totals = engine.step_totals();
        prop_assert_eq!(totals.iter().sum::<u32>() as usize, table.len());
        let [remove, wait] = [NextStep::Remove, NextStep::Wait].map(NextStep::index);
        prop_assert_eq!(totals[remove] + totals[wait], before[remove] + before[wait]);
        prop_assert!(totals[remove] >= before[remove]);
        for step in NextStep::ALL {
            let rows = table.rows().filter(|row| NextStep::of_row(&table, suggestions.typo_domains(), *row) == step);
            prop_assert_eq!(rows.count(), totals[step.index()] as usize, "{:?}", step);
        }
    }
}
