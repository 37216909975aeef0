//! Tests of changes to the query, in a browser.

#![expect(clippy::unwrap_used, reason = "a failed test may panic")]

use super::*;
use crate::platform::panic_boundary::install_executor;
use crate::state::{
    Report, ReportEvent,
    test_support::{append, inputs, recording_sink},
};
use bounces_core::{SortColumn, SortKey};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

struct Fixture {
    query: QueryState,
    expanded_rows: ExpandedRows,
    announcer: Announcer,
    events: Rc<RefCell<Vec<ReportEvent>>>,
}

/// Five rows, two on a page.
fn fixture() -> Fixture {
    let (sink, events) = recording_sink();
    let (rows, announcer, expanded_rows) =
        (LoadedRows::new(), Announcer::new(), ExpandedRows::new());
    let query = QueryState::new(&inputs(), sink, rows, announcer, expanded_rows);
    append(rows, &["e@x.example", "d@x.example", "c@x.example", "b@x.example", "a@y.example"]);
    query.refresh();
    Fixture { query, expanded_rows, announcer, events }
}

/// The views that the host was notified of.
fn views(events: &RefCell<Vec<ReportEvent>>) -> Vec<String> {
    let view = |event: &ReportEvent| {
        if let ReportEvent::ViewChange { view } = event { Some(view.clone()) } else { None }
    };
    events.borrow().iter().filter_map(view).collect()
}

#[wasm_bindgen_test]
fn a_change_of_the_query_shows_its_first_page_collapses_announces_and_notifies_once() {
    Owner::new().with(|| {
        let Fixture { query, expanded_rows, announcer, events } = fixture();
        assert!(views(&events).is_empty());
        query.set_page(1);
        let row = query.row_at(0).unwrap();
        expanded_rows.toggle(row);
        query.set_domain(Some("y.example".to_owned()));
        assert_eq!((query.page(), query.matching_count()), (0, 1));
        assert!(!expanded_rows.contains(row));
        assert_eq!(announcer.current(), Some(Announcement::Matching));
        assert_eq!(views(&events).len(), 2);
    });
}

#[wasm_bindgen_test]
fn rows_that_arrive_change_neither_page_nor_announcement_and_notify_nobody() {
    Owner::new().with(|| {
        let Fixture { query, announcer, events, .. } = fixture();
        query.set_page(1);
        append(query.rows, &["z@x.example"]);
        query.refresh();
        assert_eq!((query.page(), query.matching_count()), (1, 6));
        assert_eq!(announcer.current(), Some(Announcement::Page(1)));
        assert_eq!(views(&events).len(), 1);
    });
}

#[wasm_bindgen_test]
fn the_page_stays_within_the_rows_that_match() {
    Owner::new().with(|| {
        let Fixture { query, .. } = fixture();
        query.set_page(2);
        assert_eq!((query.page_range(), query.page_count()), (4..5, 3));
        query.set_page(7);
        assert_eq!(query.page_range(), 4..5);
        query.set_search("nobody".to_owned());
        assert!(query.is_empty_result());
        assert_eq!((query.page(), query.page_count(), query.page_range()), (0, 1, 0..0));
        assert_eq!(query.row_at(0), None);
    });
}

#[wasm_bindgen_test]
fn another_page_size_keeps_the_first_row_on_the_page() {
    Owner::new().with(|| {
        let Fixture { query, events, .. } = fixture();
        query.set_page(1);
        let first = query.row_at(0);
        query.set_page_size(3);
        assert!(query.rows_on_page().contains(&first.unwrap()));
        assert_eq!(query.page(), 0);
        assert_eq!(query.page_size_options(), [2, 3, 50, 100, 250, 500]);
        assert_eq!(views(&events).len(), 2);
        query.set_page_size(100_000);
        assert_eq!(query.page_size(), 500);
        query.apply_view("size=75");
        assert_eq!(query.page_size_options(), [2, 50, 75, 100, 250, 500]);
    });
}

#[wasm_bindgen_test]
fn a_view_of_the_host_is_applied_without_notifying_it() {
    Owner::new().with(|| {
        let Fixture { query, events, announcer, .. } = fixture();
        query.apply_view("sort=email&page=2");
        assert_eq!(query.page(), 1);
        assert_eq!(query.with(|query| query.sort.first()), SortKey::natural(SortColumn::Email));
        assert!(views(&events).is_empty());
        assert_eq!(announcer.current(), None);
        query.set_page(0);
        assert_eq!(views(&events), ["sort=email"]);
    });
}

#[wasm_bindgen_test]
fn filters_that_the_host_clears_are_not_reported_to_it() {
    install_executor();
    Owner::new().with(|| {
        let (sink, events) = recording_sink();
        let report = Report::new(inputs(), sink);
        append(report.rows(), &["a@x.example", "b@x.example", "c@y.example"]);
        let query = report.query();
        query.refresh();
        query.toggle_sort(SortColumn::Email, false);
        query.set_domain(Some("y.example".to_owned()));
        query.set_search("c".to_owned());
        assert_eq!(report.view(), "q=c&domain=y.example&sort=email");
        let before = views(&events).len();
        report.clear();
        assert_eq!((query.matching_count(), report.view().as_str()), (3, "sort=email"));
        assert_eq!(views(&events).len(), before);
    });
}

#[wasm_bindgen_test]
fn the_host_also_clears_a_period_after_sending_whose_beginning_is_not_known_yet() {
    install_executor();
    Owner::new().with(|| {
        let report = Report::new(inputs(), recording_sink().0);
        append(report.rows(), &["a@x.example", "b@x.example"]);
        let query = report.query();
        query.apply_view("when=later");
        assert_eq!((query.matching_count(), report.view().as_str()), (2, "when=later"));
        report.clear();
        assert_eq!(report.view(), "");
        query.set_sent(bounces_core::Timestamp::parse("2026-11-12T09:00:00Z"));
        assert_eq!(query.matching_count(), 2);
    });
}

#[wasm_bindgen_test]
fn another_locale_keeps_the_rows_until_they_are_sorted() {
    Owner::new().with(|| {
        let Fixture { query, .. } = fixture();
        query.toggle_sort(SortColumn::Email, false);
        let rows = query.rows_on_page();
        assert!(query.results.set_locale("de"));
        assert_eq!(query.rows_on_page(), rows, "rows of the former order stay");
        assert!(query.advance());
        assert_eq!(query.rows_on_page(), rows);
        assert!(!query.results.set_locale("de"));
    });
}

#[wasm_bindgen_test]
fn an_inverted_range_changes_the_fields_only() {
    Owner::new().with(|| {
        let Fixture { query, events, .. } = fixture();
        let [first, last] = ["2026-11-13", "2026-11-12"].map(bounces_core::Day::parse);
        query.set_date_range(DateRange { first, last });
        assert!(query.date_range().unwrap().is_inverted());
        assert!(views(&events).is_empty() && !query.has_filter(FilterKind::Dates));
        query.set_date_range(DateRange { first: last, last });
        assert!(query.has_filter(FilterKind::Dates));
        query.remove_filter(FilterKind::Dates);
        assert_eq!(query.date_range(), None);
    });
}

#[wasm_bindgen_test]
async fn an_export_waits_until_the_rows_that_match_are_known() {
    install_executor();
    let owner = Owner::new();
    let report = owner.with(|| Report::new(inputs(), recording_sink().0));
    let (query, exports) = (report.query(), Rc::new(RefCell::new(Vec::new())));
    let export = |name: &'static str| {
        let exports = Rc::clone(&exports);
        report.export().when_ready(move || exports.borrow_mut().push(name));
    };
    export("at once");
    query.results.set_running();
    export("later");
    next_task().await;
    assert_eq!(*exports.borrow(), ["at once"]);
    assert!(query.advance());
    while exports.borrow().len() < 2 {
        next_task().await;
    }
    assert_eq!(*exports.borrow(), ["at once", "later"]);
}
