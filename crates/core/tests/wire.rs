//! Parsing responses of the upstream: the documented samples, and arbitrary ones.

use bounces_core::wire::{
    BouncesPage, DecodeErrorKind, Links, MissingPermission, StatsCounts, TrackingActivity,
    complete_rows, decode_activity, decode_campaign, decode_campaigns, decode_page, decode_problem,
    decode_send_history, decode_stats, decode_upstream_error,
};
use proptest::prelude::*;

const ALL_FIELDS: &[u8] = include_bytes!("fixtures/sample_with_all_fields.json");
const ALL_FIELDS_PRINTED: &[u8] = include_bytes!("fixtures/sample_with_all_fields.printed.json");
const WITHOUT_CODES: &[u8] = include_bytes!("fixtures/sample_without_codes.json");
const NOT_SENT: &[u8] = include_bytes!("fixtures/not_sent.json");

#[test]
fn the_first_documented_sample_has_all_its_fields() {
    let page = decode_page(ALL_FIELDS).unwrap();
    assert_eq!(
        page.tracking_activities,
        [TrackingActivity {
            contact_id: Some("a2fdc285-f4bc-408c-9e64-f3f89038ec82".into()),
            campaign_activity_id: Some("98edac88-f4bc-408c-9e64-acd890384231".into()),
            tracking_activity_type: Some("em_bounces".into()),
            email_address: Some("maddieb@gmail.com".into()),
            first_name: Some("Maddie".into()),
            last_name: Some("Brown".into()),
            bounce_code: Some("B".into()),
            current_email_address: Some("maddie_brown@yahoo.com".into()),
            created_time: Some("2019-04-25T11:08:00.000Z".into()),
            deleted_at: Some("2015-08-10".into()),
        }]
    );
    assert_eq!(page.links.next_href(), None);
    assert_eq!(page.unreadable_rows, 0);
}

#[test]
fn the_first_sample_as_printed_is_not_json_and_the_error_says_where() {
    let error = decode_page(ALL_FIELDS_PRINTED).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Syntax);
    assert_eq!(error.to_string(), "the response is not valid JSON (line 16, column 1)");
}

#[test]
fn the_second_documented_sample_has_no_bounce_codes() {
    let page = decode_page(WITHOUT_CODES).unwrap();
    let codes: Vec<_> = page.tracking_activities.iter().map(|row| &row.bounce_code).collect();
    assert_eq!(codes, [&None, &None]);
    let addresses: Vec<_> =
        page.tracking_activities.iter().filter_map(|row| row.email_address.as_deref()).collect();
    assert_eq!(addresses, ["jake_dodge@jakedodgepancakes.com"; 2]);
}

#[test]
fn an_unsent_activity_has_no_rows_and_no_next_page() {
    assert_eq!(decode_page(NOT_SENT), Ok(BouncesPage::default()));
}

#[test]
fn every_form_of_the_last_page_has_no_next_page() {
    for links in [
        "{}",
        "null",
        r#"{"next":null}"#,
        r#"{"next":{}}"#,
        r#"{"next":{"href":null}}"#,
        r#"{"next":{"href":""}}"#,
    ] {
        let bytes = format!(r#"{{"tracking_activities":[],"_links":{links}}}"#);
        assert_eq!(decode_page(bytes.as_bytes()).unwrap().links.next_href(), None, "{links}");
    }
}

#[test]
fn an_empty_link_is_not_written() {
    let written = |page: &BouncesPage<'_>| serde_json::to_string(page).unwrap();
    assert_eq!(written(&BouncesPage::default()), r#"{"tracking_activities":[]}"#);
    let page = BouncesPage { links: Links::to(""), ..BouncesPage::default() };
    assert_eq!(written(&page), r#"{"tracking_activities":[]}"#);
    let page = BouncesPage { links: Links::to("/v3/a"), ..BouncesPage::default() };
    assert_eq!(written(&page), r#"{"tracking_activities":[],"_links":{"next":{"href":"/v3/a"}}}"#);
}

#[test]
fn the_next_page_is_given_by_its_href() {
    let bytes =
        br#"{"_links":{"next":{"href":"/v3/reports?cursor=abc"}},"tracking_activities":[]}"#;
    assert_eq!(decode_page(bytes).unwrap().links.next_href(), Some("/v3/reports?cursor=abc"));
}

#[test]
fn malformed_links_are_an_error_and_not_a_last_page() {
    for links in ["7", "[1]", r#""x""#, r#"{"next":7}"#, r#"{"next":{"href":7}}"#] {
        let bytes = format!(r#"{{"tracking_activities":[],"_links":{links}}}"#);
        let error = decode_page(bytes.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::Shape, "{links}");
    }
}

#[test]
fn null_and_missing_fields_read_as_absent() {
    let bytes = br#"{"tracking_activities":[{"email_address":null,"bounce_code":null},{}]}"#;
    let page = decode_page(bytes).unwrap();
    assert_eq!(page.tracking_activities, vec![TrackingActivity::default(); 2]);
}

#[test]
fn rows_that_are_not_objects_are_counted_and_skipped() {
    let bytes = br#"{"tracking_activities":[1,-1,1.5,"x",null,true,[{}],{"first_name":"Ada"}]}"#;
    let page = decode_page(bytes).unwrap();
    assert_eq!(page.unreadable_rows, 7);
    assert_eq!(page.tracking_activities[0].first_name.as_deref(), Some("Ada"));
}

#[test]
fn responses_that_are_not_a_page_are_classified() {
    let cases: &[(&[u8], DecodeErrorKind)] = &[
        (b"", DecodeErrorKind::Empty),
        (b" \r\n", DecodeErrorKind::Empty),
        (b"<!doctype html><title>Sign in</title>", DecodeErrorKind::Html),
        (b"\n <html>", DecodeErrorKind::Html),
        (b"{\"tracking_activities\":[{\"email_addr", DecodeErrorKind::Syntax),
        (b"\xff\xfe", DecodeErrorKind::Syntax),
        (b"[]", DecodeErrorKind::Shape),
        (b"null", DecodeErrorKind::Shape),
        (b"{}", DecodeErrorKind::Shape),
        (b"{\"error_key\":\"throttled\"}", DecodeErrorKind::Shape),
        (b"{\"tracking_activities\":{}}", DecodeErrorKind::Shape),
        (b"{\"tracking_activities\":\"none\"}", DecodeErrorKind::Shape),
    ];
    for (bytes, kind) in cases {
        let error = decode_page(bytes).unwrap_err();
        assert_eq!(error.kind(), *kind, "{}", String::from_utf8_lossy(bytes));
        assert!(
            !error.to_string().contains("email_addr"),
            "an error must not contain the response"
        );
    }
}

#[test]
fn an_error_has_the_position_where_parsing_stopped() {
    let position = |bytes: &[u8]| {
        let error = decode_page(bytes).unwrap_err();
        (error.line(), error.column())
    };
    assert_eq!(position(b"{\n\"tracking_activities\": 7}"), (2, 25));
    assert_eq!(position(b"{\"tracking_activities\":[\n\n{\"email"), (3, 7));
    assert_eq!(position(b""), (1, 0));
}

#[test]
fn a_deeply_nested_value_does_not_overflow_the_stack() {
    let deep = format!(
        r#"{{"tracking_activities":[{{"first_name":{}1{}}}]}}"#,
        "[".repeat(9999),
        "]".repeat(9999)
    );
    assert!(
        decode_page(deep.as_bytes())
            .is_ok_and(|page| page.tracking_activities[0].first_name.is_none())
            || decode_page(deep.as_bytes()).is_err()
    );
}

#[test]
fn counts_are_parsed_from_numbers_and_strings() {
    let bytes = br#"{"results":[{"campaign_activity_id":"a","stats":
        {"em_sends":1000,"em_bounces":"12","em_bounces_blocked":" 3 ","em_bounces_other":-1,"em_bounces_vacation":"many"},
        "last_refresh_time":"2026-11-12T09:00:00Z"}],"errors":[]}"#;
    let report = decode_stats(bytes).unwrap();
    let expected = StatsCounts {
        em_sends: Some(1000),
        em_bounces: Some(12),
        em_bounces_blocked: Some(3),
        ..StatsCounts::default()
    };
    assert_eq!(report.results[0].stats, expected);
    assert_eq!(report.results[0].last_refresh_time.as_deref(), Some("2026-11-12T09:00:00Z"));
}

#[test]
fn an_activity_has_the_fields_that_a_report_uses() {
    let bytes = br#"{"campaign_activity_id":"a","campaign_id":"c","role":"primary_email",
        "current_status":"DONE","subject":"Tea &amp; cake","format_type":5,"contact_list_ids":[],
        "from_name":"Harbour &amp; Pine","from_email":"news@harbourandpine.example"}"#;
    let activity = decode_activity(bytes).unwrap();
    assert_eq!(activity.from_email.as_deref(), Some("news@harbourandpine.example"));
    assert_eq!(activity.current_status.as_deref(), Some("DONE"));
    assert_eq!(activity.subject.as_deref(), Some("Tea &amp; cake"));
}

#[test]
fn campaigns_are_parsed_with_and_without_their_activities() {
    let list = br#"{"campaigns":[{"campaign_id":"c","name":"Spring","current_status":"Done","type":"NEWSLETTER"}],
        "_links":{"next":{"href":"/v3/emails?cursor=x"}}}"#;
    let list = decode_campaigns(list).unwrap();
    assert_eq!(list.campaigns[0].kind.as_deref(), Some("NEWSLETTER"));
    assert_eq!(list.links, Links::to("/v3/emails?cursor=x"));

    let one = br#"{"campaign_id":"c","campaign_activities":[{"campaign_activity_id":"a","role":"primary_email"}]}"#;
    assert_eq!(
        decode_campaign(one).unwrap().campaign_activities[0].role.as_deref(),
        Some("primary_email")
    );
}

#[test]
fn a_send_history_is_an_array() {
    let history = decode_send_history(
        br#"[{"run_date":"2026-11-12T09:00:00Z","send_status":"COMPLETED","count":12480}]"#,
    )
    .unwrap();
    assert_eq!(history[0].count, Some(12480));
    assert!(decode_send_history(b"{}").is_err());
}

#[test]
fn upstream_errors_are_parsed_in_every_observed_form() {
    let key = |bytes: &[u8]| decode_upstream_error(bytes).error_key;
    assert_eq!(
        key(br#"{"error_key":"throttled","error_message":"slow down"}"#).as_deref(),
        Some("throttled")
    );
    assert_eq!(
        key(br#"[{"error_key":"not_found","error_message":"no"}]"#).as_deref(),
        Some("not_found")
    );
    assert_eq!(
        decode_upstream_error(br#"{"message":"Forbidden"}"#).message.as_deref(),
        Some("Forbidden")
    );
    for nothing in [&b""[..], b"<html>", b"[]", b"[7]", b"null", b"\"x\""] {
        assert_eq!(decode_upstream_error(nothing), bounces_core::wire::UpstreamError::default());
    }
}

#[test]
fn a_problem_has_a_code_and_the_seconds_to_wait() {
    let problem = decode_problem(
        br#"{"type":"about:blank","code":"rate_limited","status":429,"retry_after":7}"#,
    )
    .unwrap();
    assert_eq!(problem.code.as_deref(), Some("rate_limited"));
    assert_eq!(problem.retry_after, Some(7));
}

#[test]
fn a_forbidden_response_tells_the_missing_permission_if_it_can() {
    let of = |body: &str| MissingPermission::from_error_body(body.as_bytes());
    assert_eq!(
        of(r#"{"code":"forbidden","lacking":"privilege"}"#),
        Some(MissingPermission::Privilege)
    );
    assert_eq!(of(r#"{"code":"forbidden","lacking":"scope"}"#), Some(MissingPermission::Scope));
    assert_eq!(of(r#"{"error_key":"access_denied"}"#), Some(MissingPermission::Privilege));
    assert_eq!(of(r#"[{"error_key":"access_denied"}]"#), Some(MissingPermission::Privilege));
    assert_eq!(of(r#"{"error_key":"insufficient_scope"}"#), Some(MissingPermission::Scope));
    let message = r#"{"error_key":"access_denied","error_message":"Missing Scope campaign_data"}"#;
    assert_eq!(of(message), Some(MissingPermission::Scope));
    for unknown in [r#"{"message":"Forbidden"}"#, r#"{"code":"forbidden"}"#, "<html>", "", "7"] {
        assert_eq!(of(unknown), None, "{unknown}");
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map(".{0,8}", inner, 0..6)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

const FIELDS: [&str; 10] = [
    "contact_id",
    "campaign_activity_id",
    "tracking_activity_type",
    "email_address",
    "first_name",
    "last_name",
    "bounce_code",
    "current_email_address",
    "created_time",
    "deleted_at",
];

fn any_row() -> impl Strategy<Value = TrackingActivity<'static>> {
    let text = || prop::option::of(any::<String>().prop_map(Into::into));
    (text(), text(), text(), text(), text(), text(), text(), text(), text(), text()).prop_map(
        |(a, b, c, d, e, f, g, h, i, j)| TrackingActivity {
            contact_id: a,
            campaign_activity_id: b,
            tracking_activity_type: c,
            email_address: d,
            first_name: e,
            last_name: f,
            bounce_code: g,
            current_email_address: h,
            created_time: i,
            deleted_at: j,
        },
    )
}

#[test]
fn the_rows_that_have_arrived_are_those_that_are_complete() {
    let page = br#"{ "tracking_activities": [ {"email_address":"}]{\"a\\"}, {"email_address":"b"} ], "_links": {"next":{}} }"#;
    let rows = |length: usize| {
        let part = complete_rows(&page[..length])?;
        Some(decode_page(&part).unwrap().tracking_activities.len())
    };
    let counts: Vec<_> = (0..=page.len()).map(rows).collect();
    let second = page.iter().position(|byte| *byte == b'b').unwrap() + 3;
    assert_eq!(counts[second - 1], Some(1));
    assert_eq!(counts[second], Some(2));
    assert_eq!(counts[page.len()], Some(2));
    assert!(counts.is_sorted(), "{counts:?}");
    assert_eq!(complete_rows(b"]}{"), None);
    assert_eq!(complete_rows(br#"{"tracking_activities":[],"_links":{"next":{}}}"#), None);
}

proptest! {
    #[test]
    fn the_rows_of_any_beginning_are_the_first_rows_of_the_page(
        rows in prop::collection::vec(prop::collection::vec(any_json(), FIELDS.len()), 0..5),
        cut in any::<prop::sample::Index>(),
    ) {
        let row = |values: Vec<_>| -> serde_json::Map<_, _> {
            FIELDS.iter().map(|field| (*field).to_owned()).zip(values).collect()
        };
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let bytes = serde_json::to_vec(&serde_json::json!({ "tracking_activities": rows })).unwrap();
        let page = decode_page(&bytes).unwrap();
        if let Some(part) = complete_rows(&bytes[..cut.index(bytes.len() + 1)]) {
            let part = decode_page(&part).unwrap();
            prop_assert!(page.tracking_activities.starts_with(&part.tracking_activities));
            prop_assert!(!part.tracking_activities.is_empty());
        }
        let whole = complete_rows(&bytes).map(|part| decode_page(&part).unwrap().tracking_activities.len());
        prop_assert_eq!(whole.unwrap_or_default(), page.tracking_activities.len());
    }

    #[test]
    fn a_row_is_parsed_with_any_value_in_any_field(values in prop::collection::vec(any_json(), FIELDS.len())) {
        let row: serde_json::Map<_, _> =
            FIELDS.iter().map(|field| (*field).to_owned()).zip(values.clone()).collect();
        let bytes = serde_json::to_vec(&serde_json::json!({ "tracking_activities": [row] })).unwrap();
        let page = decode_page(&bytes).unwrap();
        prop_assert_eq!(page.tracking_activities[0].email_address.as_deref(), values[3].as_str());
    }

    #[test]
    fn any_value_anywhere_is_parsed_or_rejected(value in any_json(), key in prop::sample::select(&[
        "tracking_activities", "_links", "results", "errors", "campaigns", "campaign_activities", "subject",
        "error_key", "code", "status", "retry_after", "stats",
    ])) {
        for json in [serde_json::json!({ key: value }), serde_json::json!([{ key: value }]), value] {
            let bytes = serde_json::to_vec(&json).unwrap();
            let _ = decode_page(&bytes);
            let _ = decode_activity(&bytes);
            let _ = decode_stats(&bytes);
            let _ = decode_campaigns(&bytes);
            let _ = decode_campaign(&bytes);
            let _ = decode_send_history(&bytes);
            let _ = decode_problem(&bytes);
            let _ = decode_upstream_error(&bytes);
        }
    }

    #[test]
    fn any_bytes_are_parsed_or_rejected(bytes: Vec<u8>) {
        let _ = decode_page(&bytes);
        let _ = decode_upstream_error(&bytes);
    }

    #[test]
    fn a_written_page_is_parsed_again(rows in prop::collection::vec(any_row(), 0..20), href in prop::option::of("/v3/.{1,20}")) {
        let page = BouncesPage {
            tracking_activities: rows,
            links: href.map(Links::to).unwrap_or_default(),
            unreadable_rows: 0,
        };
        let bytes = serde_json::to_vec(&page).unwrap();
        prop_assert_eq!(decode_page(&bytes).unwrap(), page);
    }
}
