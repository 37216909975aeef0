// Measures what users feel when a page with the report opens: the first row, the skeleton before it, shifts of the
// layout, long tasks and bytes, under the networks and processors of MODES; the widget and the baseline alternate.
//
//   node bench/loading.mjs [--runs 11] [--port 8842] [--only MODE] [--peers] [--history] [NAME=FOLDER]...
//
// prints each round as it ends, and the medians of each mode. Further builds of the widget can be compared by name. With
// `--history` the account has earlier emails, and each build is measured with and without reading them. bench/run.mjs uses it for RESULTS.md.

import { createRequire } from "node:module";
import { join } from "node:path";
import { argv } from "node:process";
import { parseArgs } from "node:util";
import { activityOf } from "./data.mjs";
import { serve } from "./server.mjs";
import { median } from "./statistics.mjs";

const HERE = import.meta.dirname;
/** What is served besides a build of the widget. */
export const FOLDERS = { baseline: join(HERE, "baseline"), peers: join(HERE, "peers/dist") };
/** The same task with React and TanStack Table, and with AG Grid; bench/peers/build.mjs builds them. */
export const peersOn = (server) => ({
  "react-tanstack": { server, path: "/peers/react.html" },
  "ag-grid": { server, path: "/peers/ag_grid.html" },
});
/** Four pages: the first row does not depend on the others. */
const ROWS = 2_000;
const LINE = { latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8, offline: false };

/** The networks and processors. `target` is the ratio to the baseline that the first row must not exceed. */
export const MODES = [
  { name: "10 Mbit/s, 40 ms, API 250 ms: first visit", line: LINE, apiDelay: 250, slowdown: 1, target: 1.1 },
  { name: "the same, processor 4 times slower", line: LINE, apiDelay: 250, slowdown: 4, target: 1.25 },
  { name: "the same line, second visit", line: LINE, apiDelay: 250, slowdown: 1, again: true, target: 1.02 },
  { name: "loopback, first visit", apiDelay: 0, slowdown: 1, target: 1.8 },
];

/** Runs in the page before its own scripts. */
function observe() {
  globalThis.observed = { shift: 0, longestTask: 0 };
  const each = (type, add) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
  each("layout-shift", ({ value }) => {
    globalThis.observed.shift += value;
  });
  each("longtask", ({ duration, startTime }) => {
    if (window.__bench?.firstRow > startTime || !window.__bench?.firstRow)
      globalThis.observed.longestTask = Math.max(globalThis.observed.longestTask, duration);
  });
}

async function visit(context, url, mode) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  const files = new Set();
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (!response.url.includes("/api/")) files.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  if (mode.line) await session.send("Network.emulateNetworkConditions", mode.line);
  if (mode.slowdown > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: mode.slowdown });
  await page.addInitScript(observe);
  await page.goto(url);
  const result = await page.evaluate(async () => {
    // React sets it in an effect.
    while (!window.__bench) await new Promise((resolve) => requestAnimationFrame(resolve));
    await window.__bench.ready;
    return {
      "first row": window.__bench.firstRow,
      "first paint": performance.getEntriesByName("first-paint")[0]?.startTime ?? Number.NaN,
      "layout shift": globalThis.observed.shift,
      "longest task": globalThis.observed.longestTask,
    };
  });
  await page.close();
  return { ...result, bytes };
}

async function measureOnce(browser, url, mode) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  let result = await visit(context, url, mode);
  if (mode.again) {
    // The browser stores compiled code after a while.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    result = await visit(context, url, mode);
  }
  await context.close();
  return result;
}

/** The medians by side. */
function mediansOf(all) {
  const medians = (list) =>
    Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((one) => one[key]))]));
  return Object.fromEntries(Object.entries(all).map(([name, list]) => [name, medians(list)]));
}

/**
 * The medians of all modes: `[{ mode, sides: { baseline: {…}, widget: {…} } }]`. `sides` maps names to servers and
 * paths, and a query if there is one.
 * `onRound` is called with the mode, the number of the round, its results by side, and after the last one the medians.
 */
export async function measureLoading(browser, sides, { runs, only = "", onRound = () => {} }) {
  const results = [];
  for (const { server } of Object.values(sides)) server.prepare(ROWS);
  for (const mode of MODES.filter(({ name }) => name.includes(only))) {
    const all = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
    const names = Object.keys(sides);
    for (let turn = 0; turn < runs; turn += 1) {
      const start = turn % names.length;
      for (const name of [...names.slice(start), ...names.slice(0, start)]) {
        const { server, path, query = "" } = sides[name];
        server.delayApi(mode.apiDelay);
        const url = `${server.origin}${path}?activity=${activityOf(ROWS)}&api-base=/api/v3${query}`;
        all[name].push(await measureOnce(browser, url, mode));
      }
      const latest = Object.fromEntries(names.map((name) => [name, all[name].at(-1)]));
      onRound(mode, turn + 1, latest, turn + 1 === runs ? mediansOf(all) : undefined);
    }
    results.push({ mode, sides: mediansOf(all) });
  }
  for (const { server } of Object.values(sides)) server.delayApi(0);
  return results;
}

/** A line for the results of one side. */
function lineOf(name, one, baseline) {
  const ratio = one["first row"] / baseline["first row"];
  const rest = Object.entries(one).map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`);
  return `  ${name.padEnd(12)} ${ratio.toFixed(2)}  ${rest.join(", ")}`;
}

/** Prints one line a round, and the medians when a mode is over. */
function printRound({ name, target }, round, results, medians) {
  const times = Object.entries(results).map(([side, one]) => `${side} ${Math.round(one["first row"])}`);
  console.log(`${name}, round ${round}: ${times.join(", ")}`);
  if (!medians) return;
  console.log(`\n${name}, medians (target ${target})`);
  for (const [side, one] of Object.entries(medians)) console.log(lineOf(side, one, medians.baseline));
  console.log();
}

if (argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "11" },
      port: { type: "string", default: "8842" },
      only: { type: "string", default: "" },
      peers: { type: "boolean", default: false },
      history: { type: "boolean", default: false },
    },
  });
  const { chromium } = createRequire(new URL("../tests/e2e/package.json", import.meta.url))("playwright-core");
  const builds = positionals.length > 0 ? positionals : [`widget=${join(HERE, "../dist")}`];
  const sides = {};
  let port = Number(values.port);
  for (const [name, dist] of builds.map((build) => build.split("="))) {
    const server = await serve(port, { ...FOLDERS, "": dist }, { hasPast: values.history });
    port += 1;
    sides.baseline ??= { server, path: "/baseline/index.html" };
    sides[name] = { server, path: "/bench.html" };
    if (values.history) sides[`${name}, history=0`] = { ...sides[name], query: "&history=0" };
  }
  if (values.peers) Object.assign(sides, peersOn(sides.baseline.server));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  await measureLoading(browser, sides, { runs: Number(values.runs), only: values.only, onRound: printRound });
  await browser.close();
  for (const { server } of Object.values(sides)) server.close();
}
