// Pages of other origins in a signed-in browser: they can neither read responses nor change anything.

import assert from "node:assert/strict";
import { ROWS_23 as ACTIVITY } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** The same machine by another host name, which browsers treat as another site. */
const otherSiteOf = (origin) => origin.replace("127.0.0.1", "localhost").replace(/:\d+$/, ":9");

async function visitOtherSite(page, origin, guard) {
  guard.expectMessage(/^a third-party request: http:\/\/localhost:9\/$/);
  const site = otherSiteOf(origin);
  await page.route(`${site}/**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!doctype html><html lang=en><title>Other site</title><body></body></html>",
    }),
  );
  await page.goto(`${site}/`);
}

test("a page of another origin cannot read any response", async ({ page, origin, guard }) => {
  guard.expectMessage(/CORS policy/);
  guard.expectFailure("net::ERR_FAILED", /./);
  await visitOtherSite(page, origin, guard);
  const paths = [`/api/v3/reports/email_reports/${ACTIVITY}/tracking/bounces`, "/api/v3/emails", "/auth/session"];
  const results = await page.evaluate(
    async ([server, all]) => {
      const attempt = (path, init) =>
        fetch(server + path, { credentials: "include", ...init }).then(
          (answer) => answer.type,
          () => "refused",
        );
      const inits = [{}, { headers: { "X-Bounces-CSRF": "1" } }, { mode: "no-cors" }];
      return Promise.all(all.flatMap((path) => inits.map((init) => attempt(path, init))));
    },
    [origin, paths],
  );
  // Without CORS the browser sends the request but hides the response.
  for (const type of results) assert.ok(["refused", "opaque"].includes(type), type);
});

test("a page of another origin cannot sign the user out", async ({ page, origin, guard, context }) => {
  guard.expectFailure("net::ERR_FAILED", /logout/);
  guard.expectMessage(/CORS policy/);
  await visitOtherSite(page, origin, guard);
  await page.evaluate(
    (server) =>
      fetch(`${server}/auth/logout`, { method: "POST", credentials: "include", mode: "no-cors" }).catch(
        () => undefined,
      ),
    origin,
  );
  await page.evaluate(
    (server) =>
      fetch(`${server}/auth/logout`, {
        method: "POST",
        credentials: "include",
        headers: { "X-Bounces-CSRF": "1" },
      }).catch(() => undefined),
    origin,
  );
  const session = await context.request.get(`${origin}/auth/session`, { headers: { "X-Bounces-CSRF": "1" } });
  assert.equal((await session.json()).authenticated, true);
});
