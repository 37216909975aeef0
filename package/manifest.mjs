// The custom elements manifest. Names are read from the code, descriptions are written here; a name without a
// description, or a description without a name, is an error.

import { readdir, readFile } from "node:fs/promises";

/** @typedef {{ name: string, default: string }} CustomProperty */

/** @type {Record<string, string>} */
const ATTRIBUTES = {
  "campaign-activity-id": "The email: the id of an activity, not of its campaign",
  "api-base": "The base URL of the proxy's API; `/api/v3` if missing or empty",
  "auth-base": "The base URL of the proxy's sign-in; `/auth` if missing or empty",
  codes: "Restricts the report to some bounce codes, such as `B,S`",
  view: "Filters, sort and page as one string",
  "page-size": "Rows per page, 1 to 500; 50 if missing",
  lang: "The locale of texts, numbers and dates; the page's or the browser's if missing",
  "time-zone": "The time zone of dates; the browser's if missing",
  density: "`normal` or `compact`",
  privacy: "`mask`, like every value except `none`, shows a•••@example.com on screen and in print",
  "link-template": "The address of your page, with `{view}` or `{+view}`, for links to copy",
  theme: "`auto`, `light` or `dark`",
};
/** @type {Record<string, string>} */
const EVENTS = {
  "bounces-load-start": "A report starts to load",
  "bounces-progress": "A page of rows was read",
  "bounces-load": "All rows are read",
  "bounces-error": "Loading failed, with a stable `code`",
  "bounces-selection-change": "The selected rows changed",
  "bounces-action": "The user copies, exports or prints rows, or presses an action of the host; cancelable",
  "bounces-view-change": "The user, not the host, changed filters, sort, page or page size",
  "bounces-sign-in": "The user signs in; cancelable",
};
/** @type {Record<string, string>} */
const PARTS = {
  report: "The whole report",
  header: "Title, refresh and export",
  tools: "Search and filters",
  table: "The table of contacts",
  footer: "Pagination",
  message: "The card that is shown instead of rows",
};
/** @type {Record<string, string>} */
const METHODS = {
  reload: "Loads the report again",
  exportCsv: "Saves the rows as a CSV file",
  clear: "Removes all filters and clears the selection",
};
/** @type {Record<string, string>} */
const FIELDS = {
  fetcher: "`(url, init) => Promise<Response>`, called instead of `fetch`",
  messages: "The host's messages, by key; they replace the widget's",
  actions: "The host's own actions, `{ id, label, confirm?, scope? }` each",
  data: "A complete report, shown instead of requesting one",
  matchingRows: "How many of the rows read so far match the filters",
  updateComplete:
    "Fulfilled when the first rows (of `data`, all rows), or the reason why there are none, are in the document",
};

/** @param {string[]} names */
const unique = (names) => [...new Set(names)].sort();

/**
 * The first capture group of all matches.
 * @param {string} text
 * @param {RegExp} pattern
 */
const capturesOf = (text, pattern) => unique([...text.matchAll(pattern)].map(([, name]) => name));

/**
 * The text of all files below a folder whose names end with `extension`.
 * @param {URL} folder
 * @param {string} extension
 */
async function readAll(folder, extension) {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(extension)).sort();
  const texts = await Promise.all(paths.map((path) => readFile(new URL(path, folder), "utf8")));
  return texts.join("\n");
}

/**
 * The public names in the code.
 * @param {URL} root the root of the repository
 */
export async function readCode(root) {
  const read = (/** @type {string} */ path) => readFile(new URL(path, root), "utf8");
  const mounted = await read("src/element/mounted.rs");
  const element = await read("src/element/shell/element.js");
  const [, ofWidget = ""] = mounted.match(/ATTRIBUTES: \[&str; \d+\] = \[([^\]]+)\]/) ?? [];
  const [, ofClass = ""] = (await read("src/element/shell/attributes.js")).match(/ATTRIBUTES = \[([^\]]+)\]/) ?? [];
  const attributes = capturesOf(ofClass, /"([a-z-]+)"/g);
  // Only the style sheet reads the theme.
  const reaching = attributes.filter((name) => name !== "theme");
  if (reaching.join() !== capturesOf(ofWidget, /"([a-z-]+)"/g).join())
    throw new Error("the class and the widget have different attributes");
  return {
    attributes,
    events: capturesOf(await read("src/state/event.rs"), /"(bounces-[a-z-]+)"/g),
    parts: capturesOf(await readAll(new URL("src/view/", root), ".rs"), / part="([a-z]+)"/g),
    properties: await customProperties(root),
    methods: capturesOf(element, /^ {4}(reload|clear|exportCsv)\(/gm),
    fields: capturesOf(element, /^ {4}get ([a-zA-Z]+)\(/gm).filter((name) => name !== "view"),
  };
}

/**
 * The custom properties of the style sheet with their defaults.
 * @param {URL} root the root of the repository
 * @returns {Promise<CustomProperty[]>}
 */
export async function customProperties(root) {
  const styles = await readAll(new URL("style/bounces/", root), ".css");
  const defaults = new Map();
  for (const [, name, value] of styles.matchAll(/var\((--bounces-[a-z0-9-]+), ((?:[^()]|\([^()]*\))+)\)/g)) {
    if (defaults.has(name) && defaults.get(name) !== value) throw new Error(`${name} has several defaults`);
    defaults.set(name, value);
  }
  return [...defaults].map(([name, value]) => ({ name, default: value }));
}

/**
 * Joins the names in the code with their descriptions.
 * @param {string} kind for the error message
 * @param {string[]} names
 * @param {Record<string, string>} descriptions
 */
function describe(kind, names, descriptions) {
  const missing = names.filter((name) => !descriptions[name]);
  const surplus = Object.keys(descriptions).filter((name) => !names.includes(name));
  if (missing.length + surplus.length > 0)
    throw new Error(`package/manifest.mjs, ${kind}: not described: ${missing}; not in the code: ${surplus}`);
  return names.map((name) => ({ name, description: descriptions[name] }));
}

/** @param {string} attribute */
const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * The manifest.
 * @param {URL} root the root of the repository
 */
export async function manifest(root) {
  const code = await readCode(root);
  const attributes = describe("attributes", code.attributes, ATTRIBUTES);
  return {
    schemaVersion: "1.0.0",
    modules: [
      {
        kind: "javascript-module",
        path: "index.js",
        declarations: [
          {
            kind: "class",
            name: "BouncesReportElement",
            tagName: "bounces-report",
            customElement: true,
            description: "Which contacts of an email bounced, why, and what to do about it.",
            superclass: { name: "HTMLElement" },
            attributes: attributes.map((attribute) => ({
              ...attribute,
              fieldName: propertyOf(attribute.name),
              type: { text: "string" },
            })),
            members: [
              ...attributes.map(({ name, description }) => ({
                kind: "field",
                name: propertyOf(name),
                attribute: name,
                reflects: name !== "view",
                description,
              })),
              ...describe("fields", code.fields, FIELDS).map((field) => ({ kind: "field", ...field })),
              ...describe("methods", code.methods, METHODS).map((method) => ({ kind: "method", ...method })),
            ],
            events: describe("events", code.events, EVENTS).map((event) => ({
              ...event,
              type: { text: "CustomEvent" },
            })),
            cssParts: describe("parts", code.parts, PARTS),
            cssProperties: code.properties,
          },
        ],
        exports: [
          {
            kind: "custom-element-definition",
            name: "bounces-report",
            declaration: { name: "BouncesReportElement", module: "index.js" },
          },
        ],
      },
    ],
  };
}
