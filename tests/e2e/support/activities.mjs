// The sandbox's activities that the tests use. crates/sandbox/src/activities.rs describes them.

export const SAMPLE_ONE_ROW = "98edac88-f4bc-408c-9e64-acd890384231";
export const SAMPLE_WITHOUT_CODES = "6cc0d637-cf3d-4ac6-aad7-21567698eb38";

export const NOBODY_BOUNCED = "5a4db0c5-0001-4000-8000-000000000000";
export const ROWS_23 = "5a4db0c5-0001-4000-8000-000000000023";
export const ROWS_2140 = "5a4db0c5-0001-4000-8000-000000002140";
export const STATS_LAG = "5a4db0c5-0001-4000-8000-000000000320";
export const RESEND = "5a4db0c5-0001-4000-8000-000000000186";
export const ODD_ROWS = "5a4db0c5-0001-4000-8000-000000000999";

export const DRAFT = "5a4db0c5-0002-4000-8000-000000000001";
export const SCHEDULED = "5a4db0c5-0002-4000-8000-000000000002";
export const EXECUTING = "5a4db0c5-0002-4000-8000-000000000003";
export const SEND_FAILED = "5a4db0c5-0002-4000-8000-000000000004";
export const REMOVED = "5a4db0c5-0002-4000-8000-000000000005";
export const PERMALINK = "5a4db0c5-0002-4000-8000-000000000006";

export const MALFORMED_PAGE_2 = "5a4db0c5-0200-4000-8000-000000000001";
export const HTML_PAGE = "5a4db0c5-0200-4000-8000-000000000002";
export const ACCESS_DENIED = "5a4db0c5-0403-4000-8000-000000000001";
export const THROTTLED = "5a4db0c5-0429-4000-8000-000000000001";
export const QUOTA_EXCEEDED = "5a4db0c5-0429-4000-8000-000000000002";
export const SERVER_ERROR = "5a4db0c5-0500-4000-8000-000000000001";
export const UNAVAILABLE_TWICE = "5a4db0c5-0503-4000-8000-000000000001";

/** The five emails before ROWS_2140, the last one first. */
export const PAST = ["01", "02", "03", "04", "05"].map((end) => `5a4db0c5-0003-4000-8000-0000000000${end}`);

/** The id of a campaign; as an activity's id it is invalid. */
export const CAMPAIGN_OF_ROWS_2140 = "5a4db0c5-ca4a-4000-8000-000000002140";
/** An id that does not exist. */
export const NOTHING = "5a4db0c5-ffff-4000-8000-ffffffffffff";
