// The types that hosts use besides the element itself. element.d.ts exports them.

import type { MessageKey } from "./messages.js";

/** The stable codes of `bounces-error`. */
export type ErrorCode =
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "no_proxy"
  | "unsupported_role"
  | "rate_limited"
  | "quota_exhausted"
  | "offline"
  | "unavailable"
  | "invalid_response"
  | "blocked_wasm"
  | "unsupported_browser"
  | "internal_error";

/** The detail of `bounces-error`. */
export interface ErrorDetail {
  code: ErrorCode;
  /** Seconds to wait before another attempt, where that helps. */
  retryAfter: number | null;
  /** The status of the response that caused the error. */
  status: number | null;
  /** What was requested. */
  url: string | null;
  /** The media type of the response: an `unavailable` without JSON is not a failure that the proxy reports. */
  contentType: string | null;
  /** The exception of the browser or of your `fetcher`. */
  cause: unknown;
}

/** An action of the user on rows. */
export type Action =
  | "copy"
  | "copy-corrections"
  | "export-csv"
  | "export-json"
  | "export-corrections"
  | "export-summary"
  | "print"
  | "print-summary";

/** An action of the host, which the widget offers for contacts. */
export interface HostAction {
  /** The `action` of its `bounces-action`. */
  id: string;
  /** The text of its button. */
  label: string;
  /** A question that the user has to confirm before. `{count}` is replaced by the number of contacts. */
  confirm?: string;
  /**
   * Where it is offered: for the selected contacts, in the advice to remove contacts (for all that match), or in both
   * places, which is the default.
   */
  scope?: "all" | "selection" | "remove";
}

/** The detail of `bounces-action`. */
export interface ActionDetail {
  /** An action of the widget, or the `id` of one of the host's. */
  action: Action | (string & {});
  /** The number of rows. */
  count: number;
  /** The contacts of these rows, one for each row that has one, in display order and without any limit. */
  readonly contactIds: string[];
  /** Which rows these are. */
  scope: RowScope;
  /**
   * Shows that the action is in progress until the promise is settled, and then its message: the text that it resolves
   * with, or that of the error. Throws after the event was dispatched.
   */
  waitUntil(promise: Promise<unknown>): void;
}

/** Replaces `fetch`. `init` has `method`, `headers` (names in lower case), `credentials` and `signal`. */
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

/** Texts by key; docs/messages.md has them all. */
export type Messages = Partial<Record<MessageKey, string>>;

/** What the element shows: nothing (`idle`), a skeleton until it is visible (`waiting`) or until there are rows
 * (`loading`), rows (`ready`; more may follow), why there are none (`empty`), or what failed (`error`). */
export type ReportState = "idle" | "waiting" | "loading" | "ready" | "empty" | "error";

/** Which rows: those that match the filters, those that are selected, or all. */
export type RowScope = "matching" | "selected" | "all";

/** The API's letters for the reasons of a bounce. */
export type BounceCode = "B" | "S" | "D" | "F" | "Z" | "X" | "V";

/** A row of `data`, in the shape of the API. Fields that are missing are shown as unknown. */
export interface BounceRow {
  contact_id?: string;
  email_address?: string;
  first_name?: string;
  last_name?: string;
  /** The API may add letters; the report shows them as an unknown reason. */
  bounce_code?: BounceCode | (string & {});
  /** Such as `2026-11-12T09:41:00Z`. */
  created_time?: string;
  [field: string]: unknown;
}

/** A bounce of the same contact in an earlier email. */
export interface EarlierBounce {
  campaign_id: string;
  /** When that email was sent. */
  last_sent_date: string;
  bounce_code: BounceCode | (string & {});
  created_time?: string;
}

/** A complete report, in the shapes of the API's responses. */
export interface ReportData {
  /** The response of `GET /emails/activities/{uuid}`. */
  activity?: object;
  /** The response of `GET /reports/stats/email_campaign_activities/{uuid}`. */
  stats?: object;
  /** The response of `GET /emails/activities/{uuid}/send_history`. */
  send_history?: object[];
  /** The rows of `GET /reports/email_reports/{uuid}/tracking/bounces`, of all pages. */
  tracking_activities: BounceRow[];
  /** Earlier emails. Without it, the report is not compared with any. */
  history?: ReportHistory;
}

/** The account's emails, in the shapes of the API's responses. `activity` or `stats` has to name the `campaign_id`. */
export interface ReportHistory {
  /** The entries of `GET /reports/summary_reports/email_campaign_summaries`, with that of the report itself. */
  summaries: object[];
  /** For the names and the activities of the campaigns: responses of `GET /emails/{campaign_id}`. */
  campaigns?: { campaign_id?: string; [field: string]: unknown }[];
  /** The bounces of earlier activities, by `campaign_activity_id` in lower case. */
  bounces?: Record<string, BounceRow[]>;
}

export type { MessageKey };
