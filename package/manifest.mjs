// The custom elements manifest, from the code: what is there is found, what it means is said here.

import { readdir, readFile } from "node:fs/promises";

const ATTRIBUTES = {
  "campaign-activity-id": "The email: the id of an activity, not of its campaign",
  "api-base": "Where the proxy answers; `/api/v3` if missing or empty",
  "auth-base": "Where the proxy signs in and out; `/auth` if missing or empty",
  codes: "Restricts the report to some bounce codes, such as `B,S`",
  view: "Filters, sort and page as one string",
  "page-size": "Rows on a page, 1 to 500; 50 if missing",
  lang: "The locale of words, numbers and dates; the page's or the browser's if missing",
  "time-zone": "The time zone of dates; the browser's if missing",
  density: "`normal` or `compact`",
  privacy: "`mask`, and every value but `none`, shows a•••@example.com on the screen and on paper",
  theme: "`auto`, `light` or `dark`",
};
const EVENTS = {
  "bounces-load-start": "A report begins to load",
  "bounces-progress": "A page was read",
  "bounces-load": "All pages are read",
  "bounces-error": "Loading ended early, with a stable `code`",
  "bounces-selection-change": "Other rows are selected than before",
  "bounces-action": "The user wants something done with rows; cancelable",
  "bounces-view-change": "The user, not the host, changed filters, sort, page or page size",
  "bounces-sign-in": "The user wants to sign in; cancelable",
};
const PARTS = {
  report: "All of it",
  header: "Title, refresh and export",
  tools: "Search and filters",
  table: "The table of contacts",
  footer: "Pages",
  message: "What is shown instead of rows",
};
const METHODS = {
  reload: "Reads the report anew",
  exportCsv: "Saves the rows as a CSV file",
  clear: "Takes filters and selection away",
};
const FIELDS = {
  fetcher: "`(url, init) => Promise<Response>`, asked instead of `fetch`",
  messages: "Words of the host instead of the widget's, by key",
  data: "A whole report of the host, shown instead of what the proxy would answer",
  matchingRows: "How many rows match",
  updateComplete:
    "Fulfilled when what was asked for stands in the document: the first rows or why there are none; of `data`, all rows",
};

const unique = (found) => [...new Set(found)].sort();
const all = (text, pattern) => unique([...text.matchAll(pattern)].map(([, name]) => name));

/** What the code has. */
export async function inCode(root) {
  const read = (path) => readFile(new URL(path, root), "utf8");
  const names = await readdir(new URL("src/view/", root), { recursive: true });
  const views = await Promise.all(names.filter((name) => name.endsWith(".rs")).map((name) => read(`src/view/${name}`)));
  const mounted = await read("src/element/mounted.rs");
  const element = await read("src/element/element.js");
  const [, list] = mounted.match(/ATTRIBUTES: \[&str; \d+\] = \[([^\]]+)\]/);
  return {
    attributes: unique([...all(list, /"([a-z-]+)"/g), "theme"]),
    events: all(await read("src/state/event.rs"), /"(bounces-[a-z-]+)"/g),
    parts: all(views.join("\n"), / part="([a-z]+)"/g),
    properties: await tokens(root),
    methods: all(element, /^ {4}(reload|clear|exportCsv)\(/gm),
    fields: all(element, /^ {4}get ([a-zA-Z]+)\(/gm).filter((name) => name !== "view"),
  };
}

/** The custom properties with their defaults. */
export async function tokens(root) {
  const base = await readFile(new URL("style/bounces/base.css", root), "utf8");
  return [...base.matchAll(/var\((--bounces-[a-z0-9-]+), ((?:[^()]|\([^()]*\))+)\)/g)].map(([, name, value]) => ({
    name,
    default: value,
  }));
}

/** The manifest. What the code has and nobody has described is an error. */
export async function manifest(root) {
  const found = await inCode(root);
  const described = (kind, names, words) => {
    const [missing, surplus] = [
      names.filter((name) => !words[name]),
      Object.keys(words).filter((name) => !names.includes(name)),
    ];
    if (missing.length + surplus.length > 0)
      throw new Error(`package/manifest.mjs, ${kind}: not described: ${missing}; not in the code: ${surplus}`);
    return names.map((name) => ({ name, description: words[name] }));
  };
  const property = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const attributes = described("attributes", found.attributes, ATTRIBUTES);
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
              fieldName: property(attribute.name),
              type: { text: "string" },
            })),
            members: [
              ...attributes.map(({ name, description }) => ({
                kind: "field",
                name: property(name),
                attribute: name,
                reflects: name !== "view",
                description,
              })),
              ...described("fields", found.fields, FIELDS).map((field) => ({ kind: "field", ...field })),
              ...described("methods", found.methods, METHODS).map((method) => ({ kind: "method", ...method })),
            ],
            events: described("events", found.events, EVENTS).map((event) => ({
              ...event,
              type: { text: "CustomEvent" },
            })),
            cssParts: described("parts", found.parts, PARTS),
            cssProperties: found.properties,
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
