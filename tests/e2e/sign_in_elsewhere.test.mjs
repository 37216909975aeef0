// Signing in where the page is not the proxy's own: in a frame, and behind a development server on another port.

import assert from "node:assert/strict";
import { createServer, request as forward } from "node:http";
import { SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { openHostPage } from "./support/host.mjs";
import { startProduct } from "./support/product.mjs";

const REPORT = `<bounces-report campaign-activity-id="${SAMPLE_ONE_ROW}"></bounces-report>`;
const FRAME = "/framed.html";

const SIGNED_OUT = { status: 401, title: "You are signed out" };

/** Opens a page with the report in a frame, signed out. */
async function openFrame(page, guard, attributes = "", { status, title } = SIGNED_OUT) {
  guard.expectStatus(status, new RegExp(SAMPLE_ONE_ROW));
  const html = `<!doctype html><html lang="en"><title>Top</title><iframe title="Report" ${attributes} width="900" height="600" src="${FRAME}"></iframe>`;
  await page.route("**/top.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  // Opens the frame's page itself first, which also serves its files.
  await openHostPage(page, { body: REPORT, path: FRAME });
  await guard.settled();
  await page.goto("/top.html");
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: title }).waitFor();
  await guard.settled();
  return frame;
}

/** Presses the link in the frame; the window that opens. */
async function openSignIn(page, frame, guard) {
  guard.expectMessage(/^a window opened/);
  const opening = page.waitForEvent("popup");
  await frame.getByRole("link", { name: "Sign in", exact: true }).click();
  const popup = await opening;
  await popup.getByRole("heading", { name: "Sandbox account" }).waitFor();
  return popup;
}

test("in a frame, the sign-in has its own window, and the report goes on by itself", { signedIn: false }, async ({
  page,
  guard,
}) => {
  const frame = await openFrame(page, guard);
  const messages = [];
  await page.exposeFunction("recordMessage", (text) => messages.push(text));
  await page.evaluate(() => addEventListener("message", ({ data }) => globalThis.recordMessage(JSON.stringify(data))));
  const popup = await openSignIn(page, frame, guard);
  assert.equal(await popup.evaluate(() => globalThis.opener), null, "it cannot lead the page elsewhere");
  const closing = popup.waitForEvent("close");
  await popup.getByRole("button", { name: "Sign in" }).click();
  await frame.getByText("1–1 of 1", { exact: true }).waitFor();
  await closing;
  assert.equal(new URL(page.url()).pathname, "/top.html");
  assert.deepEqual(messages, []);
});

test("a user whose sign-in lacks a permission signs in again, and the report goes on", async ({ page, guard }) => {
  const rows = "**/tracking/bounces*";
  const body = JSON.stringify({ code: "forbidden", lacking: "scope" });
  await page.route(rows, (route) => route.fulfill({ status: 403, contentType: "application/problem+json", body }));
  const frame = await openFrame(page, guard, "", { status: 403, title: "You don’t have permission to view bounces" });
  const popup = await openSignIn(page, frame, guard);
  await page.unroute(rows);
  await popup.getByRole("button", { name: "Sign in" }).click();
  await frame.getByText("1–1 of 1", { exact: true }).waitFor();
});

test("a user who closes the window stays signed out, and can try again", { signedIn: false }, async ({
  page,
  guard,
}) => {
  const frame = await openFrame(page, guard);
  const checks = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/auth/session")) checks.push(request.url());
  });
  const first = await openSignIn(page, frame, guard);
  await first.close();
  await eventually(() => assert.equal(checks.length, 1));
  const second = await openSignIn(page, frame, guard);
  await second.getByRole("button", { name: "Sign in" }).click();
  await frame.getByText("1–1 of 1", { exact: true }).waitFor();
});

/** Opens the link in the frame; its window stays on a page of this origin, which the report asks the proxy about. */
async function openHeldSignIn(page, frame, guard) {
  guard.expectMessage(/^a window opened/);
  const [popup, check] = await Promise.all([
    page.waitForEvent("popup"),
    page.waitForRequest("**/auth/session"),
    frame.getByRole("link", { name: "Sign in", exact: true }).click(),
  ]);
  return { popup, check };
}

test("no sign-in is waited for once the report is removed, or its link is followed again", { signedIn: false }, async ({
  context,
  page,
  guard,
}) => {
  const frame = await openFrame(page, guard);
  await context.route("**/auth/login?*", (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>Way</title>" }),
  );
  // Never answers.
  await page.route("**/auth/session", () => {});
  guard.expectFailure("net::ERR_ABORTED", /^\/auth\/session$/);
  const failed = new Set();
  page.on("requestfailed", (request) => failed.add(request));
  const first = await openHeldSignIn(page, frame, guard);
  const second = await openHeldSignIn(page, frame, guard);
  await eventually(() => assert.ok(failed.has(first.check)));
  await eventually(() => assert.ok(first.popup.isClosed()));
  assert.ok(!failed.has(second.check));
  await frame.locator("bounces-report").evaluate((element) => element.remove());
  await eventually(() => assert.ok(failed.has(second.check)));
  assert.ok(!second.popup.isClosed(), "the user may go on there");
});

test("the report goes on after a sign-in whose server separates the window from this page", {
  signedIn: false,
}, async ({ context, page, guard }) => {
  const frame = await openFrame(page, guard);
  // A page on the way, since routes do not apply to redirects.
  const separate = (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "Cross-Origin-Opener-Policy": "same-origin" },
      body: `<!doctype html><title>Way</title><a href="${route.request().url()}">Continue</a>`,
    });
  await context.route("**/auth/login?*", separate, { times: 1 });
  const checks = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/auth/session")) checks.push(response.status());
  });
  guard.expectMessage(/^a window opened/);
  const opening = page.waitForEvent("popup");
  await frame.getByRole("link", { name: "Sign in", exact: true }).click();
  const popup = await opening;
  const next = popup.getByRole("link", { name: "Continue" });
  await next.waitFor();
  await eventually(() => assert.ok(checks.length > 0));
  await next.click();
  await popup.getByRole("button", { name: "Sign in" }).click();
  await popup.waitForURL(`**${FRAME}`);
  await popup.close();
  await frame.locator("body").evaluate(() => dispatchEvent(new Event("focus")));
  await frame.getByText("1–1 of 1", { exact: true }).waitFor();
});

test("a frame whose windows are blocked sends the whole tab to the sign-in and back", { signedIn: false }, async ({
  page,
  guard,
}) => {
  const frame = await openFrame(
    page,
    guard,
    'sandbox="allow-scripts allow-same-origin allow-top-navigation-by-user-activation"',
  );
  guard.expectMessage(/Blocked opening 'about:blank' in a new window/);
  guard.expectMessage(/^console warning: An iframe which has both allow-scripts and allow-same-origin/);
  // Routes do not apply to redirects, and the proxy has no such page.
  guard.expectStatus(404, /top\.html$/);
  await frame.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Sandbox account" }).waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/top.html");
  await guard.settled();
  await page.goto("/top.html");
  await page.frameLocator("iframe").getByText("1–1 of 1", { exact: true }).waitFor();
});

/** A port that is free now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A development server, which forwards everything to `address`. */
async function startDevServer(address, { replacesHost }) {
  const server = createServer((incoming, outgoing) => {
    const [hostname, port] = address.split(":");
    const headers = replacesHost ? { ...incoming.headers, host: address } : incoming.headers;
    const { method, url: path } = incoming;
    const request = forward({ hostname, port, path, method, headers }, (response) => {
      outgoing.writeHead(response.statusCode, response.headers);
      response.pipe(outgoing);
    });
    request.on("error", () => outgoing.destroy());
    incoming.pipe(request);
  });
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(undefined)));
  return {
    origin: `http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`,
    stop: () => server.close(),
  };
}

for (const replacesHost of [false, true]) {
  const what = replacesHost ? "replaces" : "keeps";
  test(`a sign-in behind a development server that ${what} the host returns to its page`, { signedIn: false }, async ({
    context,
  }) => {
    const address = `127.0.0.1:${await freePort()}`;
    const dev = await startDevServer(address, { replacesHost });
    const product = await startProduct({ BOUNCES_LISTEN: address, BOUNCES_PUBLIC_URL: dev.origin });
    try {
      const page = await context.newPage();
      await page.goto(`${dev.origin}/?activity=${SAMPLE_ONE_ROW}`);
      const account = page.getByRole("navigation", { name: "Account" });
      await account.getByRole("link", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("1–1 of 1", { exact: true }).waitFor();
      assert.equal(new URL(page.url()).origin, dev.origin);
      await page.close();
    } finally {
      await product.stop();
      dev.stop();
    }
  });
}
