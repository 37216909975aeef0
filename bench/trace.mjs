// Says where the time of the main thread goes, from Chrome's tracing: until the first row, and in each operation. A trace makes
// tasks longer, so run.mjs measures times on the clock, and without one.
//
//   node bench/trace.mjs [--runs 5] [--rows 2000] [--slowdown 1] [--port 8846] [NAME=FOLDER]...
//
// prints medians in milliseconds, for the baseline and each build of the widget, by default dist.

import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { activityOf } from "./data.mjs";
import { FOLDERS } from "./loading.mjs";
import { mainThreadOf, OPERATIONS, TRACED, timed, VIEWPORT } from "./measure.mjs";
import { serve } from "./server.mjs";
import { median } from "./statistics.mjs";

const { chromium } = createRequire(new URL("../tests/e2e/package.json", import.meta.url))("playwright-core");

/** The work that has a column of its own, by the names of Chrome's events. What is not listed is script, as far as it runs in a task. */
const KINDS = {
  "compile wasm": /^(V8\.)?wasm\./i,
  styles: /^(UpdateLayoutTree|ParseAuthorStyleSheet|ScheduleStyleRecalculation)$/,
  layout: /^Layout$/,
  paint: /^(PrePaint|Paint|Layerize|Commit|UpdateLayer|CompositeLayers)$/,
  "garbage collection": /GC/,
  other: /^(RunTask|ParseHTML|ResourceReceivedData|ResourceReceiveResponse)$/,
};
const kindOf = (name) => Object.keys(KINDS).find((kind) => KINDS[kind].test(name)) ?? "script";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    rows: { type: "string", default: "2000" },
    slowdown: { type: "string", default: "1" },
    port: { type: "string", default: "8846" },
  },
});
const rows = Number(values.rows);

/**
 * The time of the processor for the main thread in a span, by kind and in all, without that of nested events, and that of its
 * longest task. Unlike the time on the clock, it hardly depends on what else runs on the machine.
 */
function workIn(work, from, to) {
  const times = Object.fromEntries(["script", ...Object.keys(KINDS)].map((kind) => [kind, 0]));
  /** In milliseconds. */
  const inside = ({ ts, dur, tdur }) => {
    const part = Math.max(0, Math.min(ts + dur, to) - Math.max(ts, from)) / Math.max(1, dur);
    return (part * (tdur ?? 0)) / 1000;
  };
  /** The events that enclose the present one. */
  const open = [];
  for (const event of work.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    while (open.length > 0 && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop();
    const time = inside(event);
    if (open.length > 0) times[kindOf(open.at(-1).name)] -= time;
    times[kindOf(event.name)] += time;
    open.push(event);
  }
  const tasks = work.filter((event) => event.name === "RunTask" && inside(event) > 0);
  const all = Object.values(times).reduce((sum, time) => sum + time);
  return { ...times, all, "longest task": Math.max(0, ...tasks.map(({ tdur }) => tdur / 1000)) };
}

/** The work until the first row and in each operation. */
async function visit(browser, url) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: Number(values.slowdown) });
  await browser.startTracing(page, {
    categories: [...TRACED, "devtools.timeline", "v8", "v8.wasm", "disabled-by-default-v8.gc"],
  });
  await page.goto(url);
  await page.evaluate(async () => {
    await window.__bench.ready;
    performance.mark("ready");
    performance.mark("first row", { startTime: window.__bench.firstRow });
    performance.mark("start", { startTime: 0 });
  });
  for (const operation of OPERATIONS) await page.evaluate(timed, operation);
  const { work, timeOf } = mainThreadOf(JSON.parse((await browser.stopTracing()).toString()));
  await context.close();
  const spans = OPERATIONS.filter(([name]) => name).map(([name]) => [name, `begin ${name}`, `end ${name}`]);
  const works = [["first row", "start", "first row"], ...spans];
  return Object.fromEntries(works.map(([name, from, to]) => [name, workIn(work, timeOf(from), timeOf(to))]));
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const builds = positionals.length > 0 ? positionals : [`widget=${join(import.meta.dirname, "../dist")}`];
const sides = {};
for (const [index, [name, dist]] of builds.map((build) => build.split("=")).entries()) {
  const server = await serve(Number(values.port) + index, { ...FOLDERS, "": dist });
  server.prepare(rows);
  sides.baseline ??= { server, path: "/baseline/index.html", visits: [] };
  sides[name] = { server, path: "/bench.html", visits: [] };
}
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const { server, path, visits } of Object.values(sides))
    visits.push(await visit(browser, `${server.origin}${path}?activity=${activityOf(rows)}&api-base=/api/v3`));
}
for (const span of Object.keys(sides.baseline.visits[0])) {
  console.log(`\n${span}`);
  for (const [name, { visits }] of Object.entries(sides)) {
    const kinds = Object.keys(visits[0][span]);
    const medians = kinds.map((kind) => `${kind} ${median(visits.map((one) => one[span][kind])).toFixed(1)}`);
    console.log(`  ${name.padEnd(12)} ${medians.join(", ")}`);
  }
}
await browser.close();
for (const { server } of Object.values(sides)) server.close();
