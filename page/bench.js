// Shows one report and lets a program drive it and take the time. It drives the widget by what every host has: attributes, the property `view`, events
// and the promise `updateComplete`. What is measured with it stands in bench/.
import startWidget from "./bounces-report.js";

const parameters = new URLSearchParams(location.search);
const report = document.getElementById("report");
const view = new URLSearchParams();
let firstRow;

/** Until all that was asked for is on the screen: until the first frame that begins when it stands in the document. */
async function drawn() {
  let stands = false;
  report.updateComplete.then(() => (stands = true));
  while (!(await frameWith(() => stands)));
}

/** Whether something holds when a frame begins; told when that is over. */
function frameWith(holds) {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const held = holds();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(held);
      port2.postMessage(undefined);
    });
  });
}

function look(changes) {
  for (const [part, value] of Object.entries(changes)) {
    if (value) view.set(part, value);
    else view.delete(part);
  }
  report.view = view.toString();
  return drawn();
}

const told = (name) =>
  new Promise((resolve) => report.addEventListener(name, ({ detail }) => resolve(detail), { once: true }));

/** When the first row stands in the document, as the shadow root shows. */
async function firstRowDrawn() {
  await customElements.whenDefined("bounces-report");
  const root = report.shadowRoot;
  const hasRow = () => root.querySelector("tbody tr") !== null;
  if (hasRow()) return;
  await new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!hasRow()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { childList: true, subtree: true });
  });
}

async function load() {
  const failed = told("bounces-error").then(({ code }) => Promise.reject(new Error(code)));
  const loaded = told("bounces-load");
  await Promise.race([firstRowDrawn(), failed]);
  await frameWith(() => true);
  firstRow = performance.now();
  await Promise.race([loaded, failed]);
  await drawn();
}

window.__bench = {
  ready: load(),
  get firstRow() {
    return firstRow;
  },
  sort: (column, direction) => look({ sort: direction === "desc" ? `-${column}` : column }),
  filterText: (text) => look({ q: text }),
  filterCodes: (codes) => look({ codes: codes.join(",") }),
  clear: () => look({ q: "", codes: "" }),
  rowCount: () => report.matchingRows,
};

report.setAttribute("api-base", parameters.get("api-base") ?? "/api/v3");
report.setAttribute("campaign-activity-id", parameters.get("activity") ?? "");
await startWidget();
