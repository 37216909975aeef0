// Writes bench/RESULTS.md. What was measured, and how, stands in run.mjs and measure.mjs.

import { median, percentile } from "./statistics.mjs";

/** The ratios to the control that issue 2 asks for. */
const TARGETS = {
  "first row": { 100_000: 1.3 },
  "all ready": { 100_000: 1.0 },
  "sort e-mail": { 100_000: 0.4, 1_000_000: 0.25 },
  "text filter": { 100_000: 1.0, 1_000_000: 0.5 },
  memory: { 100_000: 0.75 },
};

/** No task may be longer, in milliseconds. */
const LONGEST_TASK = 50;

const grouped = (number) => number.toLocaleString("en");
const milliseconds = (time) => (time < 100 ? time.toFixed(1) : grouped(Math.round(time)));
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function verdict(ratio, target) {
  if (target === undefined) return ["", ""];
  return [`≤ ${target}`, ratio <= target ? "met" : `missed by ${((ratio / target - 1) * 100).toFixed(0)} %`];
}

function timesTable({ count, runs }) {
  const names = Object.keys(runs.widget[0].times);
  const rows = names.map((name) => {
    const [widget, control] = [runs.widget, runs.control].map((all) => all.map(({ times }) => times[name]));
    const ratio = median(widget) / median(control);
    return [
      name,
      ...[widget, control].flatMap((all) => [milliseconds(median(all)), milliseconds(percentile(all, 0.95))]),
      ratio.toFixed(2),
      ...verdict(ratio, TARGETS[name]?.[count]),
    ];
  });
  return table(["milliseconds", "widget, median", "p95", "control, median", "p95", "ratio", "target", ""], rows);
}

const memoryOf = ({ memory: { heap, buffers, wasm } }) => heap + buffers + wasm;

function memoryTable({ count, runs }) {
  const parts = ["heap", "buffers", "wasm"];
  const row = (name) => [
    name,
    ...parts.map((part) => megabytes(median(runs[name].map(({ memory }) => memory[part])))),
    megabytes(median(runs[name].map(memoryOf))),
  ];
  const ratio = median(runs.widget.map(memoryOf)) / median(runs.control.map(memoryOf));
  return `${table(["MB", "JavaScript heap", "array buffers", "wasm memory", "sum"], ["widget", "control"].map(row))}

Ratio ${[ratio.toFixed(2), ...verdict(ratio, TARGETS.memory[count])].filter(Boolean).join(", ")}.`;
}

function tasksTable({ traces }) {
  const names = Object.keys(traces.widget[0]);
  const longest = (name, all) => milliseconds(Math.max(...all.map((tasks) => tasks[name])));
  const rows = names.map((name) => {
    const mine = Math.max(...traces.widget.map((tasks) => tasks[name]));
    return [name, longest(name, traces.widget), longest(name, traces.control), mine <= LONGEST_TASK ? "met" : "missed"];
  });
  return table(["longest task, milliseconds", "widget", "control", `≤ ${LONGEST_TASK}`], rows);
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
export function results({ machine, versions, load, measured, boundary, core, size, notes }) {
  const sections = measured.map(
    (one) => `## ${grouped(one.count)} rows

${one.runs.widget.length} runs of each page, ${one.traces.widget.length} more of each with a trace for the longest tasks.

${timesTable(one)}

${memoryTable(one)}

${tasksTable(one)}
`,
  );
  return `# What is measured, how, and the numbers

\`make bench\` writes this file, but for the notes at its end (bench/NOTES.md).

${table(["", ""], Object.entries({ ...machine, ...versions }))}

Method: bench.html with the widget, and bench/control with the same job in plain JavaScript, are driven by the same program through \`window.__bench\`, in turns, each time in a new browser context
of one headless Chromium. Both get the same bytes from a server on the loopback that has them ready: pages of 500 rows, one after another by their cursors, under the proxy's own policies. An operation begins at any moment
between two frames and ends when its rows are painted: one animation frame, then a message. Memory is read after all rows are there and the heap is collected; wasm memory counts as a whole, used or not.
Longest tasks are from a trace of the page's main thread. The load of the machine was ${load} when it began.

${sections.join("\n")}
## The boundary between wasm and JavaScript

Before texts are sorted, the distinct characters of a column go to \`Intl.Collator\` once and come back as weights (\`weigh\`); before a search, those beyond ASCII go to \`fold\`. No row crosses.

${table(
  ["", "characters", "first call, milliseconds", "median of 20 more"],
  boundary.map(({ name, characters, first, more }) => [name, characters, first.toFixed(2), more.toFixed(2)]),
)}

## Size

\`\`\`
${size.trim()}
\`\`\`

## Core, natively

By criterion, on the same machine.

${core.length > 0 ? coreTable(core) : "Not measured in this run."}

${notes}`;
}
