// Measures the widget against the baseline in a real browser, and writes RESULTS.md and the table of the first row in docs.
//
//   node bench/run.mjs [--part loading|engine|large] [--runs 20] [--large-runs 4] [--loading-runs 11] [--port 8840] [--dist dist]
//
// Without `--part`, all parts are measured: the first row, 100,000 rows, 1,000,000 rows. Each part is kept in target/bench, and both
// files have what was measured last of each. `--part none` only writes them. `make bench` first builds the page and measures core.

import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureBoundary } from "./boundary.mjs";
import { coreFigures } from "./criterion.mjs";
import { activityOf } from "./data.mjs";
import { FOLDERS, measureLoading, peersOn } from "./loading.mjs";
import { measure } from "./measure.mjs";
import { firstRow, results } from "./results.mjs";
import { serve } from "./server.mjs";

// The browser driver of the end-to-end tests.
const { chromium } = createRequire(new URL("../tests/e2e/package.json", import.meta.url))("playwright-core");

const HERE = import.meta.dirname;
const ROOT = join(HERE, "..");
const PAGES = { baseline: "/baseline/index.html", widget: "/bench.html" };
const TRACED_RUNS = 3;
/** Disables the browser's own background activity. */
const QUIET_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

const { values: options } = parseArgs({
  options: {
    part: { type: "string" },
    runs: { type: "string", default: "20" },
    "large-runs": { type: "string", default: "4" },
    "loading-runs": { type: "string", default: "11" },
    port: { type: "string", default: "8840" },
    dist: { type: "string", default: join(ROOT, "dist") },
  },
});
/** What was measured, a file a part. */
const KEPT = join(ROOT, "target/bench");
/** The page of docs with the table of the first row. */
const DOCS = join(ROOT, "docs/leptos-widgets.md");
const DOCS_TABLE = /(<!-- first row -->\n)[\s\S]*(<!-- end of first row -->)/;

const output = (command, ...args) => spawnSync(command, args, { cwd: ROOT, encoding: "utf8" }).stdout.trim();

async function measureSize(browser, server, { count, times }) {
  server.prepare(count);
  const url = (page) => `${server.origin}${PAGES[page]}?activity=${activityOf(count)}&api-base=/api/v3`;
  const runs = { baseline: [], widget: [] };
  const traces = { baseline: [], widget: [] };
  for (let turn = 0; turn < times + TRACED_RUNS; turn += 1) {
    // Alternates which page is measured first.
    const order = turn % 2 === 0 ? ["baseline", "widget"] : ["widget", "baseline"];
    for (const page of order) {
      const trace = turn >= times;
      const run = await measure(browser, url(page), { trace });
      if (run.rows !== count) throw new Error(`${page} has ${run.rows} rows instead of ${count}`);
      if (trace) traces[page].push(run.tasks);
      else runs[page].push(run);
    }
    assertSameResults(runs);
    console.log(`${count} rows: ${turn + 1} of ${times + TRACED_RUNS}`);
  }
  server.discard(count);
  return { count, runs, traces };
}

/** Fails unless both pages find the same rows, because otherwise they do different work. */
function assertSameResults({ baseline, widget }) {
  const [ofWidget, ofBaseline] = [widget, baseline].map((runs) => JSON.stringify(runs.at(-1)?.found));
  if (ofWidget !== ofBaseline) throw new Error(`the widget finds ${ofWidget}, the baseline ${ofBaseline}`);
}

function charactersOf(report) {
  const characters = new Set();
  for (let number = 0; report.page(number); number += 1) {
    for (const row of JSON.parse(report.page(number)).tracking_activities) {
      for (const text of [row.email_address, row.first_name ?? "", row.last_name ?? ""])
        for (const one of text) characters.add(one);
    }
  }
  return [...characters].join("");
}

const PARTS = {
  async loading(browser, server) {
    const pages = Object.fromEntries(Object.entries(PAGES).map(([name, path]) => [name, { server, path }]));
    const loadingRuns = Number(options["loading-runs"]);
    const onRound = ({ name }, round) => console.log(`${name}: round ${round}`);
    const sides = { ...pages, ...peersOn(server) };
    const loading = await measureLoading(browser, sides, { runs: loadingRuns, onRound });
    const { devDependencies: peers } = JSON.parse(await readFile(join(HERE, "peers/package.json"), "utf8"));
    return { loading, loadingRuns, peers };
  },
  async engine(browser, server) {
    const count = 100_000;
    const characters = charactersOf(server.prepare(count));
    const boundary = await measureBoundary(browser, server.origin, "/source/i18n/intl.js", characters);
    return { boundary, measured: [await measureSize(browser, server, { count, times: Number(options.runs) })] };
  },
  async large(browser, server) {
    const times = Number(options["large-runs"]);
    return { measured: [await measureSize(browser, server, { count: 1_000_000, times })] };
  },
};

/** Measures a part, and keeps it. */
async function measurePart(name) {
  const about = {
    date: new Date().toISOString().slice(0, 10),
    commit: output("git", "describe", "--always", "--dirty", "--abbrev=12"),
    systemLoad: loadavg()[0].toFixed(1),
  };
  const server = await serve(Number(options.port), { ...FOLDERS, "": options.dist, source: join(ROOT, "src") });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET_FLAGS] : QUIET_FLAGS,
  });
  const data = await PARTS[name](browser, server);
  const part = { ...about, Chromium: browser.version(), data };
  await browser.close();
  server.close();
  await mkdir(KEPT, { recursive: true });
  await writeFile(join(KEPT, `${name}.json`), JSON.stringify(part));
  console.log(`${name}: measured`);
}

const names =
  options.part === undefined ? Object.keys(PARTS) : Object.keys(PARTS).filter((name) => name === options.part);
for (const name of names) await measurePart(name);

/** Those of an earlier run as well. */
const parts = {};
for (const name of Object.keys(PARTS)) {
  const kept = await readFile(join(KEPT, `${name}.json`), "utf8").catch(() => undefined);
  if (kept) parts[name] = JSON.parse(kept);
}

const text = results({
  machine: {
    processor: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
  },
  versions: {
    Chromium: Object.values(parts).at(-1)?.Chromium ?? "",
    Node: process.version,
    rustc: output("rustc", "--version"),
    "wasm-opt": output("wasm-opt", "--version"),
  },
  parts,
  core: await coreFigures(join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "criterion")),
  size: output("node", "scripts/size.mjs", options.dist),
  notes: await readFile(join(HERE, "NOTES.md"), "utf8"),
});
await writeFile(join(HERE, "RESULTS.md"), text);
console.log("wrote bench/RESULTS.md");

if (parts.loading) {
  const { data, ...about } = parts.loading;
  const page = await readFile(DOCS, "utf8");
  await writeFile(
    DOCS,
    page.replace(DOCS_TABLE, (_, start, end) => `${start}\n${firstRow({ ...data, ...about })}\n${end}`),
  );
  console.log("wrote the table of the first row in docs/leptos-widgets.md");
}
