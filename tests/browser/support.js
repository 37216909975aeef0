// What the browser tests need of JavaScript: a scripted `fetch`, and finding elements as a user does.

const answers = new Map(); // path and query → queue of answers, the last of which stays
const asked = [];
const realFetch = window.fetch.bind(window);

/** Answers requests for `path` (with its query) from now on; several answers are given in turn. */
export function answer(path, status, body) {
  if (!answers.has(path)) answers.set(path, []);
  answers.get(path).push({ status, body });
}

/** Keeps requests for `path` waiting. */
export function hold(path) {
  answer(path, 0, "");
}

/** Answers the requests for `path` that are kept waiting. */
export function release(path, status, body) {
  for (const request of asked) if (request.path === path) request.answer?.(new Response(body, { status }));
  answers.delete(path);
  answer(path, status, body);
}

export function forget() {
  answers.clear();
  asked.length = 0;
  saved.length = 0;
  copied.length = 0;
  printed.length = 0;
  givenBack = 0;
  refused = false;
  delete navigator.onLine;
}

/** Takes the browser off the network, or puts it back. */
export function setOnline(online) {
  Object.defineProperty(navigator, "onLine", { value: online, configurable: true });
  window.dispatchEvent(new Event(online ? "online" : "offline"));
}

/** A moment as it is written in `timeZone` and British English. */
export function moment(milliseconds, timeZone) {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(milliseconds);
}

/** What was asked so far: path and query, and "aborted " before it once that has happened. */
export function requests() {
  return asked.map(({ path, signal }) => (signal?.aborted ? `aborted ${path}` : path));
}

/** The value of a header of the last request for `path`. */
export function requestHeader(path, name) {
  return asked.findLast((request) => request.path === path)?.headers.get(name) ?? undefined;
}

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { pathname, search } = new URL(request.url);
  const language = pathname.match(/languages\/\w+\.json$/)?.[0];
  const path = language ?? pathname + search;
  const isScripted = pathname.startsWith("/api/") || pathname.startsWith("/elsewhere/") || language !== undefined;
  if (!isScripted) return realFetch(input, init);
  const entry = { path, signal: request.signal, headers: request.headers };
  asked.push(entry);
  const queue = answers.get(path) ?? [{ status: 404, body: '{"code":"not_found"}' }];
  if (queue[0].given && queue.length > 1) queue.shift();
  queue[0].given = true;
  const { status, body } = queue[0];
  if (status === 0) {
    return new Promise((resolve, reject) => {
      entry.answer = resolve;
      request.signal.addEventListener("abort", () => reject(request.signal.reason));
    });
  }
  if (status === -1) throw new TypeError("Failed to fetch");
  return new Response(body, { status });
};

// Files: what a link with `download` leads to when it is clicked.
const saved = [];
let givenBack = 0;
const blobs = new Map();
const { createObjectURL, revokeObjectURL } = URL;
URL.createObjectURL = (blob) => {
  const url = createObjectURL.call(URL, blob);
  blobs.set(url, blob);
  return url;
};
URL.revokeObjectURL = (url) => {
  givenBack += 1;
  revokeObjectURL.call(URL, url);
};
const realClick = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = async function () {
  if (!this.download) return realClick.call(this);
  // `text()` would take the byte order mark away.
  const bytes = await blobs.get(this.href).arrayBuffer();
  saved.push(this.download, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
};

export function files() {
  return saved;
}

export function revoked() {
  return givenBack;
}

// The clipboard, which a browser without a user refuses.
const copied = [];
let refused = false;
const writeText = async (text) => {
  if (refused) throw new DOMException("refused", "NotAllowedError");
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

// Paper: a frame is printed, and taken away afterwards.
const printed = [];
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

/** The style rules of an element's shadow root for a medium. */
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
  checkbox: 'input[type="checkbox"]',
  columnheader: "thead th",
  combobox: "select",
  heading: "h2, h3",
  link: "a[href]",
  listitem: "li",
  progressbar: '[role="progressbar"]',
  mark: "mark",
  row: "tbody tr",
  rowheader: "tbody th",
  status: '[role="status"]',
  searchbox: 'input[type="search"]',
  table: "table",
  textbox: 'input[type="date"]',
  timer: '[role="timer"]',
};

const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

/** The name that a screen reader has of an element. */
export const nameOf = (element) => {
  const labelledBy = element.getAttribute("aria-labelledby");
  if (labelledBy) return textOf(element.getRootNode().getElementById(labelledBy)).trim();
  const labelParts = [...(element.labels ?? [])]
    .flatMap((label) => [...label.childNodes])
    .filter((part) => !part.contains(element));
  const name = element.getAttribute("aria-label") ?? (labelParts.map(textOf).join("") || textOf(element));
  // Browsers disagree about spaces around the dash of a range.
  return name.replace(/\s?–\s?/g, "–").trim();
};

/** The text that a screen reader has: what is hidden from it is left out. */
export function textOf(element) {
  if (element.nodeType === Node.TEXT_NODE) return element.data;
  if (element.getAttribute?.("aria-hidden") === "true" || element.hidden) return "";
  if (element.localName === "details" && !element.open) return textOf(element.firstElementChild);
  const display = element.nodeType === Node.ELEMENT_NODE ? getComputedStyle(element).display : "inline";
  if (display === "none") return "";
  const block = display !== "inline";
  const text = [...element.childNodes].map(textOf).join("");
  return (block ? ` ${text} ` : text).replace(/\s+/g, " ");
}

/** The shown elements of a role, in order; with a name if one is given. */
export function byRole(root, role, name) {
  const found = [...root.querySelectorAll(ROLES[role])].filter(isShown);
  return name === undefined ? found : found.filter((element) => nameOf(element) === name);
}

/** The classes of the parts of a bar. */
export function barOf(element) {
  return [...element.querySelectorAll(".track i")].map((part) => part.className);
}

/** How many items the page has stored. */
export function storedItems() {
  return localStorage.length + sessionStorage.length;
}

/** Types into a field, as its whole text; `composing` as in the middle of what an input method writes. */
export function type(field, text, composing = false) {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, isComposing: composing }));
}

/** What an input method has written is done. */
export function endComposition(field) {
  field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, composed: true, data: field.value }));
}

/** Presses a key; `false` if the widget takes it for itself. */
export function press(element, key) {
  return element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }));
}

/** Enters a date into its field, or takes it out. */
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
