//! The ids of the account's activities. Their data is in `account`.
//!
//! The ids never change: tests, documentation and demonstrations refer to them.

/// The first sample from the upstream's documentation: one row with code B, a corrected address and a
/// deleted contact. Sent in April 2019.
pub const SAMPLE_ONE_ROW: &str = "98edac88-f4bc-408c-9e64-acd890384231";
/// The second sample from the upstream's documentation: two rows without a bounce code or names, both
/// with the same address and time. Sent in May 2019.
pub const SAMPLE_WITHOUT_CODES: &str = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";

/// Sent to 38 contacts without a single bounce.
pub const NOBODY_BOUNCED: &str = "5a4db0c5-0001-4000-8000-000000000000";
/// Sent, with 23 rows. Its statistics are strings.
pub const ROWS_23: &str = "5a4db0c5-0001-4000-8000-000000000023";
/// Sent, with 2,140 rows: 5 pages of up to 500.
pub const ROWS_2140: &str = "5a4db0c5-0001-4000-8000-000000002140";
/// Sent, with 50,000 rows: 100 pages of 500.
pub const ROWS_50000: &str = "5a4db0c5-0001-4000-8000-000000050000";
/// Role `resend`, in the campaign of [`ROWS_2140`]: 186 rows.
pub const RESEND: &str = "5a4db0c5-0001-4000-8000-000000000186";
/// Sent, with 320 rows, but its statistics were last refreshed earlier and include only the older
/// rows. Its statistics are strings.
pub const STATS_LAG: &str = "5a4db0c5-0001-4000-8000-000000000320";
/// Sent, with one row for each kind of malformed data that a client must tolerate: unknown, empty,
/// null, lower-case and missing codes, names that look like HTML, bidirectional and zero-width
/// characters, impossible and missing dates, an empty address, a name of 300 characters.
pub const ODD_ROWS: &str = "5a4db0c5-0001-4000-8000-000000000999";

/// Status `DRAFT`: not sent, an empty report without `_links`.
pub const DRAFT: &str = "5a4db0c5-0002-4000-8000-000000000001";
/// Status `SCHEDULED`: not sent yet.
pub const SCHEDULED: &str = "5a4db0c5-0002-4000-8000-000000000002";
/// Status `EXECUTING`: still being sent, with 57 rows so far.
pub const EXECUTING: &str = "5a4db0c5-0002-4000-8000-000000000003";
/// Status `ERROR`: sending failed, nothing was delivered.
pub const SEND_FAILED: &str = "5a4db0c5-0002-4000-8000-000000000004";
/// Status `REMOVED`: sent and removed later; its 12 rows remain.
pub const REMOVED: &str = "5a4db0c5-0002-4000-8000-000000000005";
/// Role `permalink`, in the campaign of [`ROWS_2140`]: a web page without tracking data. Its report
/// responds with 404, like the report of an unknown id; only the role distinguishes the two.
pub const PERMALINK: &str = "5a4db0c5-0002-4000-8000-000000000006";

/// 640 rows whose second page is truncated: malformed JSON.
pub const MALFORMED_PAGE_2: &str = "5a4db0c5-0200-4000-8000-000000000001";
/// Responds with 200 and an HTML page instead of JSON.
pub const HTML_PAGE: &str = "5a4db0c5-0200-4000-8000-000000000002";
/// 23 rows, after 3 seconds.
pub const SLOW: &str = "5a4db0c5-0200-4000-8000-000000000003";
/// Responds with 403 `access_denied`: the user lacks a privilege.
pub const ACCESS_DENIED: &str = "5a4db0c5-0403-4000-8000-000000000001";
/// Always responds with 429 `throttled`.
pub const THROTTLED: &str = "5a4db0c5-0429-4000-8000-000000000001";
/// Always responds with 429 `quota_exceeded`.
pub const QUOTA_EXCEEDED: &str = "5a4db0c5-0429-4000-8000-000000000002";
/// Always responds with 500 and an HTML page.
pub const SERVER_ERROR: &str = "5a4db0c5-0500-4000-8000-000000000001";
/// Responds to two requests with an empty 503, to the third with 23 rows, and so on.
pub const UNAVAILABLE_TWICE: &str = "5a4db0c5-0503-4000-8000-000000000001";

/// The id of the campaign of [`ROWS_2140`], [`RESEND`] and [`PERMALINK`]. Used as an activity id, it
/// leads to 404.
pub const CAMPAIGN_OF_ROWS_2140: &str = "5a4db0c5-ca4a-4000-8000-000000002140";
/// The id of the campaign of [`ROWS_23`], the only one of the account without a past.
pub const CAMPAIGN_OF_ROWS_23: &str = "5a4db0c5-ca4a-4000-8000-000000000023";

/// The emails to the newsletter's list before [`ROWS_2140`], newest first: about 2.1 % of each bounced,
/// except for the outlier of July ([`OUTLIER`]). Contacts of [`ROWS_2140`], [`RESEND`] and
/// [`EXECUTING`] are among those that bounced.
pub const PAST: [&str; 14] = [
    "5a4db0c5-0003-4000-8000-000000000001",
    "5a4db0c5-0003-4000-8000-000000000002",
    "5a4db0c5-0003-4000-8000-000000000003",
    "5a4db0c5-0003-4000-8000-000000000004",
    "5a4db0c5-0003-4000-8000-000000000005",
    "5a4db0c5-0003-4000-8000-000000000006",
    "5a4db0c5-0003-4000-8000-000000000007",
    "5a4db0c5-0003-4000-8000-000000000008",
    "5a4db0c5-0003-4000-8000-000000000009",
    "5a4db0c5-0003-4000-8000-000000000010",
    "5a4db0c5-0003-4000-8000-000000000011",
    "5a4db0c5-0003-4000-8000-000000000012",
    "5a4db0c5-0003-4000-8000-000000000013",
    "5a4db0c5-0003-4000-8000-000000000014",
];
/// Of [`PAST`], in July: 6.3 % bounced.
pub const OUTLIER: &str = PAST[8];
/// A preview for 24 colleagues, the day before the sixth of [`PAST`]: too small to compare with.
pub const SMALL_PREVIEW: &str = "5a4db0c5-0003-4000-8000-000000000015";
