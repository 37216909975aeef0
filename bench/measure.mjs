// Measures one page in a fresh browser context, through `window.__bench`, which the widget's page and the baseline share.
// run.mjs decides which pages to measure and how often.

/**
 * The operations on a fully loaded page, in order. Each is one user task; operations without a name only prepare the
 * next one.
 */
export const OPERATIONS = [
  ["text filter", "filterText", "harbour"],
  [undefined, "clear"],
  ["code filter", "filterCodes", ["B", "S"]],
  [undefined, "clear"],
  ["sort by email", "sort", "email", "asc"],
  ["sort by email, reversed", "sort", "email", "desc"],
  ["text filter, sorted by email", "filterText", "harbour"],
];

export const TRACED = ["__metadata", "blink.user_timing", "disabled-by-default-devtools.timeline"];
export const VIEWPORT = { width: 1280, height: 900 };

/** Records every WebAssembly memory, which no browser API reports separately. */
function recordWasmMemories() {
  globalThis.wasmMemories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await instantiate.apply(WebAssembly, args);
      const { exports } = result.instance ?? result;
      globalThis.wasmMemories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory));
      return result;
    };
  }
}

/** Loads a page, waits for its rows, and runs all operations. Times in milliseconds, memory in bytes. */
export async function measure(browser, url, { trace = false } = {}) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error));
  await page.addInitScript(recordWasmMemories);
  if (trace) await browser.startTracing(page, { categories: TRACED });
  await page.goto(url);
  const loading = await page.evaluate(async () => {
    await window.__bench.ready;
    performance.mark("ready");
    return { "all ready": performance.now(), "first row": window.__bench.firstRow, rows: window.__bench.rowCount() };
  });
  const memory = await memoryOf(page);
  const times = {};
  const found = {};
  for (const operation of OPERATIONS) {
    const [name] = operation;
    const { time, rows } = await page.evaluate(timed, operation);
    if (name) [times[name], found[name]] = [time, rows];
  }
  const tasks = trace ? longestTasks(JSON.parse((await browser.stopTracing()).toString())) : undefined;
  await context.close();
  if (problems.length > 0) throw problems[0];
  const { rows, ...loaded } = loading;
  return { rows, times: { ...loaded, ...times }, found, memory, tasks };
}

/** Runs in the page. Starts after an idle period, at a random point between two frames. */
export async function timed([name, method, ...args]) {
  await new Promise((resolve) => requestIdleCallback(resolve));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  performance.mark(`begin ${name}`);
  const start = performance.now();
  await window.__bench[method](...args);
  const time = performance.now() - start;
  performance.mark(`end ${name}`);
  return { time, rows: window.__bench.rowCount() };
}

/**
 * After a forced garbage collection: the JavaScript heap, the array buffers, and the WebAssembly memory, which never
 * shrinks.
 */
async function memoryOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  for (let times = 0; times < 3; times += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() =>
    globalThis.wasmMemories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  );
  await session.detach();
  return { heap: usedSize, buffers: backingStorageSize, wasm };
}

/** What the page's main thread did, and when its marks were set, in microseconds, from a trace with the mark "ready". */
export function mainThreadOf({ traceEvents: events }) {
  const isMark = ({ cat }) => cat.includes("user_timing");
  const ready = events.find((event) => event.name === "ready" && isMark(event));
  const mainThread = events.filter(({ pid, tid }) => pid === ready.pid && tid === ready.tid);
  return {
    work: mainThread.filter(({ ph }) => ph === "X"),
    timeOf: (mark) => mainThread.find((event) => event.name === mark && isMark(event))?.ts,
  };
}

/** The longest main-thread task during the load and during each operation, from a trace, in milliseconds. */
function longestTasks(trace) {
  const { work, timeOf } = mainThreadOf(trace);
  const tasks = work.filter(({ name }) => name === "RunTask");
  const longest = (from, to) =>
    Math.max(0, ...tasks.filter(({ ts, dur }) => ts + dur > from && ts < to).map(({ dur }) => dur / 1000));
  const spans = [["loading", timeOf("navigationStart") ?? 0, timeOf("ready")]];
  for (const [name] of OPERATIONS) if (name) spans.push([name, timeOf(`begin ${name}`), timeOf(`end ${name}`)]);
  return Object.fromEntries(spans.map(([name, from, to]) => [name, longest(from, to)]));
}
