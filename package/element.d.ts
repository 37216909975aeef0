/** The stable codes of `bounces-error`. */
export type ErrorCode =
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "unsupported_role"
  | "rate_limited"
  | "quota_exhausted"
  | "offline"
  | "unavailable"
  | "invalid_response"
  | "blocked_wasm"
  | "internal_error";

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
  contactIds: string[];
  /**
   * Shows that the action is in progress until the promise is settled, and then its message: the text that it resolves
   * with, or that of the error. Throws after the event was dispatched.
   */
  waitUntil(promise: Promise<unknown>): void;
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
  tracking_activities: object[];
}

/** The events of the element and their details. All events bubble and are composed. */
export interface BouncesReportEventMap {
  /** A load that is superseded, or aborted because the element is removed, fires no further event. */
  "bounces-load-start": CustomEvent<{ campaignActivityId: string }>;
  "bounces-progress": CustomEvent<{ rows: number; total: number | null }>;
  "bounces-load": CustomEvent<{ campaignActivityId: string; rows: number }>;
  "bounces-error": CustomEvent<{ code: ErrorCode; retryAfter: number | null }>;
  "bounces-view-change": CustomEvent<{ view: string }>;
  "bounces-selection-change": CustomEvent<{ count: number; contactIds: string[] }>;
  /** If it is canceled, the widget does not perform the action. */
  "bounces-action": CustomEvent<ActionDetail>;
  /** If it is canceled, the widget does not navigate. */
  "bounces-sign-in": CustomEvent<{ url: string }>;
}

/** `<bounces-report>`. */
export interface BouncesReportElement extends HTMLElement {
  campaignActivityId: string;
  apiBase: string;
  authBase: string;
  codes: string;
  /** The attribute `view` with the user's changes; setting it sets the attribute. */
  view: string;
  pageSize: string;
  timeZone: string;
  theme: string;
  density: string;
  privacy: string;
  /** The address of your page, with `{view}` or `{+view}` in the place of the view; "Copy link" copies it. */
  linkTemplate: string;
  /** Called instead of `fetch`. */
  fetcher: ((url: string, init: RequestInit) => Promise<Response>) | null | undefined;
  /** The host's messages, by key; they replace the widget's. */
  messages: Record<string, string> | null | undefined;
  /** The host's own actions. The console warns about invalid ones. */
  actions: HostAction[] | null | undefined;
  /** Shown instead of requesting a report. */
  data: ReportData | null | undefined;
  /** How many of the rows read so far match the filters. */
  readonly matchingRows: number;
  /** Fulfilled when the first rows (of `data`, all rows), or the reason why there are none, are in the document. */
  readonly updateComplete: Promise<void>;
  reload(): void;
  exportCsv(): void;
  clear(): void;
  addEventListener<K extends keyof BouncesReportEventMap>(
    type: K,
    listener: (this: BouncesReportElement, event: BouncesReportEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: BouncesReportElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export type BouncesReportElementClass = CustomElementConstructor & { new (): BouncesReportElement };

/** Loads the WebAssembly module, once, and returns the class without defining it. */
export function load(): Promise<BouncesReportElementClass>;

/** Defines a class as `<bounces-report>`, unless the name is defined already. */
export function define(elementClass: BouncesReportElementClass): void;
