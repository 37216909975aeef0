//! The proxy that the tests simulate: responses to the widget's requests, and what was requested.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/tests/browser/support.js")]
extern "C" {
    /// Sets the response to a path with its query. Several responses are used in turn; the last one repeats.
    pub(crate) fn answer(path: &str, status: i32, body: &str);
    /// Leaves requests for a path pending until they are aborted or released.
    pub(crate) fn hold(path: &str);
    /// Responds to the pending requests for a path, and to all later ones.
    pub(crate) fn release(path: &str, status: i32, body: &str);
    /// Simulates losing or regaining the network.
    #[wasm_bindgen(js_name = setOnline)]
    pub(crate) fn set_online(online: bool);
    pub(crate) fn requests() -> Vec<String>;
    #[wasm_bindgen(js_name = backgroundRequests)]
    pub(crate) fn background_requests() -> Vec<String>;
    #[wasm_bindgen(js_name = requestHeader)]
    pub(crate) fn request_header(path: &str, name: &str) -> Option<String>;
}

/// The status of a simulated network error.
pub(crate) const NETWORK_ERROR: i32 = -1;

/// The default activity of the tests.
pub(crate) const ACTIVITY: &str = "98edac88-f4bc-408c-9e64-acd890384231";

pub(crate) fn bounces_path(activity: &str) -> String {
    format!("/api/v3/reports/email_reports/{activity}/tracking/bounces?limit=500")
}

pub(crate) fn activity_path(activity: &str) -> String {
    format!("/api/v3/emails/activities/{activity}")
}

pub(crate) fn stats_path(activity: &str) -> String {
    format!("/api/v3/reports/stats/email_campaign_activities/{activity}")
}

pub(crate) fn history_path(activity: &str) -> String {
    format!("/api/v3/emails/activities/{activity}/send_history")
}

/// The number of requests for a path.
pub(crate) fn request_count(path: &str) -> usize {
    requests().iter().filter(|asked| asked.trim_start_matches("aborted ") == path).count()
}

/// Sets the responses for an activity with this status and these pages.
pub(crate) fn report(activity: &str, status: &str, pages: &[&str]) {
    let body = format!(
        r#"{{"current_status":"{status}","role":"primary_email","subject":"Spring &amp; summer"}}"#
    );
    answer(&activity_path(activity), 200, &body);
    answer(&stats_path(activity), 200, r#"{"results":[]}"#);
    let path = bounces_path(activity);
    for (index, rows) in pages.iter().enumerate() {
        let (own, next) = (cursor(&path, index), cursor(&path, index + 1));
        let last = index + 1 == pages.len();
        let links = if last {
            String::new()
        } else {
            format!(r#","_links":{{"next":{{"href":"{next}"}}}}"#)
        };
        answer(&own, 200, &format!(r#"{{"tracking_activities":[{rows}]{links}}}"#));
    }
}

/// Rows at a domain, all with the same code.
pub(crate) fn rows_at(count: usize, domain: &str, code: &str) -> String {
    let row = |row| format!(r#"{{"email_address":"a{row}@{domain}","bounce_code":"{code}"}}"#);
    (0..count).map(row).collect::<Vec<_>>().join(",")
}

/// The path of a page of `report`, counted from 0.
pub(crate) fn cursor(path: &str, page: usize) -> String {
    if page == 0 { path.to_owned() } else { format!("{path}&cursor=page{page}") }
}
