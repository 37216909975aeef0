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
  | "blocked_wasm";

/** What the user wants done with rows. */
export type Action = "copy" | "export-csv" | "export-json" | "print";

/** A whole report of the host, in the shapes of the API's answers. */
export interface ReportData {
  /** As `GET /emails/activities/{uuid}` answers. */
  activity?: object;
  /** As `GET /reports/stats/email_campaign_activities/{uuid}` answers. */
  stats?: object;
  /** As `GET /emails/activities/{uuid}/send_history` answers. */
  send_history?: object[];
  /** As `GET /reports/email_reports/{uuid}/tracking/bounces` answers, all pages together. */
  tracking_activities: object[];
}

/** The events of the element and their details. All bubble and are composed. */
export interface BouncesReportEventMap {
  /** A load that another one replaces, or that ends with its element, has no event for its end. */
  "bounces-load-start": CustomEvent<{ campaignActivityId: string }>;
  "bounces-progress": CustomEvent<{ rows: number; total: number | null }>;
  "bounces-load": CustomEvent<{ campaignActivityId: string; rows: number }>;
  "bounces-error": CustomEvent<{ code: ErrorCode; retryAfter: number | null }>;
  "bounces-view-change": CustomEvent<{ view: string }>;
  "bounces-selection-change": CustomEvent<{ count: number; contactIds: string[] }>;
  /** Cancelable: then the widget does not do it itself. */
  "bounces-action": CustomEvent<{ action: Action; count: number }>;
  /** Cancelable: then the widget does not go there itself. */
  "bounces-sign-in": CustomEvent<{ url: string }>;
}

/** `<bounces-report>`. */
export interface BouncesReportElement extends HTMLElement {
  campaignActivityId: string;
  apiBase: string;
  authBase: string;
  codes: string;
  /** What the user made of the attribute `view`; set, it is the attribute. */
  view: string;
  pageSize: string;
  timeZone: string;
  theme: string;
  density: string;
  privacy: string;
  /** Asked instead of `fetch`. */
  fetcher: ((url: string, init: RequestInit) => Promise<Response>) | null | undefined;
  /** Words of the host instead of the widget's, by key. */
  messages: Record<string, string> | null | undefined;
  /** Shown instead of what the proxy would answer. */
  data: ReportData | null | undefined;
  /** How many rows match, as far as they are read. */
  readonly matchingRows: number;
  /** Fulfilled when what was asked for stands in the document: the first rows or why there are none; of `data`, all rows. */
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

/** Starts the widget's module, once, and gives its class. It is defined nowhere yet. */
export function load(): Promise<BouncesReportElementClass>;

/** Defines the class as `<bounces-report>`, unless somebody has done so already. */
export function define(elementClass: BouncesReportElementClass): void;
