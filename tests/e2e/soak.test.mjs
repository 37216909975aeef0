// Staying up: what is mounted and unmounted, changed and filtered again and again leaves nothing behind.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { giving, openHost, rows } from "./support/host.mjs";

/** What the page holds once the garbage is gone. */
async function weigh(page, cdp) {
  for (let round = 0; round < 3; round += 1) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  const wasm = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize"), wasm };
}

/** Runs in the page before anything of it: lets the test see the module's memory. */
function showMemory() {
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiateStreaming(...given);
    globalThis.wasmMemory = made.instance.exports.memory;
    return made;
  };
}

/** Does `round` often, and compares the second half with the first. */
async function isFlat(t, page, rounds, round) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.evaluate(round, rounds / 2);
  const before = await weigh(page, cdp);
  await page.evaluate(round, rounds / 2);
  const after = await weigh(page, cdp);
  const each = (name) => (after[name] - before[name]) / (rounds / 2);
  console.log(
    `${t}: in each round ${each("nodes").toFixed(3)} nodes, ${each("listeners").toFixed(3)} listeners, ${each("heap").toFixed(0)} bytes of heap, ${each("wasm").toFixed(0)} bytes of wasm`,
  );
  assert.ok(each("nodes") < 0.1, `${each("nodes")} nodes more each round`);
  assert.ok(each("listeners") < 0.1, `${each("listeners")} listeners more each round`);
  // A report that stayed would be some hundred kilobytes; compiled code and what waits for its finalizer come and go.
  assert.ok(each("heap") < 2000, `${each("heap")} bytes more each round`);
  // Memory of wasm only grows, by 64 KiB a time: some of those are what pieces of free memory are worth, and a report that stayed would be many.
  assert.ok(each("wasm") < 2000, `${each("wasm")} bytes of wasm more each round`);
}

test("1,000 mounts and unmounts leave nothing behind", async ({ page }) => {
  await page.addInitScript(showMemory);
  await openHost(page, { script: giving(rows(60)), body: '<div id="place"></div>' });
  await page.evaluate(() => customElements.whenDefined("bounces-report").then(() => undefined));
  await isFlat("mounts", page, 1000, async (rounds) => {
    const place = document.getElementById("place");
    for (let round = 0; round < rounds; round += 1) {
      const element = document.createElement("bounces-report");
      globalThis.give(element);
      const loaded = new Promise((resolve) => element.addEventListener("bounces-load", resolve, { once: true }));
      place.append(element);
      await loaded;
      await element.updateComplete;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
});

test("10,000 changes of the filter leave nothing behind", async ({ page }) => {
  await page.addInitScript(showMemory);
  await openHost(page, { script: giving(rows(60)), body: "<bounces-report></bounces-report>" });
  await page.getByText("1–50 of 60", { exact: true }).waitFor();
  await isFlat("filters", page, 10_000, async (rounds) => {
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

test("of 100 ids in a second the last one is shown", async ({ page }) => {
  const script = `
    const page = (id) => JSON.stringify({ tracking_activities: [{ email_address: id.slice(-2) + "@example.com", bounce_code: "B" }] });
    globalThis.asking = 0;
    globalThis.fetcher = async (url, { signal }) => {
      const id = url.match(/[0-9a-f-]{36}/)[0];
      globalThis.asking += 1;
      await new Promise((resolve, reject) => {
        setTimeout(resolve, Math.random() * 50);
        signal.addEventListener("abort", () => reject(signal.reason));
      }).finally(() => (globalThis.asking -= 1));
      return url.includes("/bounces") ? new Response(page(id)) : new Response("{}", { status: 404 });
    };`;
  await openHost(page, { script, body: "<bounces-report></bounces-report>" });
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
  await page.waitForFunction(() => globalThis.asking === 0);
});
