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
  const path = pathname + search;
  if (!pathname.startsWith("/api/") && !pathname.startsWith("/elsewhere/")) return realFetch(input, init);
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

const ROLES = {
  alert: '[role="alert"]',
  button: "button",
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
  const labels = [...(element.labels ?? [])].map((label) => label.firstChild.textContent).join(" ");
  const name = element.getAttribute("aria-label") ?? (labels || textOf(element));
  // Browsers disagree about spaces around the dash of a range.
  return name.replace(/\s?–\s?/g, "–").trim();
};

/** The text that a screen reader has: what is hidden from it is left out. */
export function textOf(element) {
  if (element.nodeType === Node.TEXT_NODE) return element.data;
  if (element.getAttribute?.("aria-hidden") === "true" || element.hidden) return "";
  const block = element.nodeType === Node.ELEMENT_NODE && getComputedStyle(element).display !== "inline";
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
