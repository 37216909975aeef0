//! What a failed response means.

use bounces_core::{
    load::{ApiError, ErrorCode},
    wire::{self, MissingPermission},
};

fn code(status: u16, body: &str) -> ErrorCode {
    ApiError::from_response(status, None, body.as_bytes()).code
}

#[test]
fn the_code_of_the_proxy_decides() {
    let of_responses = ErrorCode::ALL.into_iter().filter(|code| *code != ErrorCode::InternalError);
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
fn the_upstreams_key_tells_the_quota_from_a_rate_limit() {
    assert_eq!(code(429, r#"{"error_key":"throttled"}"#), ErrorCode::RateLimited);
    assert_eq!(code(429, r#"[{"error_key":"quota_exceeded"}]"#), ErrorCode::QuotaExhausted);
    assert_eq!(code(403, r#"{"error_key":"quota_exceeded"}"#), ErrorCode::Forbidden);
}

#[test]
fn the_seconds_of_the_body_take_precedence_over_the_header() {
    let retry_after =
        |header, body: &str| ApiError::from_response(429, header, body.as_bytes()).retry_after;
    assert_eq!(retry_after(Some(7), ""), Some(7));
    assert_eq!(retry_after(Some(7), r#"{"retry_after":9}"#), Some(9));
    assert_eq!(retry_after(None, ""), None);
}

#[test]
fn only_a_forbidden_response_names_a_missing_permission() {
    let body = br#"{"lacking":"scope"}"#;
    let missing = |status| ApiError::from_response(status, None, body).missing_permission;
    assert_eq!(missing(403), Some(MissingPermission::Scope));
    assert_eq!(missing(401), None);
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
