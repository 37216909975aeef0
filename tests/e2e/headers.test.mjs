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

test("pages and the entry are always revalidated, and files named by their content are kept", async ({
  page,
  admin,
}) => {
  const headers = await headersByPath(page, admin);
  const assets = Object.entries(headers).filter(([path]) => path.startsWith("/assets/"));
  const typeOf = (extension) => assets.find(([path]) => path.endsWith(extension))[1]["content-type"];
  assert.equal(typeOf(".wasm"), "application/wasm");
  assert.match(typeOf(".js"), /^text\/javascript/);
  assert.match(headers["/embed.js"]["content-type"], /^text\/javascript/);
  for (const path of ["/", "/embed.js"]) {
    assert.match(headers[path]["cache-control"], /no-cache/, path);
    assert.ok(headers[path].etag, path);
  }
  for (const [path, { "cache-control": control }] of assets)
    assert.equal(control, "public, max-age=31536000, immutable", path);
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
