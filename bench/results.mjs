// Formats bench/RESULTS.md from the measurements of run.mjs and measure.mjs.

import { median, percentile } from "./statistics.mjs";

/** The target ratios to the baseline, by number of rows. */
const TARGETS = {
  "first row": { 100_000: 1.3 },
  "all ready": { 100_000: 1.0 },
  "sort by email": { 100_000: 0.4, 1_000_000: 0.25 },
  "text filter": { 100_000: 1.0, 1_000_000: 0.5 },
  memory: { 100_000: 0.75 },
};

/** The target for the longest task, in milliseconds. */
const MAX_TASK = 50;

const grouped = (number) => number.toLocaleString("en");
const milliseconds = (time) => (time < 100 ? time.toFixed(1) : grouped(Math.round(time)));
const dateOf = (time) => time.toISOString().slice(0, 10);
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function verdict(ratio, target) {
  if (target === undefined) return ["", ""];
  return [`≤ ${target}`, ratio <= target ? "met" : `missed by ${((ratio / target - 1) * 100).toFixed(0)} %`];
}

function timesTable({ count, runs }) {
  const names = Object.keys(runs.widget[0].times);
  const rows = names.map((name) => {
    const [widget, baseline] = [runs.widget, runs.baseline].map((all) => all.map(({ times }) => times[name]));
    const ratio = median(widget) / median(baseline);
    return [
      name,
      ...[widget, baseline].flatMap((all) => [milliseconds(median(all)), milliseconds(percentile(all, 0.95))]),
      ratio.toFixed(2),
      ...verdict(ratio, TARGETS[name]?.[count]),
    ];
  });
  return table(["milliseconds", "widget, median", "p95", "baseline, median", "p95", "ratio", "target", ""], rows);
}

function loadingTable(loading) {
  const rows = loading.flatMap(({ mode, sides }) =>
    Object.entries(sides).map(([name, one]) => {
      const ratio = one["first row"] / sides.baseline["first row"];
      return [
        mode.name,
        name,
        milliseconds(one["first row"]),
        name === "baseline" ? "" : ratio.toFixed(2),
        // The target is the widget's.
        ...(name === "widget" ? verdict(ratio, mode.target) : ["", ""]),
        milliseconds(one["first paint"]),
        one["layout shift"].toFixed(3),
        one["longest task"] ? milliseconds(one["longest task"]) : "under 50",
        grouped(Math.round(one.bytes)),
      ];
    }),
  );
  const header = ["mode", "page", "first row, ms", "ratio", "target", "", "first paint, ms", "layout shift"];
  return table([...header, "longest task, ms", "bytes"], rows);
}

const memoryOf = ({ memory: { heap, buffers, wasm } }) => heap + buffers + wasm;

function memoryTable({ count, runs }) {
  const parts = ["heap", "buffers", "wasm"];
  const row = (name) => [
    name,
    ...parts.map((part) => megabytes(median(runs[name].map(({ memory }) => memory[part])))),
    megabytes(median(runs[name].map(memoryOf))),
  ];
  const ratio = median(runs.widget.map(memoryOf)) / median(runs.baseline.map(memoryOf));
  return `${table(["MB", "JavaScript heap", "array buffers", "wasm memory", "sum"], ["widget", "baseline"].map(row))}

Ratio ${[ratio.toFixed(2), ...verdict(ratio, TARGETS.memory[count])].filter(Boolean).join(", ")}.`;
}

function tasksTable({ traces }) {
  const names = Object.keys(traces.widget[0]);
  const longest = (name, all) => milliseconds(Math.max(...all.map((tasks) => tasks[name])));
  const rows = names.map((name) => {
    const ofWidget = Math.max(...traces.widget.map((tasks) => tasks[name]));
    return [
      name,
      longest(name, traces.widget),
      longest(name, traces.baseline),
      ofWidget <= MAX_TASK ? "met" : "missed",
    ];
  });
  return table(["longest task, milliseconds", "widget", "baseline", `≤ ${MAX_TASK}`], rows);
}

function coreTable(figures) {
  const sizes = [10_000, 100_000, 1_000_000];
  const names = [...new Set(figures.map(({ name }) => name))];
  const cell = (name, size) => {
    const figure = figures.find((one) => one.name === name && one.rows === size);
    return figure ? milliseconds(figure.nanoseconds / 1e6) : "";
  };
  return table(
    ["milliseconds, median", ...sizes.map((size) => `${grouped(size)} rows`)],
    names.map((name) => [name, ...sizes.map((size) => cell(name, size))]),
  );
}

/** The text of RESULTS.md. */
export function results({
  machine,
  versions,
  systemLoad,
  loading,
  loadingRuns,
  peers,
  measured,
  boundary,
  core,
  size,
  notes,
}) {
  const sections = measured.map(
    (one) => `## ${grouped(one.count)} rows

${one.runs.widget.length} runs of each page, and ${one.traces.widget.length} more of each with a trace for the longest tasks.

${timesTable(one)}

${memoryTable(one)}

${tasksTable(one)}
`,
  );
  return `# Benchmark results

\`make bench\` writes this file; the notes at its end come from bench/NOTES.md.

${table(["", ""], Object.entries({ ...machine, ...versions }))}

**Method.** The same program drives bench.html (the widget) and bench/baseline (the same task in plain JavaScript) through \`window.__bench\`. The two pages alternate, each time in a new browser
context of one headless Chromium. Both receive the same bytes from a server on the loopback interface that holds them in memory: pages of 500 rows, fetched one after another by cursor, under the
proxy's own policies. An operation starts at a random point between two frames and ends when its rows are painted, that is, after one animation frame and one message. Memory is read after all
rows are loaded and the heap is collected; WebAssembly memory counts in full, used or not. The longest tasks come from a trace of the page's main thread. The machine's load average was
${systemLoad} at the start.

## First row

Medians of ${loadingRuns} runs of each page, in turn, of a report of 2,000 rows in four pages; bench/loading.mjs has the modes. Chrome's DevTools protocol emulates the line (10 Mbit/s, 40 ms for each
request) and the slower processor; on the line the API responds after 250 ms. Each run has a new browser context, hence no cache; for the second visit the page is opened twice in one. First paint is
that of the skeleton, layout shift the sum until all rows are loaded, the longest task that before the first row, and bytes everything but the API's responses, as sent. The peers (bench/peers) do the
same task in one bundle each: React with TanStack Table renders pages of 100 rows, AG Grid the rows in view; both request the rows when their components are there, and have neither counts nor advice.
Their versions: ${Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.

${loadingTable(loading)}

${sections.join("\n")}
## The boundary between WebAssembly and JavaScript

Before texts are sorted, the distinct characters of a column are passed to \`Intl.Collator\` once and come back as weights (\`collationWeights\`). Before a search, characters beyond ASCII are passed to
\`fold\`. Rows never cross the boundary.

${table(
  ["", "characters", "first call, milliseconds", "median of 20 more"],
  boundary.map(({ name, characters, first, more }) => [name, characters, first.toFixed(2), more.toFixed(2)]),
)}

## Size

\`\`\`
${size.trim()}
\`\`\`

## Core, native

${core.figures.length > 0 ? `Measured with criterion on ${dateOf(core.measured)}.\n\n${coreTable(core.figures)}` : "Not measured."}

${notes}`;
}
