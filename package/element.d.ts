// Generated from package/api/source.mjs by `make fmt`; do not edit.

import type { ActionDetail, BounceCode, BounceRow, EarlierBounce, ErrorDetail, Fetcher, HostAction, Messages, ReportData, ReportState, RowScope } from "./types.js";

export type * from "./types.js";

/** The events of the element. All of them bubble and are composed. */
export interface BouncesReportEventMap {
  /** A report starts to load. A load that is superseded, or whose element is removed, fires no further event. */
  "bounces-load-start": CustomEvent<{ campaignActivityId: string }>;
  /** A page of rows was loaded. */
  "bounces-progress": CustomEvent<{ rows: number; total: number | null }>;
  /** All rows are loaded. */
  "bounces-load": CustomEvent<{ campaignActivityId: string; rows: number }>;
  /** Loading failed, with a stable `code`. Rows that were loaded before stay. `status`, `url`, `contentType` and `cause` say more, for developers. */
  "bounces-error": CustomEvent<ErrorDetail>;
  /** The user, not the host, changed filters, sort order, page or page size. */
  "bounces-view-change": CustomEvent<{ view: string }>;
  /** The selected rows changed. `contactIds` has at most 10,000 contacts. */
  "bounces-selection-change": CustomEvent<{ count: number; contactIds: string[] }>;
  /** The user copies, exports or prints rows, or presses one of your actions. Cancelable. */
  "bounces-action": CustomEvent<ActionDetail>;
  /** The user signs in. Unless it is canceled, the widget navigates to `url`. Cancelable. */
  "bounces-sign-in": CustomEvent<{ url: string }>;
  /** The user presses the bar of an earlier email. The widget does nothing itself: show that email's report. `activityId` is requested when the bar is pressed, unless it is known, and null if it cannot be read. Cancelable. */
  "bounces-open-email": CustomEvent<{ campaignId: string; activityId: string | null }>;
}

/** A row of the report: the API's fields as far as they are known, and what the report makes of them. */
export interface ReportRow extends BounceRow {
  /** The contact's id. */
  contact_id?: string;
  /** The address that bounced. */
  email_address?: string;
  /** The contact's first name. */
  first_name?: string;
  /** The contact's last name. */
  last_name?: string;
  /** The API's letter for the reason. */
  bounce_code?: BounceCode | (string & {});
  /** The contact's address today, if it is another one. */
  current_email_address?: string;
  /** When the message bounced, such as `2026-11-12T09:41:00Z`. */
  created_time?: string;
  /** When the contact was deleted, or `unknown` if the API's date cannot be read. */
  deleted_at?: string;
  /** The kind of the reason. */
  group?: "hard" | "soft" | "blocked" | "other" | "delivered";
  /** The address that was probably meant. */
  did_you_mean?: string;
  /** The recommended next step. */
  next_step?: "remove" | "fix" | "blocked" | "wait" | "auto-reply" | "done";
  /** Whether Constant Contact recommends to remove the contact. */
  recommended_for_removal?: boolean;
  /** In how many of the earlier emails that were read the contact bounced. */
  bounced_before?: number;
  /** How many earlier emails those are; 0 if none could be read, missing without history. */
  earlier_emails_read?: number;
  /** These bounces, the last one first; missing if there are none. */
  earlier_bounces?: EarlierBounce[];
}

/** The attributes of the element, as templates set them. */
export interface BouncesReportAttributes {
  /** The email: the id of an activity (one email of a campaign), not of its campaign. Another id loads another report. */
  "campaign-activity-id"?: string | null | undefined;
  /** The base URL of the proxy's API. For a proxy at the root: `/`. Default: `/api/v3`. */
  "api-base"?: string | null | undefined;
  /** The base URL of the proxy's sign-in. Default: `/auth`. */
  "auth-base"?: string | null | undefined;
  /** Restricts the report to some bounce codes, such as `B,S`: `B` non-existent, `S` suspended, `D` undeliverable, `F` mailbox full, `Z` blocked, `X` other, `V` vacation. Default: all codes. */
  "codes"?: string | null | undefined;
  /** Filters, sort order and page as one string, such as `codes=B,S&q=exam&sort=email,-date&page=2`. The attribute keeps the value that the host set; the property returns the current view, with the user's changes. Default: all rows, newest first. */
  "view"?: string | null | undefined;
  /** Rows per page, from 1 to 500. Default: `50`. */
  "page-size"?: number | string | null | undefined;
  /** How many earlier emails are shown for each contact, from 0 to 12. With 0, the report is not compared with earlier emails, and nothing about them is requested. Default: `5`. */
  "history"?: number | string | null | undefined;
  /** The locale of texts (English, German, Spanish, French), numbers and dates. Default: the page's or the browser's language. */
  "lang"?: string | null | undefined;
  /** The time zone of dates, such as `Europe/Berlin`. Default: the browser's time zone. */
  "time-zone"?: string | null | undefined;
  /** The address of your page, with `{view}` (encoded) or `{+view}` in the place of the view, such as `/bounces?view={view}`. With it, the export menu has “Copy link”. */
  "link-template"?: string | null | undefined;
  /** The color scheme. `auto`: as the page around it; `light`: light; `dark`: dark. Default: `auto`. */
  "theme"?: "auto" | "light" | "dark" | null | undefined;
  /** The height of the rows. `normal`: usual rows; `compact`: lower rows. Default: `normal`. */
  "density"?: "normal" | "compact" | null | undefined;
  /** Whether addresses are masked. Every value except `none` masks. It is not access control: names stay visible, and exports have the full addresses. `none`: shows addresses; `mask`: shows a•••@example.com on the screen and in print. Default: `none`. */
  "privacy"?: "none" | "mask" | null | undefined;
  /** What is shown, as a list of words between spaces or commas: `header`, `summary`, `steps`, `reasons`, `domains`, `insights`, `filters`, `table`. Default: all sections. */
  "sections"?: string | null | undefined;
  /** When the report is loaded. An element that is hidden, or in something hidden, waits in any case. `eager`: as soon as the element is rendered; `lazy`: when it comes near the viewport. Default: `eager`. */
  "loading"?: "eager" | "lazy" | null | undefined;
}

/** The properties of the element that hosts set. */
export interface BouncesReportProperties {
  /** The email: the id of an activity (one email of a campaign), not of its campaign. Another id loads another report. */
  campaignActivityId?: string | null | undefined;
  /** The base URL of the proxy's API. For a proxy at the root: `/`. Default: `/api/v3`. */
  apiBase?: string | null | undefined;
  /** The base URL of the proxy's sign-in. Default: `/auth`. */
  authBase?: string | null | undefined;
  /** Restricts the report to some bounce codes, such as `B,S`: `B` non-existent, `S` suspended, `D` undeliverable, `F` mailbox full, `Z` blocked, `X` other, `V` vacation. Default: all codes. */
  codes?: string | null | undefined;
  /** Filters, sort order and page as one string, such as `codes=B,S&q=exam&sort=email,-date&page=2`. The attribute keeps the value that the host set; the property returns the current view, with the user's changes. Default: all rows, newest first. */
  view?: string | null | undefined;
  /** Rows per page, from 1 to 500. Default: `50`. */
  pageSize?: number | string | null | undefined;
  /** How many earlier emails are shown for each contact, from 0 to 12. With 0, the report is not compared with earlier emails, and nothing about them is requested. Default: `5`. */
  history?: number | string | null | undefined;
  /** The locale of texts (English, German, Spanish, French), numbers and dates. Default: the page's or the browser's language. */
  lang?: string | null | undefined;
  /** The time zone of dates, such as `Europe/Berlin`. Default: the browser's time zone. */
  timeZone?: string | null | undefined;
  /** The address of your page, with `{view}` (encoded) or `{+view}` in the place of the view, such as `/bounces?view={view}`. With it, the export menu has “Copy link”. */
  linkTemplate?: string | null | undefined;
  /** The color scheme. `auto`: as the page around it; `light`: light; `dark`: dark. Default: `auto`. */
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** The height of the rows. `normal`: usual rows; `compact`: lower rows. Default: `normal`. */
  density?: "normal" | "compact" | null | undefined;
  /** Whether addresses are masked. Every value except `none` masks. It is not access control: names stay visible, and exports have the full addresses. `none`: shows addresses; `mask`: shows a•••@example.com on the screen and in print. Default: `none`. */
  privacy?: "none" | "mask" | null | undefined;
  /** What is shown, as a list of words between spaces or commas: `header`, `summary`, `steps`, `reasons`, `domains`, `insights`, `filters`, `table`. Default: all sections. */
  sections?: string | null | undefined;
  /** When the report is loaded. An element that is hidden, or in something hidden, waits in any case. `eager`: as soon as the element is rendered; `lazy`: when it comes near the viewport. Default: `eager`. */
  loading?: "eager" | "lazy" | null | undefined;
  /** Called instead of `fetch`. Another function sends the next requests; only setting the first one, or none, loads the report again. */
  fetcher?: Fetcher | null | undefined;
  /** A complete report, shown without any request. To show other rows, set another object. */
  data?: ReportData | null | undefined;
  /** Your texts, by key; they replace the widget's. */
  messages?: Messages | null | undefined;
  /** Your own actions on contacts, such as removing them from lists. The console warns about invalid ones. */
  actions?: HostAction[] | null | undefined;
}

/** `<bounces-report>`. */
export interface BouncesReportElement extends HTMLElement {
  /** The email: the id of an activity (one email of a campaign), not of its campaign. Another id loads another report. */
  campaignActivityId: string;
  /** The base URL of the proxy's API. For a proxy at the root: `/`. Default: `/api/v3`. */
  apiBase: string;
  /** The base URL of the proxy's sign-in. Default: `/auth`. */
  authBase: string;
  /** Restricts the report to some bounce codes, such as `B,S`: `B` non-existent, `S` suspended, `D` undeliverable, `F` mailbox full, `Z` blocked, `X` other, `V` vacation. Default: all codes. */
  codes: string;
  /** Filters, sort order and page as one string, such as `codes=B,S&q=exam&sort=email,-date&page=2`. The attribute keeps the value that the host set; the property returns the current view, with the user's changes. Default: all rows, newest first. */
  view: string;
  /** Rows per page, from 1 to 500. Default: `50`. */
  pageSize: number | string;
  /** How many earlier emails are shown for each contact, from 0 to 12. With 0, the report is not compared with earlier emails, and nothing about them is requested. Default: `5`. */
  history: number | string;
  /** The time zone of dates, such as `Europe/Berlin`. Default: the browser's time zone. */
  timeZone: string;
  /** The address of your page, with `{view}` (encoded) or `{+view}` in the place of the view, such as `/bounces?view={view}`. With it, the export menu has “Copy link”. */
  linkTemplate: string;
  /** The color scheme. `auto`: as the page around it; `light`: light; `dark`: dark. Default: `auto`. */
  theme: "auto" | "light" | "dark";
  /** The height of the rows. `normal`: usual rows; `compact`: lower rows. Default: `normal`. */
  density: "normal" | "compact";
  /** Whether addresses are masked. Every value except `none` masks. It is not access control: names stay visible, and exports have the full addresses. `none`: shows addresses; `mask`: shows a•••@example.com on the screen and in print. Default: `none`. */
  privacy: "none" | "mask";
  /** What is shown, as a list of words between spaces or commas: `header`, `summary`, `steps`, `reasons`, `domains`, `insights`, `filters`, `table`. Default: all sections. */
  sections: string;
  /** When the report is loaded. An element that is hidden, or in something hidden, waits in any case. `eager`: as soon as the element is rendered; `lazy`: when it comes near the viewport. Default: `eager`. */
  loading: "eager" | "lazy";
  /** Called instead of `fetch`. Another function sends the next requests; only setting the first one, or none, loads the report again. */
  fetcher: Fetcher | null | undefined;
  /** A complete report, shown without any request. To show other rows, set another object. */
  data: ReportData | null | undefined;
  /** Your texts, by key; they replace the widget's. */
  messages: Messages | null | undefined;
  /** Your own actions on contacts, such as removing them from lists. The console warns about invalid ones. */
  actions: HostAction[] | null | undefined;
  /** How many of the rows loaded so far match the filters. */
  readonly matchingRows: number;
  /** The contacts of the selected rows: one for each row that has one, without any limit. */
  readonly selectedContactIds: string[];
  /** What the element shows; each state is also a custom state, such as `bounces-report:state(loading)`. */
  readonly state: ReportState;
  /** Resolves when the first rows (of `data`, all rows), or the reason why there are none, are in the document. */
  readonly updateComplete: Promise<void>;
  /** Loads the report again, past all caches. Resolves as `updateComplete` does. */
  reload(): Promise<void>;
  /** Saves the selected rows, or else all that match, as a CSV file. Does not fire `bounces-action`. */
  exportCsv(): void;
  /** Saves the same rows as a JSON file. Does not fire `bounces-action`. */
  exportJson(): void;
  /** Opens the print dialog for the same rows. Does not fire `bounces-action`. */
  print(): void;
  /** The rows that match the filters, or those of another scope, in display order, when all are loaded. Rejects with an `AbortError` if the report is removed or loaded again meanwhile, and with an `InvalidStateError` if it could not be loaded. */
  rows(options?: { scope?: RowScope }): AsyncGenerator<ReportRow, void>;
  /** The same rows as the text of the CSV file. */
  toCsv(options?: { scope?: RowScope }): Promise<string>;
  /** Removes all filters and clears the selection. */
  clear(): void;
  addEventListener<K extends keyof BouncesReportEventMap>(type: K, listener: (this: BouncesReportElement, event: BouncesReportEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: BouncesReportElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof BouncesReportEventMap>(type: K, listener: (this: BouncesReportElement, event: BouncesReportEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(type: K, listener: (this: BouncesReportElement, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

export type BouncesReportElementClass = CustomElementConstructor & { new (): BouncesReportElement };

/** The version of the package. */
export const version: string;

/**
 * Defines `<bounces-report>`, and starts to load its files; `base` is the URL of the folder that has them. Fulfilled when
 * the widget can show reports, and rejected if it cannot start.
 */
export function register(options?: { base?: string | URL }): Promise<void>;

/** Loads the WebAssembly module, once, and returns the class without defining it. */
export function load(): Promise<BouncesReportElementClass>;

/** Defines a class as `<bounces-report>`, unless the name is defined already. */
export function define(elementClass: BouncesReportElementClass): void;

declare global {
  interface HTMLElementTagNameMap {
    "bounces-report": BouncesReportElement;
  }
  /** The events bubble: all elements, the document and the window can listen. */
  interface GlobalEventHandlersEventMap extends BouncesReportEventMap {}
}
