// Response headers: policy, types, caching. Every other test shows that the page complies with the policy.

import assert from "node:assert/strict";
import { SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** Opens a report and returns the response headers by path. */
async function headersByPath(page, admin) {
  const responses = [];
  page.on("response", (response) => responses.push(response));
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.guard.settled();
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

test("every test's page is also under the policy that is promised to hosts", async ({ page, admin, guard }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await guard.settled();
  // The proxy's policy allows its own fonts; the promised one allows none.
  guard.expectViolation(/.*/);
  guard.expectFailure("csp", /^\/none\.woff2$/);
  const refused = await page.evaluate(() => {
    const violation = new Promise((resolve) =>
      addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true }),
    );
    new FontFace("none", "url(/none.woff2)").load().catch(() => {});
    return violation;
  });
  assert.equal(refused, "font-src");
});

test("the module is served with its type and is always revalidated", async ({ page, admin }) => {
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

test("API responses are not cached and carry none of the upstream's headers", async ({ page, admin }) => {
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

test("the page only sends requests to its own server", async ({ page, admin }) => {
  const origins = new Set();
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:") origins.add(origin);
  });
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.guard.settled();
  assert.deepEqual([...origins], [new URL(page.url()).origin]);
});
