// Formats bench/RESULTS.md, and the table of the first row in docs, from the measurements of run.mjs.

import { median, percentile } from "./statistics.mjs";

/** The target ratios to the baseline, by number of rows. */
const TARGETS = {
  "first row": { 100_000: 1.8 },
  "all ready": { 100_000: 1.0 },
  "sort by email": { 100_000: 0.4, 1_000_000: 0.25 },
  "text filter": { 100_000: 1.0, 1_000_000: 0.5 },
  memory: { 100_000: 0.75 },
};

/** The targets for what is sent, in bytes of brotli. */
const MAX_BYTES = { "before the first row": 220_000, "in all": 265_000 };

/** The target for the longest task, in milliseconds. */
const maxTask = (name, count) => (name === "sort by email" && count === 1_000_000 ? 60 : 50);

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
  return [`≤ ${grouped(target)}`, ratio <= target ? "met" : `missed by ${((ratio / target - 1) * 100).toFixed(0)} %`];
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

/** The pages of the table in docs, by their names in the measurements. */
const PEERS = { "react-tanstack": "React + TanStack Table", "ag-grid": "AG Grid", widget: "this widget" };

/** The first row, as ratios to plain JavaScript. */
function firstRowTable(loading) {
  const rows = loading.map(({ mode, sides }) => [
    mode.name,
    `${milliseconds(sides.baseline["first row"])} ms`,
    ...Object.keys(PEERS).map((name) => (sides[name]["first row"] / sides.baseline["first row"]).toFixed(2)),
    `≤ ${mode.target}`,
  ]);
  const [{ sides }] = loading;
  const kilobytes = (name) => `${(sides[name].bytes / 1000).toFixed(1)} KB`;
  rows.push(["bytes until the first row, brotli", kilobytes("baseline"), ...Object.keys(PEERS).map(kilobytes), ""]);
  return table(["first row", "plain JavaScript", ...Object.values(PEERS), "target"], rows);
}

const versionsOf = (peers) =>
  Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");

/** The table of the first row for docs, whose anchors are explained there. */
export function firstRow({ loading, loadingRuns, peers, date, commit, systemLoad }) {
  return `${firstRowTable(loading)}

Medians of ${loadingRuns} visits of each page, in turn, on ${date} at commit ${commit} (load average ${systemLoad}); ratios to plain JavaScript. ${versionsOf(peers)}; [bench/RESULTS.md](../bench/RESULTS.md) has the method and the other figures.
`;
}

function sizesTable(size) {
  const rows = [...size.matchAll(/^(.+): (\d+) bytes;/gm)].map(([, name, bytes]) => [
    name,
    grouped(Number(bytes)),
    ...verdict(Number(bytes), MAX_BYTES[name]),
  ]);
  return table(["brotli", "bytes", "target", ""], rows);
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

function tasksTable({ count, traces }) {
  const names = Object.keys(traces.widget[0]);
  const longest = (name, all) => milliseconds(Math.max(...all.map((tasks) => tasks[name])));
  const rows = names.map((name) => {
    const ofWidget = Math.max(...traces.widget.map((tasks) => tasks[name]));
    return [
      name,
      longest(name, traces.widget),
      longest(name, traces.baseline),
      `≤ ${maxTask(name, count)}`,
      ofWidget <= maxTask(name, count) ? "met" : "missed",
    ];
  });
  return table(["longest task, milliseconds", "widget", "baseline", "target", ""], rows);
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

function loadingSection({ data: { loading, loadingRuns, peers } }) {
  return `Medians of ${loadingRuns} runs of each page, in turn, of a report of 2,000 rows in four pages; bench/loading.mjs has the modes. Chrome's DevTools protocol emulates the line (10 Mbit/s, 40 ms for each
request) and the slower processor; on the line the API responds after 250 ms. Each run has a new browser context, hence no cache; for the second visit the page is opened twice in one. First paint is
that of the skeleton, layout shift the sum until all rows are loaded, the longest task that before the first row, and bytes everything but the API's responses, as sent. The peers (bench/peers) do the
same task in one bundle each: React with TanStack Table renders pages of 100 rows, AG Grid the rows in view; both request the rows when their components are there, and have neither counts nor advice.
Their versions: ${versionsOf(peers)}.

${firstRowTable(loading)}

${loadingTable(loading)}`;
}

function boundarySection({ data: { boundary } }) {
  return table(
    ["", "characters", "first call, milliseconds", "median of 20 more"],
    boundary.map(({ name, characters, first, more }) => [name, characters, first.toFixed(2), more.toFixed(2)]),
  );
}

function sizeSection({ data: { measured } }) {
  return measured
    .map(
      (one) => `## ${grouped(one.count)} rows

${one.runs.widget.length} runs of each page, and ${one.traces.widget.length} more of each with a trace for the longest tasks.

${timesTable(one)}

${memoryTable(one)}

${tasksTable(one)}
`,
    )
    .join("\n");
}

/** When and where each part was measured, and how busy the machine was. */
const partsTable = (parts) =>
  table(
    ["part", "date", "commit", "load average at its start"],
    Object.entries(parts).map(([name, { date, commit, systemLoad }]) => [name, date, commit, systemLoad]),
  );

const NOT_MEASURED = "Not measured.";

/** The text of RESULTS.md. `parts` has what was measured by `loading`, `engine` and `large` of run.mjs. */
export function results({ machine, versions, parts, core, size, notes }) {
  const { loading, engine, large } = parts;
  return `# Benchmark results

\`make bench\` writes this file; the notes at its end come from bench/NOTES.md.

${table(["", ""], Object.entries({ ...machine, ...versions }))}

${partsTable(parts)}

**Method.** The same program drives bench.html (the widget) and bench/baseline (the same task in plain JavaScript) through \`window.__bench\`. The two pages alternate, each time in a new browser
context of one headless Chromium. Both receive the same bytes from a server on the loopback interface that holds them in memory: pages of 500 rows, fetched one after another by cursor, under the
proxy's own policies. An operation starts at a random point between two frames and ends when its rows are painted, that is, after one animation frame and one message. Memory is read after all
rows are loaded and the heap is collected; WebAssembly memory counts in full, used or not. The longest tasks come from a trace of the page's main thread.

## First row

${loading ? loadingSection(loading) : NOT_MEASURED}

${[engine, large].filter(Boolean).map(sizeSection).join("\n")}
## The boundary between WebAssembly and JavaScript

Before texts are sorted, the distinct characters of a column are passed to \`Intl.Collator\` once and come back as weights (\`collationWeights\`). Before a search, characters beyond ASCII are passed to
\`fold\`. Rows never cross the boundary.

${engine ? boundarySection(engine) : NOT_MEASURED}

## Size

${sizesTable(size)}

\`\`\`
${size.trim()}
\`\`\`

## Core, native

${core.figures.length > 0 ? `Measured with criterion on ${dateOf(core.measured)}.\n\n${coreTable(core.figures)}` : NOT_MEASURED}

${notes}`;
}
