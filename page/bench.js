// Shows one report, and offers `window.__bench` to programs that measure it (see bench/). It uses only what every
// host has: attributes, the property `view`, events and the promise `updateComplete`.

import { ready } from "./embed.js";

const params = new URLSearchParams(location.search);
const report = /** @type {import("../package/element.js").BouncesReportElement} */ (document.getElementById("report"));
const view = new URLSearchParams();
/** @type {number | undefined} */
let firstRow;

/** Waits until an update is painted: until the end of the first frame that starts after `updateComplete`. */
async function painted() {
  let isComplete = false;
  report.updateComplete.then(() => {
    isComplete = true;
  });
  while (!(await nextFrame(() => isComplete)));
}

/**
 * Evaluates a condition when the next frame starts; fulfilled with the result when the frame is over.
 * @param {() => boolean} condition
 * @returns {Promise<boolean>}
 */
function nextFrame(condition) {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const result = condition();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(result);
      port2.postMessage(undefined);
    });
  });
}

/**
 * Changes parts of the view; empty ones are removed.
 * @param {Record<string, string>} changes
 */
function applyView(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value) view.set(name, value);
    else view.delete(name);
  }
  report.view = view.toString();
  return painted();
}

/**
 * The detail of the next event of a type.
 * @template {keyof import("../package/element.js").BouncesReportEventMap} Name
 * @param {Name} name
 * @returns {Promise<import("../package/element.js").BouncesReportEventMap[Name]["detail"]>}
 */
function once(name) {
  return new Promise((resolve) => report.addEventListener(name, ({ detail }) => resolve(detail), { once: true }));
}

/** Waits until the first row is in the shadow root. */
async function firstRowRendered() {
  const root = report.shadowRoot;
  if (!root) throw new Error("the report has no shadow root");
  const hasRow = () => root.querySelector("tbody tr") !== null;
  if (hasRow()) return;
  await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    const observer = new MutationObserver(() => {
      if (!hasRow()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { childList: true, subtree: true });
  });
}

async function load() {
  const failed = once("bounces-error").then(({ code }) => Promise.reject(new Error(code)));
  const loaded = once("bounces-load");
  await Promise.race([firstRowRendered(), failed]);
  await nextFrame(() => true);
  firstRow = performance.now();
  await Promise.race([loaded, failed]);
  await painted();
}

window.__bench = {
  ready: load(),
  get firstRow() {
    return firstRow;
  },
  sort: (column, direction) => applyView({ sort: direction === "desc" ? `-${column}` : column }),
  filterText: (text) => applyView({ q: text }),
  filterCodes: (codes) => applyView({ codes: codes.join(",") }),
  clear: () => applyView({ q: "", codes: "" }),
  rowCount: () => report.matchingRows,
};

const history = params.get("history");
if (history) report.setAttribute("history", history);
report.setAttribute("api-base", params.get("api-base") ?? "/api/v3");
report.setAttribute("campaign-activity-id", params.get("activity") ?? "");
await ready;
