//! Sort keys, sets of codes and unfiltered queries.

use bounces_core::{
    BounceCode, CodeSet, Query, SortColumn, SortDirection, SortKey, SortKeys, Timestamp,
};

#[test]
fn toggling_a_column_sorts_in_its_natural_direction_and_then_reverses_it() {
    let by_email = SortKeys::default().toggled(SortColumn::Email);
    assert_eq!(by_email, SortKey::natural(SortColumn::Email).into());
    assert_eq!(by_email.first().direction, SortDirection::Ascending);
    assert_eq!(by_email.toggled(SortColumn::Email).first().direction, SortDirection::Descending);
    assert_eq!(by_email.toggled(SortColumn::Date), SortKeys::default());
}

#[test]
fn toggling_a_column_removes_further_columns() {
    let keys = SortKeys::default().with_toggled(SortColumn::Name);
    assert_eq!(keys.toggled(SortColumn::Date), SortKey::default().reversed().into());
    assert_eq!(keys.toggled(SortColumn::Name), SortKey::natural(SortColumn::Name).into());
}

#[test]
fn toggling_a_further_column_adds_it_and_then_reverses_it_in_its_position() {
    let keys = SortKeys::default().with_toggled(SortColumn::Name);
    assert_eq!(keys.as_slice(), [SortKey::default(), SortKey::natural(SortColumn::Name)]);
    let turned = keys.with_toggled(SortColumn::Date);
    assert_eq!(
        turned.as_slice(),
        [SortKey::default().reversed(), SortKey::natural(SortColumn::Name)]
    );
    assert_eq!(turned.position_of(SortColumn::Date), Some((0, SortDirection::Ascending)));
    assert_eq!(turned.position_of(SortColumn::Name), Some((1, SortDirection::Ascending)));
    assert_eq!(turned.position_of(SortColumn::Email), None);
}

#[test]
fn a_repeated_column_is_ignored() {
    let by_name = SortKey::natural(SortColumn::Name);
    assert_eq!(
        SortKeys::new([by_name, SortKey::default(), by_name.reversed()]).as_slice(),
        [by_name, SortKey::default()]
    );
    assert_eq!(SortKeys::new([]), SortKeys::default());
}

#[test]
fn the_sort_does_not_make_a_query_filtered() {
    let all = Query { sort: SortKey::natural(SortColumn::Email).into(), ..Query::default() };
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
fn a_code_set_has_each_of_its_codes_once() {
    let codes = [BounceCode::Blocked, BounceCode::Full, BounceCode::Blocked];
    let set: CodeSet = codes.into_iter().collect();
    assert_eq!(set.iter().collect::<Vec<_>>(), [BounceCode::Full, BounceCode::Blocked]);
    let unknown: CodeSet =
        [BounceCode::Unknown("Q"), BounceCode::Unknown("")].into_iter().collect();
    assert_eq!(unknown.iter().count(), 1);
    assert!(unknown.contains(BounceCode::Unknown("R")));
}

#[test]
fn a_code_set_toggles_its_members() {
    let set = CodeSet::EMPTY.toggled(BounceCode::Full).toggled(BounceCode::Unknown("Q"));
    assert_eq!(set.iter().collect::<Vec<_>>(), [BounceCode::Full, BounceCode::Unknown("")]);
    assert!(set.toggled(BounceCode::Full).toggled(BounceCode::Unknown("")).is_empty());
}
