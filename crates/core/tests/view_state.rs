//! Views as text: writing and parsing.

use bounces_core::{
    BounceCode, CodeSet, DateFilter, Day, NextStep, ProviderFamily, Query, RelativeRange,
    SendPeriod, SortColumn, SortDirection, SortKey, SortKeys, Timestamp, ViewState,
};
use proptest::prelude::*;

fn key(column: SortColumn, direction: SortDirection) -> SortKey {
    SortKey { column, direction }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("it is a day")
}

fn full() -> ViewState {
    ViewState {
        codes: [BounceCode::Blocked, BounceCode::NonExistent].into_iter().collect(),
        search: "exam".to_owned(),
        domain: Some("example.com".to_owned()),
        provider: Some(ProviderFamily::Gmx),
        by_provider: true,
        dates: DateFilter::Days { from: Some(day("2026-11-01")), before: Some(day("2026-11-12")) },
        removable_only: true,
        step: Some(NextStep::FixTypo),
        repeats_only: true,
        sort: SortKeys::new([
            key(SortColumn::Email, SortDirection::Ascending),
            key(SortColumn::Date, SortDirection::Descending),
        ]),
        page: 2,
        page_size: Some(250),
    }
}

#[test]
fn the_default_view_is_the_empty_text() {
    assert_eq!(ViewState::default().to_string(), "");
    assert_eq!(ViewState::parse(""), ViewState::default());
}

#[test]
fn every_part_is_short_and_readable() {
    let text = "codes=B,Z&q=exam&domain=example.com&provider=gmx&group=provider&from=2026-11-01\
                &before=2026-11-12&removable=yes&step=fix&repeat=yes&sort=email,-date&page=2&size=250";
    assert_eq!(full().to_string(), text);
    assert_eq!(ViewState::parse(text), full());
    for text in [format!("?{text}"), format!("#{text}"), format!("  {text}\n")] {
        assert_eq!(ViewState::parse(&text), full());
    }
}

#[test]
fn the_order_of_the_parts_does_not_matter() {
    let text = "page=2&sort=email,-date&size=250&before=2026-11-12&from=2026-11-01&q=exam\
                &step=fix&removable=yes&repeat=yes&group=provider&provider=gmx&domain=example.com&codes=z,%20b";
    assert_eq!(ViewState::parse(text), full());
}

#[test]
fn malformed_and_unknown_parts_do_not_affect_others() {
    let text = "page=2&codes=Q&q=a&from=yesterday&before=2026-02-30&sort=size&page=0&page=-1&page=x\
                &size=501&size=0&domain=&domain=a@b.c&removable=no&provider=acme&group=yes&zoom=3&=&&%%%&codes";
    let expected = ViewState { search: "a".to_owned(), page: 2, ..ViewState::default() };
    assert_eq!(ViewState::parse(text), expected);
    assert_eq!(ViewState::parse(text).to_string(), "q=a&page=2");
}

#[test]
fn malformed_list_items_do_not_affect_others() {
    let view = ViewState::parse("codes=B,,BB,Q,unknown&sort=email,colour,-,-email,name,-date");
    assert_eq!(view.to_string(), "codes=B,unknown&sort=email,name,-date");
}

#[test]
fn explicit_defaults_are_not_written() {
    assert_eq!(ViewState::parse("codes=&q=&sort=-date&page=1").to_string(), "");
    assert_eq!(ViewState::parse("sort=date").to_string(), "sort=date");
    assert_eq!(ViewState::parse("sort=-date,email").to_string(), "sort=-date,email");
    assert_eq!(ViewState { search: " ".to_owned(), ..ViewState::default() }.to_string(), "");
}

#[test]
fn the_text_contains_an_address_only_if_it_is_searched_for() {
    let domain = Some("anna@example.com".to_owned());
    assert_eq!(ViewState { domain, ..ViewState::default() }.to_string(), "");
    let search = "anna@example.com".to_owned();
    assert_eq!(ViewState { search, ..ViewState::default() }.to_string(), "q=anna@example.com");
}

#[test]
fn a_search_may_contain_any_character() {
    let view = ViewState { search: "a&b=c+d %41 Zoë #1".to_owned(), ..ViewState::default() };
    assert_eq!(view.to_string(), "q=a%26b%3Dc%2Bd+%2541+Zo%C3%AB+%231");
    assert_eq!(ViewState::parse(&view.to_string()), view);
    assert_eq!(ViewState::parse("q=100%&page=2").search, "100%");
    assert_eq!(ViewState::parse("q=%C3").search, "\u{fffd}");
}

#[test]
fn a_query_has_the_times_at_which_the_users_days_begin() {
    let offset = 3_600_000;
    let start_of = |day: Day| {
        let in_utc = day.start_in_utc().milliseconds();
        Timestamp::from_milliseconds(in_utc - offset)
    };
    let view = full();
    let expected = Query {
        codes: view.codes,
        search: "exam".to_owned(),
        domain: Some("example.com".to_owned()),
        provider: Some(ProviderFamily::Gmx),
        from: Timestamp::parse("2026-11-01T00:00:00+01:00"),
        before: Timestamp::parse("2026-11-12T00:00:00+01:00"),
        sent: SENT,
        removable_only: true,
        step: Some(NextStep::FixTypo),
        repeats_only: true,
        sort: view.sort.clone(),
    };
    assert_eq!(view.query(NOW, SENT, start_of), expected);
    let unfiltered = ViewState::default().query(NOW, SENT, start_of);
    assert_eq!(unfiltered, Query { sent: SENT, ..Query::default() });
    assert!(unfiltered.is_unfiltered());
}

const NOW: Timestamp = Timestamp::from_milliseconds(1_795_000_000_000);
const SENT: Option<Timestamp> = Some(Timestamp::from_milliseconds(1_794_000_000_000));

#[test]
fn periods_after_sending_follow_each_other_and_have_no_other_bounds() {
    let bounds = |text: &str, sent| {
        let view = ViewState::parse(text);
        assert_eq!(view.to_string(), text);
        let query = view.query(NOW, sent, Day::start_in_utc);
        [query.from, query.before]
    };
    let hour = SENT.map(|sent| sent.plus_seconds(3600));
    let day = SENT.map(|sent| sent.plus_days(1));
    assert_eq!(bounds("when=first-hour", SENT), [None, hour]);
    assert_eq!(bounds("when=first-day", SENT), [hour, day]);
    assert_eq!(bounds("when=later", SENT), [day, None]);
    assert_eq!(bounds("when=later", None), [None, None]);
    assert_eq!(ViewState::parse("when=soon"), ViewState::default());
}

#[test]
fn a_time_is_in_the_period_whose_bounds_contain_it() {
    let sent = NOW;
    for seconds in [-5, 0, 3_599, 3_600, 86_399, 86_400, 8_640_000] {
        let time = sent.plus_seconds(seconds);
        let contains = |period: &SendPeriod| {
            let [from, before] = period.bounds(sent);
            from.is_none_or(|from| time >= from) && before.is_none_or(|before| time < before)
        };
        let periods: Vec<_> = SendPeriod::ALL.into_iter().filter(contains).collect();
        assert_eq!(periods, [SendPeriod::of(time, sent)], "{seconds} s");
    }
}

#[test]
fn a_relative_range_ends_now() {
    for (text, hours) in [("24h", 24), ("3d", 72), ("7d", 168), ("30d", 720)] {
        let view = ViewState::parse(&format!("last={text}"));
        assert_eq!(view.to_string(), format!("last={text}"));
        let query = view.query(NOW, None, Day::start_in_utc);
        let from = NOW.milliseconds() - hours * 3_600_000;
        assert_eq!(query.from, Some(Timestamp::from_milliseconds(from)));
        assert_eq!(query.before, None);
    }
    assert_eq!(ViewState::parse("last=week"), ViewState::default());
}

#[test]
fn the_last_of_days_and_a_relative_range_counts() {
    assert_eq!(ViewState::parse("from=2026-11-01&last=3d").to_string(), "last=3d");
    assert_eq!(ViewState::parse("last=3d&before=2026-11-12").to_string(), "before=2026-11-12");
    assert_eq!(ViewState::parse("last=3d&when=later").to_string(), "when=later");
    assert_eq!(ViewState::parse("when=later&from=2026-11-01").to_string(), "from=2026-11-01");
}

#[test]
fn days_that_exclude_all_days_are_ignored() {
    for text in ["from=2026-11-12&before=2026-11-12", "before=2026-11-01&from=2026-11-12"] {
        assert_eq!(ViewState::parse(text), ViewState::default());
    }
    let [from, before] = [day("2026-11-12"), day("2026-11-13")].map(Some);
    assert_eq!(DateFilter::between(from, before), Some(DateFilter::Days { from, before }));
    assert_eq!(DateFilter::between(before, from), None);
    assert_eq!(DateFilter::between(from, from), None);
    assert_eq!(DateFilter::between(None, None), Some(DateFilter::Any));
}

fn any_view() -> impl Strategy<Value = ViewState> {
    let codes = prop::collection::vec(prop::sample::select(BounceCode::ALL.to_vec()), 0..4)
        .prop_map(|codes| codes.into_iter().collect::<CodeSet>());
    let days = || {
        let beginning = day("0000-01-01");
        prop::option::of((0_i64..3_652_425).prop_map(move |days| beginning.plus_days(days)))
    };
    let dates = prop_oneof![
        prop::sample::select(RelativeRange::ALL.to_vec()).prop_map(DateFilter::Last),
        prop::sample::select(SendPeriod::ALL.to_vec()).prop_map(DateFilter::AfterSending),
        (days(), days())
            .prop_map(|(from, before)| DateFilter::between(from, before).unwrap_or_default()),
    ];
    let step = prop::option::of(prop::sample::select(NextStep::ALL.to_vec()));
    let direction = prop::sample::select(vec![SortDirection::Ascending, SortDirection::Descending]);
    let key = (prop::sample::select(SortColumn::ALL.to_vec()), direction)
        .prop_map(|(column, direction)| key(column, direction));
    let sort = prop::collection::vec(key, 0..6).prop_map(SortKeys::new);
    let search = prop_oneof!["", ".*[^ \t].*"]
        .prop_filter("blank", |text| text.is_empty() || !text.trim().is_empty());
    let provider = prop::option::of(prop::sample::select(&ProviderFamily::ALL));
    let texts = (search, prop::option::of("[^@]{1,12}"), provider, any::<bool>());
    (
        codes,
        texts,
        dates,
        any::<[bool; 2]>(),
        step,
        sort,
        1_usize..,
        prop::option::of(1_usize..=500),
    )
        .prop_map(
            |(codes, texts, dates, [removable_only, repeats_only], step, sort, page, page_size)| {
                let (search, domain, provider, by_provider) = texts;
                ViewState {
                    codes,
                    search,
                    domain,
                    provider,
                    by_provider,
                    dates,
                    removable_only,
                    step,
                    repeats_only,
                    sort,
                    page,
                    page_size,
                }
            },
        )
}

#[test]
fn without_filters_a_view_keeps_its_sort_page_size_and_list_of_domains() {
    let view = ViewState::parse(
        "codes=B&q=ada&domain=example.com&provider=gmx&last=7&removable=1&sort=-email&page=3&size=100&group=provider",
    );
    assert_ne!(view, view.clone().without_filters());
    let expected = ViewState {
        sort: view.sort.clone(),
        page_size: Some(100),
        by_provider: true,
        ..ViewState::default()
    };
    assert_eq!(view.without_filters(), expected);
}

proptest! {
    #[test]
    fn a_view_is_parsed_from_its_text(view in any_view()) {
        let text = view.to_string();
        prop_assert_eq!(ViewState::parse(&text), view);
        let is_url_character = |byte: u8| byte.is_ascii_alphanumeric() || b"-._*@+%,&=".contains(&byte);
        prop_assert!(text.bytes().all(is_url_character), "{}", text);
    }

    #[test]
    fn any_text_is_parsed(text in "((codes|q|domain|provider|group|when|last|from|before|removable|step|sort|page|size)=|[&=%+,-]|.){0,30}") {
        let view = ViewState::parse(&text);
        prop_assert_eq!(ViewState::parse(&view.to_string()).to_string(), view.to_string());
    }
}
