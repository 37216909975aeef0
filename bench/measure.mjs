// Measures one page in one fresh browser context, by `window.__bench` alone, which the widget's page and the control both have. Which pages, how often
// and what comes of the numbers stands in run.mjs.

/** What is done to a page with all its rows, in this order. Each is one task of a user; those without a name only prepare the next. */
export const OPERATIONS = [
  ["text filter", "filterText", "harbour"],
  [undefined, "clear"],
  ["code filter", "filterCodes", ["B", "S"]],
  [undefined, "clear"],
  ["sort e-mail", "sort", "email", "asc"],
  ["sort e-mail, turned round", "sort", "email", "desc"],
  ["text filter, sorted by e-mail", "filterText", "harbour"],
];

const TRACED = ["__metadata", "blink.user_timing", "disabled-by-default-devtools.timeline"];
const VIEWPORT = { width: 1280, height: 900 };

/** Keeps hold of the wasm memory, which no interface of the browser counts by itself. */
function holdMemory() {
  globalThis.wasmMemories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      const { exports } = made.instance ?? made;
      globalThis.wasmMemories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory));
      return made;
    };
  }
}

/** Loads a page, waits for its rows, and does all operations; times in milliseconds, memory in bytes. */
export async function measure(browser, url, { trace = false } = {}) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error));
  await page.addInitScript(holdMemory);
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

/** Runs in the page. Starts when it has been quiet for a moment, at any moment between two frames. */
async function timed([name, method, ...given]) {
  await new Promise((resolve) => requestIdleCallback(resolve));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  performance.mark(`begin ${name}`);
  const start = performance.now();
  await window.__bench[method](...given);
  const time = performance.now() - start;
  performance.mark(`end ${name}`);
  return { time, rows: window.__bench.rowCount() };
}

/** After a forced collection: what lives in the JavaScript heap, in array buffers, and the wasm memory, which never shrinks. */
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

/** The longest task of the page's main thread while it loads and during each operation, from a trace; milliseconds. */
function longestTasks({ traceEvents: events }) {
  const ready = events.find(({ name, cat }) => name === "ready" && cat.includes("user_timing"));
  const mine = events.filter(({ pid, tid }) => pid === ready.pid && tid === ready.tid);
  const tasks = mine.filter(({ name, ph }) => name === "RunTask" && ph === "X");
  const momentOf = (mark) => mine.find(({ name, cat }) => name === mark && cat.includes("user_timing"))?.ts;
  const longest = (from, to) =>
    Math.max(0, ...tasks.filter(({ ts, dur }) => ts + dur > from && ts < to).map(({ dur }) => dur / 1000));
  const spans = [["loading", momentOf("navigationStart") ?? 0, ready.ts]];
  for (const [name] of OPERATIONS) if (name) spans.push([name, momentOf(`begin ${name}`), momentOf(`end ${name}`)]);
  return Object.fromEntries(spans.map(([name, from, to]) => [name, longest(from, to)]));
}
