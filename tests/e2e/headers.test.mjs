// What the answers tell the browser: the policy, the types, the caching. That the page keeps the policy, every test shows.

import assert from "node:assert/strict";
import { SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** Opens a report and gives each answer's headers by path. */
async function headersByPath(page, admin) {
  const responses = [];
  page.on("response", (response) => responses.push(response));
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.watch.settled();
  const headers = await Promise.all(
    responses.map(async (response) => [new URL(response.url()).pathname, await response.allHeaders()]),
  );
  return Object.fromEntries(headers);
}

test("the page is served under a strict policy", async ({ page, admin }) => {
  const { "/": headers } = await headersByPath(page, admin);
  const policy = Object.fromEntries(
    headers["content-security-policy"].split(";").map((directive) => directive.trim().split(/ (.*)/)),
  );
  assert.equal(policy["default-src"], "'none'");
  assert.equal(policy["script-src"], "'self' 'wasm-unsafe-eval'");
  assert.equal(policy["style-src"], "'self'");
  assert.equal(policy["connect-src"], "'self'");
  assert.equal(policy["frame-ancestors"], "'none'");
  assert.equal(policy["base-uri"], "'none'");
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["referrer-policy"], "no-referrer");
});

test("every test's page is also under the policy that hosts are promised", async ({ page, admin, watch }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await watch.settled();
  // The proxy's own policy allows fonts of its own, and that one none.
  watch.expectViolation(/.*/);
  watch.expectFailure("csp", /^\/none\.woff2$/);
  const refused = await page.evaluate(() => {
    const violation = new Promise((resolve) =>
      addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true }),
    );
    new FontFace("none", "url(/none.woff2)").load().catch(() => {});
    return violation;
  });
  assert.equal(refused, "font-src");
});

test("the module is served with its type, small, and never stale", async ({ page, admin }) => {
  const headers = await headersByPath(page, admin);
  const wasm = headers["/bounces-report_bg.wasm"];
  assert.equal(wasm["content-type"], "application/wasm");
  assert.match(headers["/bounces-report.js"]["content-type"], /^text\/javascript/);
  assert.match(headers["/page.js"]["content-type"], /^text\/javascript/);
  for (const path of ["/", "/bounces-report.js", "/bounces-report_bg.wasm"]) {
    assert.match(headers[path]["cache-control"], /no-cache/, path);
    assert.ok(headers[path].etag, path);
  }
  assert.ok(Number(wasm["content-length"]) > 0);
});

test("answers of the API are kept by nobody, and nothing of the upstream's headers comes through", async ({
  page,
  admin,
}) => {
  const headers = await headersByPath(page, admin);
  const api = Object.entries(headers).filter(([path]) => path.startsWith("/api/"));
  assert.ok(api.length >= 3);
  for (const [path, answer] of api) {
    assert.equal(answer["cache-control"], "no-store", path);
    assert.equal(answer["content-type"], "application/json", path);
    for (const name of [
      "access-control-allow-origin",
      "via",
      "x-amzn-requestid",
      "www-authenticate",
      "set-cookie",
      "server",
    ]) {
      assert.equal(answer[name], undefined, `${name} of ${path}`);
    }
  }
});

test("the page asks nobody but its own server", async ({ page, admin }) => {
  const origins = new Set();
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:") origins.add(origin);
  });
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.watch.settled();
  assert.deepEqual([...origins], [new URL(page.url()).origin]);
});
