// How a page with the widget loads: one request for each file, all at once; the second visit; the element before its
// WebAssembly is there.

import assert from "node:assert/strict";
import { ROWS_23, ROWS_2140, SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { isBackground } from "./support/console_guard.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { hold, ROWS } from "./support/hold.mjs";
import { openHostPage } from "./support/host.mjs";

const BODY = `<bounces-report campaign-activity-id="${SAMPLE_ONE_ROW}"></bounces-report>`;
const shows = (page, line) => page.getByRole("region", { name: "Bounces" }).getByText(line, { exact: true }).waitFor();

/** Keeps the WebAssembly back until it is released. */
async function holdWasm(page) {
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

/** The paths of all requests but those about earlier emails. */
function record(page) {
  const paths = [];
  page.on("request", (request) => {
    if (!isBackground(request)) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

test("each file is requested once, the preloaded ones included", async ({ page, admin, guard }) => {
  const paths = record(page);
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await guard.settled();
  const files = paths.filter((path) => !path.startsWith("/api/") && !path.startsWith("/auth/"));
  assert.deepEqual(files, [...new Set(files)]);
  assert.equal(files.filter((path) => path.endsWith(".wasm")).length, 1);
});

test("the report's requests do not wait for the WebAssembly, and are not repeated", async ({ page, guard }) => {
  const release = await holdWasm(page);
  const paths = record(page);
  await openHostPage(page, { body: BODY });
  // Requests about other emails follow, for the comparison.
  const api = () => paths.filter((path) => path.startsWith("/api/") && path.includes(SAMPLE_ONE_ROW)).sort();
  const expected = [
    `/api/v3/emails/activities/${SAMPLE_ONE_ROW}`,
    `/api/v3/emails/activities/${SAMPLE_ONE_ROW}/send_history`,
    `/api/v3/reports/email_reports/${SAMPLE_ONE_ROW}/tracking/bounces`,
    `/api/v3/reports/stats/email_campaign_activities/${SAMPLE_ONE_ROW}`,
  ];
  await eventually(async () => assert.deepEqual(api(), expected));
  release();
  await shows(page, "1–1 of 1");
  await guard.settled();
  assert.deepEqual(api(), expected);
});

test("a second visit asks for the page and the entry only", async ({ page, admin, guard }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await guard.settled();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  const asked = new Map();
  cdp.on("Network.requestWillBeSent", ({ requestId, request }) => asked.set(requestId, new URL(request.url)));
  cdp.on("Network.requestServedFromCache", ({ requestId }) => asked.delete(requestId));
  cdp.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.fromDiskCache || response.fromPrefetchCache) asked.delete(requestId);
  });
  await page.goto(page.url());
  await shows(page, "1–1 of 1");
  await guard.settled();
  const paths = [...asked.values()].filter(({ protocol }) => protocol === "http:").map(({ pathname }) => pathname);
  const files = paths.filter((path) => !path.startsWith("/api/") && !path.startsWith("/auth/"));
  assert.deepEqual(files.sort(), ["/", "/embed.js"]);
});

test("what a host does once the first rows are painted comes before the rest of the report", async ({
  page,
  guard,
}) => {
  const release = await holdWasm(page);
  await openHostPage(page, { body: BODY });
  const report = page.locator("bounces-report");
  await eventually(async () => assert.equal(await report.evaluate(({ shadowRoot }) => Boolean(shadowRoot)), true));
  const hasSearch = report.evaluate(async ({ shadowRoot }) => {
    await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
      new MutationObserver(() => shadowRoot.querySelector("tbody tr") && resolve()).observe(shadowRoot, {
        childList: true,
        subtree: true,
      });
    });
    const start = performance.now();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    // The rest does not wait for a frame that takes so long.
    if (performance.now() - start > 400) return false;
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(undefined);
    });
    return shadowRoot.querySelector("input[type=search]") !== null;
  });
  release();
  assert.equal(await hasSearch, false);
  await report.getByRole("searchbox").waitFor();
  await guard.settled();
});

test("the element is defined and shows a skeleton while the WebAssembly is on its way", async ({ page }) => {
  const release = await holdWasm(page);
  await openHostPage(page, { body: BODY });
  const report = page.locator("bounces-report");
  await eventually(async () => assert.equal(await report.evaluate(({ shadowRoot }) => Boolean(shadowRoot)), true));
  const { busy, rows, height } = await report.evaluate(({ shadowRoot, clientHeight }) => ({
    busy: shadowRoot.querySelector("section").getAttribute("aria-busy"),
    rows: shadowRoot.querySelectorAll("tbody tr").length,
    height: clientHeight,
  }));
  assert.deepEqual({ busy, rows }, { busy: "true", rows: 0 });
  assert.ok(height > 400, `${height} px`);
  const created = await page.evaluate(() => {
    const element = document.createElement("bounces-report");
    element.campaignActivityId = "x";
    return [
      element.getAttribute("campaign-activity-id"),
      typeof element.reload,
      element.updateComplete instanceof Promise,
    ];
  });
  assert.deepEqual(created, ["x", "function", true]);
  release();
  await shows(page, "1–1 of 1");
});

test("on the local page, an email is chosen and Back works while the WebAssembly is on its way", async ({
  page,
  admin,
  guard,
}) => {
  guard.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
  // The first report's requests are pending when the second one is chosen.
  await page.route(`**/${ROWS_23}/tracking/bounces*`, () => {}, { times: 1 });
  const release = await holdWasm(page);
  await page.goto(`/?activity=${ROWS_23}&view=codes%3DB`);
  const report = page.locator("bounces-report");
  await report.locator("section[inert]").waitFor();
  await admin.until(() => admin.email.inputValue(), ROWS_23);
  await admin.campaign.selectOption({ label: "November newsletter (sent)" });
  await page.waitForURL(`**/?activity=${ROWS_2140}`);
  await admin.until(() => report.getAttribute("campaign-activity-id"), ROWS_2140);
  await page.goBack();
  await admin.until(() => report.getAttribute("campaign-activity-id"), ROWS_23);
  release();
  await admin.shows("1–11 of 11");
  await admin.until(() => admin.email.inputValue(), ROWS_23);
});

test("the local page leaves it to the element to say that the WebAssembly cannot be loaded", async ({
  page,
  admin,
  guard,
}) => {
  guard.expectFailure("net::ERR_FAILED", /\.wasm$/);
  // The requests of a report that will not be mounted are canceled.
  guard.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
  await hold(page, ROWS);
  await page.route("**/*.wasm", (route) => route.abort());
  await admin.open(SAMPLE_ONE_ROW);
  await page.locator("bounces-report").getByRole("alert").waitFor();
  await admin.ready();
  assert.equal(await page.getByRole("alert").count(), 1);
});
