// What hosts can use of <bounces-report>: the source of its types, manifest, editor data and reference. To add a member,
// describe it here and run `make fmt`; a test compares the names and the defaults with the code.
// Types of TypeScript that have a name are in types.d.ts beside the package's other files.

/**
 * @typedef {object} Attribute
 * @property {string} name
 * @property {string} description
 * @property {string} [type] in TypeScript; `string` by default
 * @property {Record<string, string>} [values] all valid values with their meaning, instead of a type
 * @property {string} [default] how it counts if it is missing
 * @property {boolean} [reflects] whether the property always has the value of the attribute; true by default
 */
/** @typedef {{ name: string, type: string, description: string, default?: string, readonly?: boolean }} Property */
/** @typedef {{ name: string, parameters?: string, returns: string, description: string }} Method */
/** @typedef {{ name: string, detail: string, description: string, cancelable?: boolean }} Event */
/** @typedef {{ name: string, description: string }} Named */

/** Each attribute is also a property, in camelCase. @type {Attribute[]} */
export const ATTRIBUTES = [
  {
    name: "campaign-activity-id",
    description:
      "The email: the id of an activity (one email of a campaign), not of its campaign. Another id loads another report.",
  },
  {
    name: "api-base",
    default: "/api/v3",
    description: "The base URL of the proxy's API. For a proxy at the root: `/`.",
  },
  { name: "auth-base", default: "/auth", description: "The base URL of the proxy's sign-in." },
  {
    name: "codes",
    default: "all codes",
    description:
      "Restricts the report to some bounce codes, such as `B,S`: `B` non-existent, `S` suspended, `D` undeliverable, `F` mailbox full, `Z` blocked, `X` other, `V` vacation.",
  },
  {
    name: "view",
    reflects: false,
    default: "all rows, newest first",
    description:
      "Filters, sort order and page as one string, such as `codes=B,S&q=exam&sort=email,-date&page=2`. The attribute keeps the value that the host set; the property returns the current view, with the user's changes.",
  },
  { name: "page-size", type: "number | string", default: "50", description: "Rows per page, from 1 to 500." },
  {
    name: "history",
    type: "number | string",
    default: "5",
    description:
      "How many earlier emails are shown for each contact, from 0 to 12. With 0, the report is not compared with earlier emails, and nothing about them is requested.",
  },
  {
    name: "lang",
    default: "the page's or the browser's language",
    description: "The locale of texts (English, German, Spanish, French), numbers and dates.",
  },
  {
    name: "time-zone",
    default: "the browser's time zone",
    description: "The time zone of dates, such as `Europe/Berlin`.",
  },
  {
    name: "link-template",
    description:
      "The address of your page, with `{view}` (encoded) or `{+view}` in the place of the view, such as `/bounces?view={view}`. With it, the export menu has “Copy link”.",
  },
  {
    name: "theme",
    values: { auto: "as the page around it", light: "light", dark: "dark" },
    default: "auto",
    description: "The color scheme.",
  },
  {
    name: "density",
    values: { normal: "usual rows", compact: "lower rows" },
    default: "normal",
    description: "The height of the rows.",
  },
  {
    name: "privacy",
    values: { none: "shows addresses", mask: "shows a•••@example.com on the screen and in print" },
    default: "none",
    description:
      "Whether addresses are masked. Every value except `none` masks. It is not access control: names stay visible, and exports have the full addresses.",
  },
  {
    name: "sections",
    default: "all sections",
    description:
      "What is shown, as a list of words between spaces or commas: `header`, `summary`, `steps`, `reasons`, `domains`, `insights`, `filters`, `table`.",
  },
  {
    name: "loading",
    values: { eager: "as soon as the element is rendered", lazy: "when it comes near the viewport" },
    default: "eager",
    description: "When the report is loaded. An element that is hidden, or in something hidden, waits in any case.",
  },
];

/** Properties without an attribute. @type {Property[]} */
export const PROPERTIES = [
  {
    name: "fetcher",
    type: "Fetcher | null | undefined",
    description:
      "Called instead of `fetch`. Another function sends the next requests; only setting the first one, or none, loads the report again.",
  },
  {
    name: "data",
    type: "ReportData | null | undefined",
    description: "A complete report, shown without any request. To show other rows, set another object.",
  },
  {
    name: "messages",
    type: "Messages | null | undefined",
    description: "Your texts, by key; they replace the widget's.",
  },
  {
    name: "actions",
    type: "HostAction[] | null | undefined",
    description:
      "Your own actions on contacts, such as removing them from lists. The console warns about invalid ones.",
  },
  {
    name: "matchingRows",
    type: "number",
    readonly: true,
    description: "How many of the rows loaded so far match the filters.",
  },
  {
    name: "selectedContactIds",
    type: "string[]",
    readonly: true,
    description: "The contacts of the selected rows: one for each row that has one, without any limit.",
  },
  {
    name: "state",
    type: "ReportState",
    readonly: true,
    description: "What the element shows; each state is also a custom state, such as `bounces-report:state(loading)`.",
  },
  {
    name: "updateComplete",
    type: "Promise<void>",
    readonly: true,
    description:
      "Resolves when the first rows (of `data`, all rows), or the reason why there are none, are in the document.",
  },
];

/** @type {Method[]} */
export const METHODS = [
  {
    name: "reload",
    returns: "Promise<void>",
    description: "Loads the report again, past all caches. Resolves as `updateComplete` does.",
  },
  {
    name: "exportCsv",
    returns: "void",
    description: "Saves the selected rows, or else all that match, as a CSV file. Does not fire `bounces-action`.",
  },
  {
    name: "exportJson",
    returns: "void",
    description: "Saves the same rows as a JSON file. Does not fire `bounces-action`.",
  },
  {
    name: "print",
    returns: "void",
    description: "Opens the print dialog for the same rows. Does not fire `bounces-action`.",
  },
  {
    name: "rows",
    parameters: "options?: { scope?: RowScope }",
    returns: "AsyncGenerator<ReportRow, void>",
    description:
      "The rows that match the filters, or those of another scope, in display order, when all are loaded. Rejects with an `AbortError` if the report is removed or loaded again meanwhile, and with an `InvalidStateError` if it could not be loaded.",
  },
  {
    name: "toCsv",
    parameters: "options?: { scope?: RowScope }",
    returns: "Promise<string>",
    description: "The same rows as the text of the CSV file.",
  },
  { name: "clear", returns: "void", description: "Removes all filters and clears the selection." },
];

/** All events bubble and are composed. @type {Event[]} */
export const EVENTS = [
  {
    name: "bounces-load-start",
    detail: "{ campaignActivityId: string }",
    description:
      "A report starts to load. A load that is superseded, or whose element is removed, fires no further event.",
  },
  {
    name: "bounces-progress",
    detail: "{ rows: number; total: number | null }",
    description: "A page of rows was loaded.",
  },
  {
    name: "bounces-load",
    detail: "{ campaignActivityId: string; rows: number }",
    description: "All rows are loaded.",
  },
  {
    name: "bounces-error",
    detail: "ErrorDetail",
    description:
      "Loading failed, with a stable `code`. Rows that were loaded before stay. `status`, `url`, `contentType` and `cause` say more, for developers.",
  },
  {
    name: "bounces-view-change",
    detail: "{ view: string }",
    description: "The user, not the host, changed filters, sort order, page or page size.",
  },
  {
    name: "bounces-selection-change",
    detail: "{ count: number; contactIds: string[] }",
    description: "The selected rows changed. `contactIds` has at most 10,000 contacts.",
  },
  {
    name: "bounces-action",
    detail: "ActionDetail",
    cancelable: true,
    description: "The user copies, exports or prints rows, or presses one of your actions.",
  },
  {
    name: "bounces-sign-in",
    detail: "{ url: string }",
    cancelable: true,
    description: "The user signs in. Unless it is canceled, the widget navigates to `url`.",
  },
  {
    name: "bounces-open-email",
    detail: "{ campaignId: string; activityId: string | null }",
    cancelable: true,
    description:
      "The user presses the bar of an earlier email. The widget does nothing itself: show that email's report. `activityId` is requested when the bar is pressed, unless it is known, and null if it cannot be read.",
  },
];

/** Elements that `::part()` reaches. @type {Named[]} */
export const PARTS = [
  { name: "report", description: "the whole widget" },
  { name: "header", description: "title, refresh, export and view options" },
  { name: "summary", description: "the bounce rate and what it means" },
  { name: "stat", description: "the bounce rate itself" },
  { name: "card", description: "the next steps that are shown as cards" },
  { name: "tools", description: "search and filters" },
  { name: "search", description: "search fields" },
  { name: "select", description: "the choices of the sort order and the page size" },
  { name: "chip", description: "the active filters" },
  { name: "menu", description: "the panels of menus" },
  { name: "button", description: "buttons, also those that open menus" },
  { name: "primary-button", description: "the buttons among them that are recommended" },
  { name: "badge", description: "the letters of bounce reasons" },
  { name: "status", description: "how many rows are loaded, and errors above rows" },
  { name: "table", description: "the table of contacts" },
  { name: "row", description: "the rows of contacts" },
  { name: "cell", description: "their cells" },
  { name: "selection-bar", description: "the actions for selected rows" },
  { name: "footer", description: "below the table: page size, pages and notes" },
  { name: "pager", description: "the buttons for the previous and the next page" },
  { name: "message", description: "the message shown instead of rows" },
];

/** Custom states, for `:state()`. @type {Named[]} */
export const STATES = [
  { name: "idle", description: "no email is chosen, or the element is not in the document" },
  { name: "waiting", description: "the element is hidden, or lazy and far from the viewport" },
  { name: "loading", description: "there is nothing to show yet" },
  { name: "ready", description: "there are rows; more may follow" },
  { name: "empty", description: "the report has no rows" },
  { name: "error", description: "the report could not be loaded, and there are no rows" },
];

/** What the custom properties apply to; their defaults are in the style sheet. @type {Record<string, string>} */
export const CSS_PROPERTIES = {
  "--bounces-font-size": "text; headings, figures and small print are a few pixels larger or smaller",
  "--bounces-font": "all text",
  "--bounces-surface": "the background",
  "--bounces-surface-2": "the table header and panels",
  "--bounces-line": "lines between parts and rows",
  "--bounces-control-line": "borders of fields, checkboxes and buttons; neutral bars",
  "--bounces-button-line": "borders of cards and of buttons with icons",
  "--bounces-text": "text",
  "--bounces-muted": "secondary text",
  "--bounces-accent": "links, selected items, focus rings",
  "--bounces-on-accent": "text on the accent color",
  "--bounces-accent-soft": "selected rows and filters",
  "--bounces-hard": "hard bounces: non-existent addresses; the card Remove",
  "--bounces-hard-2": "suspended addresses, beside the non-existent ones",
  "--bounces-soft": "soft bounces: undeliverable; the card Wait",
  "--bounces-soft-2": "full mailboxes, beside the undeliverable ones",
  "--bounces-blocked": "blocked messages",
  "--bounces-other": "other reasons",
  "--bounces-mark": "highlighted search matches",
  "--bounces-delivered": "success messages",
  "--bounces-shadow": "the shadow of open menus",
  "--bounces-radius": "the corners of the widget",
  "--bounces-control-radius": "the corners of buttons, fields and panels; nested ones use three quarters of it",
  "--bounces-gutter": "the space at both sides; at most 16px on narrow screens",
  "--bounces-gap": "the space between controls",
  "--bounces-row-space": "the space above and below a row's text",
  "--bounces-compact-row-space": 'the same with `density="compact"`',
  "--bounces-control-height": "the lowest height of buttons, fields and lines of menus; at least 44px for fingers",
  "--bounces-heading-weight": "the title of the report, of its lists, of messages and of dialogs",
  "--bounces-focus-ring": "the outline of what has the focus",
  "--bounces-sticky-top": "the height of a fixed page header, below which the table header sticks",
};
