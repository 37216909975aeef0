//! What a failed response means.

use bounces_core::{
    load::{ApiError, ErrorCode, ErrorReason, is_json},
    wire::{self, MissingPermission},
};

fn code(status: u16, body: &str) -> ErrorCode {
    ApiError::from_response(status, None, true, body.as_bytes()).code
}

#[test]
fn the_code_of_the_proxy_decides() {
    let of_responses = ErrorCode::ALL
        .into_iter()
        .filter(|code| !matches!(code, ErrorCode::InternalError | ErrorCode::NoProxy));
    for expected in of_responses {
        let body = format!(r#"{{"code":"{}"}}"#, expected.as_str());
        assert_eq!(code(418, &body), expected);
    }
}

#[test]
fn no_response_names_a_fault_of_the_widget() {
    assert_eq!(code(500, r#"{"code":"internal_error"}"#), ErrorCode::Unavailable);
    assert_eq!(ErrorCode::InternalError.as_str(), "internal_error");
}

#[test]
fn without_a_code_the_status_decides() {
    for (status, expected) in [
        (400, ErrorCode::NotFound),
        (401, ErrorCode::SignedOut),
        (403, ErrorCode::Forbidden),
        (404, ErrorCode::NotFound),
        (418, ErrorCode::InvalidResponse),
        (429, ErrorCode::RateLimited),
        (500, ErrorCode::Unavailable),
        (599, ErrorCode::Unavailable),
    ] {
        for body in ["", "<html>", r#"{"code":"of another proxy"}"#, "[]"] {
            assert_eq!(code(status, body), expected, "{status} {body}");
        }
    }
}

#[test]
fn a_page_or_a_text_instead_of_json_is_of_no_proxy() {
    let code = |status| ApiError::from_response(status, None, false, b"<html>").code;
    for status in [200, 204, 301, 404, 405] {
        assert_eq!(code(status), ErrorCode::NoProxy, "{status}");
    }
    // A gateway in front of the proxy may respond with a page.
    for (status, expected) in [
        (401, ErrorCode::SignedOut),
        (403, ErrorCode::Forbidden),
        (429, ErrorCode::RateLimited),
        (502, ErrorCode::Unavailable),
    ] {
        assert_eq!(code(status), expected, "{status}");
    }
}

#[test]
fn json_is_recognized_by_its_media_type_or_its_body() {
    for (media_type, body, expected) in [
        (Some("application/json"), "", true),
        (Some("Application/Problem+JSON; charset=utf-8"), "", true),
        (Some("text/plain"), " \n{}", true),
        (None, "[]", true),
        (None, "null\n", true),
        (None, "\"Not Found\"", true),
        (None, "404 page not found", false),
        (Some("text/html; charset=utf-8"), "<!doctype html>", false),
        (Some("text/plain"), "Not Found", false),
        (None, "", false),
    ] {
        assert_eq!(is_json(media_type, body.as_bytes()), expected, "{media_type:?} {body}");
    }
}

#[test]
fn the_upstreams_key_tells_the_quota_from_a_rate_limit() {
    assert_eq!(code(429, r#"{"error_key":"throttled"}"#), ErrorCode::RateLimited);
    assert_eq!(code(429, r#"[{"error_key":"quota_exceeded"}]"#), ErrorCode::QuotaExhausted);
    assert_eq!(code(403, r#"{"error_key":"quota_exceeded"}"#), ErrorCode::Forbidden);
}

#[test]
fn the_seconds_of_the_body_take_precedence_over_the_header() {
    let retry_after = |header, body: &str| {
        ApiError::from_response(429, header, true, body.as_bytes()).retry_after
    };
    assert_eq!(retry_after(Some(7), ""), Some(7));
    assert_eq!(retry_after(Some(7), r#"{"retry_after":9}"#), Some(9));
    assert_eq!(retry_after(None, ""), None);
}

#[test]
fn only_a_forbidden_response_names_a_missing_permission() {
    let body = br#"{"lacking":"scope"}"#;
    let reason = |status| ApiError::from_response(status, None, true, body).reason;
    assert_eq!(reason(403), Some(ErrorReason::Missing(MissingPermission::Scope)));
    assert_eq!(reason(401), None);
}

#[test]
fn a_failure_without_json_is_not_one_that_the_proxy_reports_of_the_upstream() {
    for status in [500, 502, 503, 504] {
        let error = |is_json, body: &[u8]| ApiError::from_response(status, None, is_json, body);
        let page = error(false, b"<html>");
        assert_eq!(
            (page.code, page.reason),
            (ErrorCode::Unavailable, Some(ErrorReason::OutOfOrder))
        );
        let reported = error(true, br#"{"code":"unavailable"}"#);
        assert_eq!((reported.code, reported.reason), (ErrorCode::Unavailable, None));
    }
}

#[test]
fn a_response_that_cannot_be_decoded_says_where() {
    let error: ApiError = wire::decode_page(b"{").unwrap_err().into();
    assert_eq!(error.code, ErrorCode::InvalidResponse);
    assert_eq!(
        error.to_string(),
        "invalid_response: the response is not valid JSON (line 1, column 1)"
    );
    assert_eq!(ApiError::from(ErrorCode::Offline).to_string(), "offline");
}

#[test]
fn refusals_of_requests_in_the_background_end_the_reading_of_earlier_emails() {
    assert_eq!(code(429, r#"{"code":"reserve_reached"}"#), ErrorCode::QuotaExhausted);
    assert_eq!(code(404, r#"{"code":"history_off"}"#), ErrorCode::NotFound);
}
