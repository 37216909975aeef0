// Pages of strangers, in a browser that is signed in: they read nothing, change nothing, and cannot frame the page.

import assert from "node:assert/strict";
import { ROWS_23 as ACTIVITY } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** The same machine by another name: another site, as browsers see it, and no name that has to be looked up. */
const strangerOf = (origin) => origin.replace("127.0.0.1", "localhost").replace(/:\d+$/, ":9");

async function visitStranger(page, origin, watch) {
  watch.expectWords(/^a request to somebody else: http:\/\/localhost:9\/$/);
  const stranger = strangerOf(origin);
  await page.route(`${stranger}/**`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: "<!doctype html><html lang=en><title>Stranger</title><body></body></html>",
    }),
  );
  await page.goto(`${stranger}/`);
}

test("a stranger's page reads no answer, whatever it asks", async ({ page, origin, watch }) => {
  watch.expectWords(/CORS policy/);
  watch.expectFailure("net::ERR_FAILED", /./);
  await visitStranger(page, origin, watch);
  const paths = [`/api/v3/reports/email_reports/${ACTIVITY}/tracking/bounces`, "/api/v3/emails", "/auth/session"];
  const tried = await page.evaluate(
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
  // Without CORS the browser sends it, but shows nothing of the answer.
  for (const type of tried) assert.ok(["refused", "opaque"].includes(type), type);
});

test("a stranger's page signs nobody out", async ({ page, origin, watch, context }) => {
  watch.expectFailure("net::ERR_FAILED", /logout/);
  watch.expectWords(/CORS policy/);
  await visitStranger(page, origin, watch);
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
