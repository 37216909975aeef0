//! What a query is, before anything is looked for.

use bounces_core::{BounceCode, CodeSet, Column, Direction, Query, SortKey, SortKeys, Timestamp};

#[test]
fn pressing_a_header_sorts_naturally_first_and_then_turns_round() {
    let by_email = SortKeys::default().pressed(Column::Email);
    assert_eq!(by_email, SortKey::natural(Column::Email).into());
    assert_eq!(by_email.first().direction, Direction::Ascending);
    assert_eq!(by_email.pressed(Column::Email).first().direction, Direction::Descending);
    assert_eq!(by_email.pressed(Column::Date), SortKeys::default());
}

#[test]
fn pressing_a_header_lets_go_of_further_columns() {
    let keys = SortKeys::default().shift_pressed(Column::Name);
    assert_eq!(keys.pressed(Column::Date), SortKey::default().reversed().into());
    assert_eq!(keys.pressed(Column::Name), SortKey::natural(Column::Name).into());
}

#[test]
fn pressing_with_shift_adds_a_column_and_then_turns_it_round_where_it_stands() {
    let keys = SortKeys::default().shift_pressed(Column::Name);
    assert_eq!(keys.as_slice(), [SortKey::default(), SortKey::natural(Column::Name)]);
    let turned = keys.shift_pressed(Column::Date);
    assert_eq!(turned.as_slice(), [SortKey::default().reversed(), SortKey::natural(Column::Name)]);
    assert_eq!(turned.key_of(Column::Date), Some((0, Direction::Ascending)));
    assert_eq!(turned.key_of(Column::Name), Some((1, Direction::Ascending)));
    assert_eq!(turned.key_of(Column::Email), None);
}

#[test]
fn a_column_that_is_named_again_decides_nothing_more() {
    let by_name = SortKey::natural(Column::Name);
    assert_eq!(
        SortKeys::new([by_name, SortKey::default(), by_name.reversed()]).as_slice(),
        [by_name, SortKey::default()]
    );
    assert_eq!(SortKeys::new([]), SortKeys::default());
}

#[test]
fn a_query_is_unfiltered_whatever_it_sorts_by() {
    let all = Query { sort: SortKey::natural(Column::Email).into(), ..Query::default() };
    assert!(all.is_unfiltered());
    assert!(Query { search: "  ".to_owned(), ..all.clone() }.is_unfiltered());
    for filtered in [
        Query { search: "a".to_owned(), ..all.clone() },
        Query { codes: [BounceCode::Full].into_iter().collect(), ..all.clone() },
        Query { domain: Some("x.de".to_owned()), ..all.clone() },
        Query { from: Some(Timestamp::from_milliseconds(0)), ..all.clone() },
        Query { before: Some(Timestamp::from_milliseconds(0)), ..all },
    ] {
        assert!(!filtered.is_unfiltered(), "{filtered:?}");
    }
}

#[test]
fn a_set_of_codes_toggles_its_members() {
    let set = CodeSet::EMPTY.toggled(BounceCode::Full).toggled(BounceCode::Unknown("Q"));
    assert_eq!(set.iter().collect::<Vec<_>>(), [BounceCode::Full, BounceCode::Unknown("")]);
    assert!(set.toggled(BounceCode::Full).toggled(BounceCode::Unknown("")).is_empty());
}
