// The folder that the proxy serves: the built page, and pages of hosts. All record what goes wrong in them.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROWS_2140 } from "../e2e/support/activities.mjs";

/** Runs before all other scripts. */
const PROBLEMS_JS = `globalThis.problems = [];
const record = (kind) => (...details) => problems.push([kind, ...details].join(" "));
addEventListener("error", ({ message, filename, lineno }) => record("error:")(message, filename, lineno));
addEventListener("unhandledrejection", ({ reason }) => record("unhandled rejection:")(reason));
addEventListener("securitypolicyviolation", (event) => record("policy:")(event.violatedDirective, event.blockedURI));
console.error = record("console.error:");
console.warn = record("console.warn:");
`;

const DIALOG_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Host</title>
    <script src="/problems.js"></script>
    <script type="module" src="/embed.js"></script>
    <script type="module" src="/dialog.js"></script>
  </head>
  <body>
    <button type="button">Show bounces</button>
    <dialog>
      <bounces-report campaign-activity-id="${ROWS_2140}" lang="en-GB"></bounces-report>
      <p><textarea aria-label="Paste here"></textarea></p>
    </dialog>
  </body>
</html>
`;
const DIALOG_JS = `const dialog = document.querySelector("dialog");
document.querySelector("button").addEventListener("click", () => dialog.showModal());
`;

const REPORT = "<bounces-report></bounces-report>";
/** Containers that take their width from their content. */
const CONTAINERS_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Host</title>
    <link rel="stylesheet" href="/containers.css">
    <script src="/problems.js"></script>
    <script type="module" src="/embed.js"></script>
    <script type="module" src="/containers.js"></script>
  </head>
  <body>
    <div class="flex"><div>${REPORT}</div></div>
    <div class="center">${REPORT}</div>
    <table><tr><td>${REPORT}</td></tr></table>
    <div class="float">${REPORT}</div>
    <dialog>${REPORT}</dialog>
    <div popover>${REPORT}</div>
  </body>
</html>
`;
const CONTAINERS_CSS = `.flex { display: flex; }
.float { float: left; }
.center { display: flex; flex-direction: column; align-items: center; }
`;
const CONTAINERS_JS = `document.querySelector("dialog").show();
document.querySelector("[popover]").showPopover();
const row = { email_address: "ana@example.com", bounce_code: "B", created_time: "2026-11-12T10:00:00Z" };
for (const report of document.querySelectorAll("bounces-report")) report.data = { tracking_activities: [row] };
`;

/**
 * @param {string} dist the built page
 * @returns {Promise<{ folder: string, remove: () => Promise<void> }>}
 */
export async function buildSite(dist) {
  const folder = await mkdtemp(join(tmpdir(), "bounces-site-"));
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFile(join(folder, name), text);
  await cp(dist, folder, { recursive: true });
  const index = await readFile(join(dist, "index.html"), "utf8");
  await write("index.html", index.replace("<head>", '<head><script src="/problems.js"></script>'));
  // The proxy prefers precompressed files.
  await rm(join(folder, "index.html.br"), { force: true });
  const files = {
    "problems.js": PROBLEMS_JS,
    "dialog.html": DIALOG_HTML,
    "dialog.js": DIALOG_JS,
    "containers.html": CONTAINERS_HTML,
    "containers.css": CONTAINERS_CSS,
    "containers.js": CONTAINERS_JS,
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
