// Soak tests: repeated mounting, changes and filters leak nothing.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

/** The page's memory after garbage collection. */
async function measureMemory(page, cdp) {
  for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const wasm = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize"), wasm };
}

/** Runs in the page before its own scripts: exposes the module's memory. */
function showMemory() {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const result = await instantiateStreaming(...args);
    globalThis.wasmMemory = result.instance.exports.memory;
    return result;
  };
}

/** Runs `round` repeatedly in three parts, and compares the memory after the last with that after the first. */
async function assertNoLeak(name, page, rounds, round) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const part = Math.floor(rounds / 3);
  const parts = [];
  for (let index = 0; index < 3; index += 1) {
    await page.evaluate(round, part);
    parts.push(await measureMemory(page, cdp));
  }
  const [first, second, third] = parts;
  // A removed report lives on for a moment, so the most memory that is used at once depends on how fast the machine is in a
  // part, and WebAssembly memory never shrinks. What leaks grows in every part.
  const wasm = Math.min(second.wasm - first.wasm, third.wasm - second.wasm) / part;
  const each = (name) => (name === "wasm" ? wasm : (third[name] - first[name]) / (2 * part));
  console.log(
    `${name}: per round ${each("nodes").toFixed(3)} nodes, ${each("listeners").toFixed(3)} listeners, ${each("heap").toFixed(0)} bytes of heap, ${each("wasm").toFixed(0)} bytes of wasm`,
  );
  assert.ok(each("nodes") < 0.1, `${each("nodes")} more nodes per round`);
  assert.ok(each("listeners") < 0.1, `${each("listeners")} more listeners per round`);
  // A leaked report has some hundred kilobytes; compiled code and pending finalizers fluctuate below that.
  assert.ok(each("heap") < 2000, `${each("heap")} more bytes per round`);
  // WebAssembly memory only grows, by 64 KiB pages. Fragmentation takes a few; leaked reports would take many.
  assert.ok(each("wasm") < 2000, `${each("wasm")} more bytes of wasm per round`);
}

// Each mount takes some frames, which makes two minutes on a slow machine.
test("1,000 mounts and unmounts leak nothing", { timeout: 400_000 }, async ({ page }) => {
  await page.addInitScript(showMemory);
  await openHostPage(page, { script: withData(rows(60)), body: '<div id="container"></div>' });
  await page.evaluate(() => customElements.whenDefined("bounces-report").then(() => undefined));
  await assertNoLeak("mounts", page, 1000, async (rounds) => {
    const container = document.getElementById("container");
    let element;
    for (let round = 0; round < rounds; round += 1) {
      element = document.createElement("bounces-report");
      globalThis.setData(element);
      const loaded = new Promise((resolve) => element.addEventListener("bounces-load", resolve, { once: true }));
      container.append(element);
      await loaded;
      await element.updateComplete;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
    // A removed report stays mounted for a moment, in case it comes back.
    const deadline = performance.now() + 20_000;
    while (element.shadowRoot.querySelector("tbody tr") && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 25));
  });
});

test("10,000 filter changes leak nothing", async ({ page }) => {
  await page.addInitScript(showMemory);
  await openHostPage(page, { script: withData(rows(60)), body: "<bounces-report></bounces-report>" });
  await page.getByText("1–50 of 60", { exact: true }).waitFor();
  await assertNoLeak("filters", page, 10_000, async (rounds) => {
    const element = document.querySelector("bounces-report");
    const views = ["q=person1", "codes=B", "sort=email&q=9", "", "domain=example.com"];
    for (let round = 0; round < rounds; round += 1) {
      element.view = views[round % views.length];
      if (round % 10 === 0) await element.updateComplete;
    }
    element.view = "";
    await element.updateComplete;
  });
  await page.getByText("1–50 of 60", { exact: true }).waitFor();
});

test("of 100 ids in one second the last one is shown", async ({ page }) => {
  const script = `
    const page = (id) => JSON.stringify({ tracking_activities: [{ email_address: id.slice(-2) + "@example.com", bounce_code: "B" }] });
    globalThis.pendingRequests = 0;
    globalThis.fetcher = async (url, { signal }) => {
      const id = url.match(/[0-9a-f-]{36}/)[0];
      globalThis.pendingRequests += 1;
      await new Promise((resolve, reject) => {
        setTimeout(resolve, Math.random() * 50);
        signal.addEventListener("abort", () => reject(signal.reason));
      }).finally(() => (globalThis.pendingRequests -= 1));
      return url.includes("/bounces") ? new Response(page(id)) : new Response("{}", { status: 404 });
    };`;
  await openHostPage(page, { script, body: "<bounces-report></bounces-report>" });
  await page.evaluate(async () => {
    const element = document.querySelector("bounces-report");
    await customElements.whenDefined("bounces-report");
    element.fetcher = globalThis.fetcher;
    for (let number = 0; number < 100; number += 1) {
      element.campaignActivityId = `98edac88-f4bc-408c-9e64-acd8903842${String(number).padStart(2, "0")}`;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  await page.getByText("99@example.com").waitFor();
  await page.getByText("1–1 of 1", { exact: true }).waitFor();
  assert.equal(await page.getByText(/^\d\d@example\.com$/).count(), 1);
  await page.waitForFunction(() => globalThis.pendingRequests === 0);
});
