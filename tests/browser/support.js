// JavaScript for the browser tests: a scripted `fetch`, stubs of browser functions, and finding elements by role and name.

import { define } from "../../src/element/shell/define.js";
import { createElementClass } from "../../src/element/shell/element.js";

const responses = new Map(); // path and query → queue of responses, the last of which is repeated
const sent = [];
const realFetch = window.fetch.bind(window);

/** Scripts a response for `path` (with its query); several responses are returned in turn. */
export function answer(path, status, body) {
  if (!responses.has(path)) responses.set(path, []);
  responses.get(path).push({ status, body });
}

/** Leaves requests for `path` pending. */
export function hold(path) {
  answer(path, 0, "");
}

/** Responds to the pending requests for `path`. */
export function release(path, status, body) {
  for (const request of sent) if (request.path === path) request.respond?.(new Response(body, { status }));
  responses.delete(path);
  answer(path, status, body);
}

export function forget() {
  responses.clear();
  sent.length = 0;
  saved.length = 0;
  copied.length = 0;
  printed.length = 0;
  revokedUrls = 0;
  refused = false;
  clipboardGate.open();
  frameGate.open();
  delete navigator.onLine;
}

/** Simulates going offline or online. */
export function setOnline(online) {
  Object.defineProperty(navigator, "onLine", { value: online, configurable: true });
  window.dispatchEvent(new Event(online ? "online" : "offline"));
}

/** A time formatted in `timeZone` and British English. */
export function moment(milliseconds, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(milliseconds);
}

const isBackground = ({ headers }) => headers.get("X-Bounces-Priority") === "background";

/** The path and query of the requests for earlier emails. */
export function backgroundRequests() {
  return sent.filter(isBackground).map(({ path, signal }) => (signal?.aborted ? `aborted ${path}` : path));
}

/** The path and query of all other requests, prefixed with "aborted " if they were aborted. */
export function requests() {
  const ofReport = sent.filter((request) => !isBackground(request));
  return ofReport.map(({ path, signal }) => (signal?.aborted ? `aborted ${path}` : path));
}

/** The value of a header of the last request for `path`. */
export function requestHeader(path, name) {
  return sent.findLast((request) => request.path === path)?.headers.get(name) ?? undefined;
}

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  const language = pathname.match(/languages\/\w+\.json$/)?.[0];
  const path = language ?? pathname + search;
  const isScripted = pathname.startsWith("/api/") || pathname.startsWith("/elsewhere/") || language !== undefined;
  if (!isScripted) return realFetch(input, init);
  const entry = { path, signal: request.signal, headers: request.headers };
  sent.push(entry);
  const queue = responses.get(path) ?? [{ status: 404, body: '{"code":"not_found"}' }];
  if (queue[0].used && queue.length > 1) queue.shift();
  queue[0].used = true;
  const { status, body } = queue[0];
  if (status === 0) {
    return new Promise((resolve, reject) => {
      entry.respond = resolve;
      request.signal.addEventListener("abort", () => reject(request.signal.reason));
    });
  }
  if (status === -1) throw new TypeError("Failed to fetch");
  return new Response(body, { status });
};

// Downloads: clicks on links with `download`.
const saved = [];
let revokedUrls = 0;
const blobs = new Map();
const { createObjectURL, revokeObjectURL } = URL;
URL.createObjectURL = (blob) => {
  const url = createObjectURL.call(URL, blob);
  blobs.set(url, blob);
  return url;
};
URL.revokeObjectURL = (url) => {
  revokedUrls += 1;
  revokeObjectURL.call(URL, url);
};
const realClick = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = async function () {
  if (!this.download) return realClick.call(this);
  // `text()` would remove the byte order mark.
  const bytes = await blobs.get(this.href).arrayBuffer();
  saved.push(this.download, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
};

export function files() {
  return saved;
}

export function revoked() {
  return revokedUrls;
}

/** Keeps what passes waiting while it is closed. */
class Gate {
  #opened = Promise.resolve();
  #open = () => {};

  close() {
    this.#opened = new Promise((resolve) => (this.#open = resolve));
  }

  open() {
    this.#open();
  }

  pass() {
    return this.#opened;
  }
}

// The clipboard, which is not available without a user.
const copied = [];
let refused = false;
const clipboardGate = new Gate();
const writeText = async (text) => {
  if (refused) throw new DOMException("refused", "NotAllowedError");
  await clipboardGate.pass();
  copied.push(text);
};
Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });

export function clipboard() {
  return copied;
}

export function refuseClipboard() {
  refused = true;
  document.execCommand = () => false;
}

/** Keeps what is copied from now on waiting. */
export function holdClipboard() {
  clipboardGate.close();
}

export function releaseClipboard() {
  clipboardGate.open();
}

// Printing: a frame that is removed afterwards.
const printed = [];
const frameGate = new Gate();
const { addEventListener } = EventTarget.prototype;
HTMLIFrameElement.prototype.addEventListener = function (type, listener, options) {
  const onLoad = (event) => frameGate.pass().then(() => listener.call(this, event));
  addEventListener.call(this, type, type === "load" ? onLoad : listener, options);
};
new MutationObserver((changes) => {
  for (const frame of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (!(frame instanceof HTMLIFrameElement)) continue;
    const page = frame.contentWindow;
    page.print = () => {
      printed.push(page.document.body.innerText.replace(/\s+/g, " ").trim());
      page.dispatchEvent(new Event("afterprint"));
    };
  }
}).observe(document.documentElement, { childList: true, subtree: true });

export function papers() {
  return printed;
}

/** Delays the load events of frames from now on. */
export function holdFrames() {
  frameGate.close();
}

export function releaseFrames() {
  frameGate.open();
}

/** The style rules for a medium in an element's shadow root. */
export function sheetRules(element, medium) {
  const rules = element.shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
  return rules
    .filter((rule) => rule.media?.mediaText === medium)
    .map((rule) => rule.cssText)
    .join("\n");
}

const ROLES = {
  alert: '[role="alert"]',
  button: "button, summary",
  dialog: "dialog",
  checkbox: 'input[type="checkbox"]',
  columnheader: "thead th",
  combobox: "select",
  heading: "h2, h3",
  link: "a[href]",
  img: '[role="img"]',
  time: "time",
  listitem: "li",
  progressbar: "progress",
  mark: "mark",
  row: "tbody tr",
  rowheader: "tbody th",
  radio: 'input[type="radio"]',
  status: '[role="status"]',
  searchbox: 'input[type="search"]',
  region: '[role="region"]',
  table: "table",
  textbox: 'input[type="date"]',
  timer: '[role="timer"]',
};

const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

/** An element's accessible name. */
export const nameOf = (element) => {
  const labelledBy = element.getAttribute("aria-labelledby");
  if (labelledBy) return textOf(element.getRootNode().getElementById(labelledBy)).trim();
  const labelParts = [...(element.labels ?? [])]
    .flatMap((label) => [...label.childNodes])
    .filter((part) => !part.contains(element));
  if (element.getAttribute("role") === "img") return element.title;
  const name = element.getAttribute("aria-label") ?? (labelParts.map(textOf).join("") || textOf(element));
  // Browsers differ in the spaces around the dash of a range.
  return name
    .replace(/\s?–\s?/g, "–")
    .replace(/\s+/g, " ")
    .trim();
};

/** The text for screen readers, without hidden elements. */
export function textOf(element) {
  if (element.nodeType === Node.TEXT_NODE) return element.data;
  if (element.getAttribute?.("aria-hidden") === "true" || element.hidden) return "";
  // Pictures have names instead of texts.
  if (element.getAttribute?.("role") === "img") return "";
  if (element.localName === "details" && !element.open) return textOf(element.firstElementChild);
  const display = element.nodeType === Node.ELEMENT_NODE ? getComputedStyle(element).display : "inline";
  if (display === "none") return "";
  const block = display !== "inline";
  const text = [...element.childNodes].map(textOf).join("");
  return (block ? ` ${text} ` : text).replace(/\s+/g, " ");
}

/** The visible elements of a role in document order, optionally filtered by name. */
export function byRole(root, role, name) {
  const elements = [...root.querySelectorAll(ROLES[role])].filter(isShown);
  return name === undefined ? elements : elements.filter((element) => nameOf(element) === name);
}

/** The widths of a bar's parts. */
export function barOf(element) {
  return [...element.querySelectorAll("rect")].map((part) => part.getAttribute("width"));
}

/** The number of items in the page's storage. */
export function storedItems() {
  return localStorage.length + sessionStorage.length;
}

/** Replaces the text of a field as if typed; `composing` simulates an input method's composition. */
export function type(field, text, composing = false) {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, isComposing: composing }));
}

/** Ends an input method's composition. */
export function endComposition(field) {
  field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, composed: true, data: field.value }));
}

/** Presses a key; returns `false` if the widget prevents the default action. */
export function press(element, key) {
  return element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
}

/** Sets or clears a date field. */
export function enterDate(field, date) {
  field.value = date;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

export function shiftClick(element) {
  element.dispatchEvent(new MouseEvent("click", { shiftKey: true, bubbles: true, composed: true }));
}

export function nextTask() {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

// The host's own actions.
let holding = new AbortController();
let settlement = { resolve: () => {}, reject: () => {} };

/** Sets the property `actions`; returns the texts of the console's warnings. */
export function setActions(element, json) {
  const { warn } = console;
  const warnings = [];
  console.warn = (text) => warnings.push(text);
  try {
    element.actions = JSON.parse(json);
  } finally {
    console.warn = warn;
  }
  return warnings;
}

/** Keeps the next actions waiting until `resolveAction` or `rejectAction`. */
export function holdActions(element) {
  holding = new AbortController();
  const hold = ({ detail }) => {
    detail.waitUntil(new Promise((resolve, reject) => (settlement = { resolve, reject, detail })));
  };
  element.addEventListener("bounces-action", hold, { signal: holding.signal });
}

/** Later actions wait for nothing. */
export function stopHoldingActions() {
  holding.abort();
}

export function resolveAction(text) {
  settlement.resolve(text);
}

export function rejectAction(message) {
  settlement.reject(new Error(message));
}

/** The error of calling `waitUntil` after the event. */
export function lateError() {
  try {
    settlement.detail.waitUntil(Promise.resolve());
    return "";
  } catch (error) {
    return error.name;
  }
}

export function defineReport(mountReport, styleSheet) {
  if (customElements.get("bounces-report")) return;
  const runtime = { mountReport, styleSheet: () => styleSheet };
  define(createElementClass({ runtime, load: () => Promise.resolve(runtime), skeletonStyles: styleSheet }));
}

// Reports whose runtime is not there yet: each element has a class of its own, because a class keeps its runtime.
let lateReports = 0;
let provide = () => {};
let fail = () => {};

export function createLateReport(mountReport, styleSheet) {
  const runtime = { mountReport, styleSheet: () => styleSheet };
  const loading = new Promise((resolve, reject) => {
    provide = () => resolve(runtime);
    fail = reject;
  });
  lateReports += 1;
  const name = `late-report-${lateReports}`;
  customElements.define(name, createElementClass({ load: () => loading, skeletonStyles: styleSheet }));
  return document.createElement(name);
}

export function provideRuntime() {
  provide();
}

export function failRuntime(message) {
  fail(new Error(message));
}
