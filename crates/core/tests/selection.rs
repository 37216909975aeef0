//! The selection, and that it follows contacts across loads, compared with a naive oracle.

use bounces_core::{
    BounceTable, RowId, Selection,
    wire::{BouncesPage, TrackingActivity},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A contact by its number, with one of three identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Contact {
    number: u8,
    identity: Identity,
    day: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Identity {
    Uuid,
    Text,
    Address,
}

fn contact(number: u8) -> Contact {
    Contact { number, identity: Identity::Uuid, day: 1 }
}

fn table_of(contacts: &[Contact]) -> BounceTable {
    let row = |contact: &Contact| {
        let Contact { number, identity, day } = contact;
        let id = match identity {
            Identity::Uuid => Some(format!("98edac88-f4bc-408c-9e64-acd8903842{number:02x}")),
            Identity::Text => Some(format!("contact {number}")),
            Identity::Address => None,
        };
        TrackingActivity {
            contact_id: id.map(Into::into),
            email_address: Some(format!("{number}@example.com").into()),
            created_time: Some(format!("2026-11-{day:02}T09:40:00Z").into()),
            ..TrackingActivity::default()
        }
    };
    let mut table = BounceTable::default();
    let tracking_activities = contacts.iter().map(row).collect();
    table.append(&BouncesPage { tracking_activities, ..BouncesPage::default() });
    table
}

fn selected(selection: &Selection) -> Vec<u32> {
    selection.rows().map(|RowId(row)| row).collect()
}

fn rows(rows: impl IntoIterator<Item = u32>) -> Vec<RowId> {
    rows.into_iter().map(RowId).collect()
}

#[test]
fn a_row_can_be_selected_and_deselected() {
    let mut selection = Selection::default();
    selection.set(RowId(70), true);
    selection.set(RowId(3), true);
    assert!(selection.contains(RowId(70)) && !selection.contains(RowId(71)));
    assert_eq!(selected(&selection), [3, 70]);
    selection.set(RowId(70), false);
    assert_eq!((selected(&selection), selection.count()), (vec![3], 1));
}

#[test]
fn a_range_follows_the_given_order_in_both_directions() {
    let order = rows([9, 2, 7, 4, 5]);
    let mut selection = Selection::default();
    selection.set(RowId(2), true);
    selection.set_range(&order, RowId(4), true);
    assert_eq!(selected(&selection), [2, 4, 7]);
    selection.set_range(&order, RowId(9), false);
    assert_eq!(selected(&selection), [] as [u32; 0], "a range begins where the last one ended");
}

#[test]
fn a_range_from_a_row_outside_the_order_is_one_row() {
    let mut selection = Selection::default();
    selection.set(RowId(1), true);
    selection.set_range(&rows([5, 6, 7]), RowId(7), true);
    assert_eq!(selected(&selection), [1, 7]);
    selection.set_all(&rows([5]), true);
    selection.set_range(&rows([5, 6, 7]), RowId(6), true);
    assert_eq!(selected(&selection), [1, 5, 6, 7], "all of them is no row to begin at");
}

#[test]
fn selecting_all_given_rows_keeps_the_others() {
    let mut selection = Selection::default();
    selection.set(RowId(1), true);
    let matching = rows([4, 2]);
    selection.set_all(&matching, true);
    assert_eq!(selected(&selection), [1, 2, 4]);
    assert_eq!(selection.count_among(&matching), 2);
    selection.set_all(&matching, false);
    assert_eq!(selected(&selection), [1]);
}

#[test]
fn selected_rows_are_in_the_given_order_followed_by_the_others() {
    let mut selection = Selection::default();
    selection.set_all(&rows([1, 3, 5, 7]), true);
    assert_eq!(selection.rows_in_order(&rows([7, 2, 3])), rows([7, 3, 1, 5]));
    assert_eq!(selection.rows_in_order(&rows([5, 3, 1, 7])), rows([5, 3, 1, 7]));
}

#[test]
fn contacts_stay_selected_when_the_report_is_loaded_again() {
    let [ada, bola, carla] = [0, 1, 2].map(contact);
    let text = Contact { identity: Identity::Text, ..contact(3) };
    let address = Contact { identity: Identity::Address, ..contact(4) };
    let before = table_of(&[ada, bola, carla, text, address]);
    let mut selection = Selection::default();
    selection.set_all(&rows([1, 3, 4]), true);
    selection.snapshot(&before);
    assert_eq!(selection.count(), 0);

    let new = contact(5);
    let after = table_of(&[address, new, carla, text, ada, bola]);
    selection.restore(&after);
    assert_eq!(selected(&selection), [0, 3, 5]);
}

#[test]
fn another_bounce_of_a_selected_contact_is_not_selected() {
    let mut selection = Selection::default();
    selection.set(RowId(0), true);
    selection.snapshot(&table_of(&[contact(0)]));
    selection.restore(&table_of(&[Contact { day: 2, ..contact(0) }, contact(0)]));
    assert_eq!(selected(&selection), [1]);
}

#[test]
fn rows_that_an_interrupted_refresh_did_not_read_are_remembered_for_the_next_one() {
    let all = [0, 1, 2].map(contact);
    let mut selection = Selection::default();
    selection.set_all(&rows([0, 2]), true);
    selection.snapshot(&table_of(&all));
    let cut_short = table_of(&all[..1]);
    selection.restore(&cut_short);
    assert_eq!(selection.count(), 1);
    selection.snapshot(&cut_short);
    selection.restore(&table_of(&all));
    assert_eq!(selected(&selection), [0, 2]);
}

#[test]
fn rows_that_a_complete_report_lacks_are_forgotten() {
    let mut selection = Selection::default();
    selection.set(RowId(0), true);
    selection.snapshot(&table_of(&[contact(0)]));
    let without = table_of(&[contact(1)]);
    selection.restore(&without);
    assert_eq!(selection.finish_restore(), 1);
    selection.snapshot(&without);
    selection.restore(&table_of(&[contact(0)]));
    assert_eq!(selection.count(), 0);
}

#[test]
fn clearing_forgets_remembered_rows_too() {
    let mut selection = Selection::default();
    selection.set(RowId(0), true);
    selection.snapshot(&table_of(&[contact(0)]));
    selection.clear();
    selection.restore(&table_of(&[contact(0)]));
    assert_eq!(selection.count(), 0);
}

#[test]
fn thousands_of_contacts_are_restored() {
    let any_day = |row: u32| Contact {
        number: u8::try_from(row % 256).unwrap_or(0),
        identity: Identity::Uuid,
        day: u8::try_from(row / 256).unwrap_or(0) + 1,
    };
    let all: Vec<_> = (0..6000).map(any_day).collect();
    let mut selection = Selection::default();
    selection.set(RowId(5999), true);
    selection.snapshot(&table_of(&all));
    selection.set_all(&rows((0..5999).step_by(2)), true);
    selection.snapshot(&table_of(&all));
    let backwards: Vec<_> = all.into_iter().rev().collect();
    selection.restore(&table_of(&backwards));
    assert_eq!(selection.count(), 3001);
    assert!(selection.rows().all(|RowId(row)| row == 0 || row % 2 == 1));
}

/// An operation on a selection of the rows 0 to 199.
#[derive(Clone, Debug)]
enum Step {
    One(u32, bool),
    Range(Vec<u32>, u32, bool),
    All(Vec<u32>, bool),
    Clear,
}

fn any_order() -> impl Strategy<Value = Vec<u32>> {
    let all: Vec<u32> = (0..200).collect();
    proptest::sample::subsequence(all, 0..40).prop_shuffle()
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..200_u32, any::<bool>()).prop_map(|(row, on)| Step::One(row, on)),
        (any_order(), 0..200_u32, any::<bool>()).prop_map(|(order, row, on)| {
            let row = order.get(row as usize % order.len().max(1)).copied().unwrap_or(row);
            Step::Range(order, row, on)
        }),
        (any_order(), any::<bool>()).prop_map(|(order, on)| Step::All(order, on)),
        Just(Step::Clear),
    ]
}

/// The naive oracle: a set, and the row that was set last.
fn apply(step: &Step, set: &mut BTreeSet<u32>, anchor: &mut Option<u32>) {
    let mut put = |row: u32, on: bool| if on { set.insert(row) } else { set.remove(&row) };
    match step {
        Step::One(row, on) => {
            put(*row, *on);
            *anchor = Some(*row);
        }
        Step::Range(order, row, on) => {
            let between: Vec<_> = match anchor {
                Some(anchor) if order.contains(anchor) && order.contains(row) => {
                    let ends = |one: &u32| one == anchor || one == row;
                    let from = order.iter().position(ends).unwrap_or(0);
                    let to = order.iter().rposition(ends).unwrap_or(0);
                    order[from..=to].to_vec()
                }
                Some(_) | None => vec![*row],
            };
            for row in between {
                put(row, *on);
            }
            *anchor = Some(*row);
        }
        Step::All(order, on) => {
            for row in order {
                put(*row, *on);
            }
            *anchor = None;
        }
        Step::Clear => {
            set.clear();
            *anchor = None;
        }
    }
}

fn any_contact() -> impl Strategy<Value = Contact> {
    let identity = prop_oneof![Just(Identity::Uuid), Just(Identity::Text), Just(Identity::Address)];
    (0..6_u8, identity, 1..3_u8).prop_map(|(number, identity, day)| Contact {
        number,
        identity,
        day,
    })
}

proptest! {
    #[test]
    fn a_selection_is_a_set(
        steps in proptest::collection::vec(any_step(), 0..20),
        shown in any_order(),
    ) {
        let (mut selection, mut set, mut anchor) = (Selection::default(), BTreeSet::new(), None);
        for step in &steps {
            match step {
                Step::One(row, on) => selection.set(RowId(*row), *on),
                Step::Range(order, row, on) => {
                    selection.set_range(&rows(order.clone()), RowId(*row), *on);
                }
                Step::All(order, on) => selection.set_all(&rows(order.clone()), *on),
                Step::Clear => selection.clear(),
            }
            apply(step, &mut set, &mut anchor);
            prop_assert_eq!(selected(&selection), set.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(selection.count(), set.len());
        }
        let among = shown.iter().filter(|row| set.contains(row)).count();
        prop_assert_eq!(selection.count_among(&rows(shown)), among);
    }

    /// Whatever the order and the pages in which rows return: of each contact, as many rows are
    /// selected as were before, or as there are.
    #[test]
    fn a_refresh_keeps_as_many_rows_of_each_contact_as_it_can(
        before in proptest::collection::vec((any_contact(), any::<bool>()), 0..40),
        after in proptest::collection::vec(any_contact(), 0..40),
        cut in 0..40_usize,
    ) {
        let contacts: Vec<_> = before.iter().map(|(contact, _)| *contact).collect();
        let chosen = (0..).zip(&before).filter(|(_, (_, on))| *on).map(|(row, _)| row);
        let mut selection = Selection::default();
        selection.set_all(&rows(chosen), true);
        selection.snapshot(&table_of(&contacts));
        selection.restore(&table_of(&after[..cut.min(after.len())]));
        selection.restore(&table_of(&after));

        for contact in &after {
            let wanted = before.iter().filter(|(one, on)| one == contact && *on).count();
            let there = after.iter().filter(|one| *one == contact).count();
            let kept = selected(&selection).into_iter().filter(|row| after[*row as usize] == *contact);
            prop_assert_eq!(kept.count(), wanted.min(there));
        }
    }
}
