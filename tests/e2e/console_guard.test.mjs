// Tests of the guard: it reports every problem in a page and excuses only the expected ones.

import assert from "node:assert/strict";
import { NOTHING } from "./support/activities.mjs";
import { ConsoleGuard } from "./support/console_guard.mjs";
import { test } from "./support/fixture.mjs";

/** A second page with its own guard, whose findings do not fail the test. */
async function openGuarded({ context }) {
  const page = await context.newPage();
  return { page, guard: await ConsoleGuard.over(page) };
}

/** Defines a test that causes a problem in a page and expects the guard to report it. */
const guardReports = (name, cause, expected) =>
  test(`the guard reports ${name}`, { signedIn: false }, async (opened) => {
    const { page, guard } = await openGuarded(opened);
    await page.goto("/");
    await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
    assert.deepEqual(await guard.problems(), []);
    await cause(page, guard, opened.origin);
    await guard.settled();
    const problems = await guard.problems();
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      problems.join("\n"),
    );
  });

/** Requests a resource that requires a session. */
const requestUnauthorized = (page) =>
  page.evaluate(async (id) => {
    const response = await fetch(`/api/v3/emails/${id}`, { headers: { "X-Bounces-CSRF": "1" } });
    await response.text();
  }, NOTHING);

guardReports(
  "an uncaught error",
  (page) =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            setTimeout(resolve);
            throw new Error("oh no");
          });
        }),
    ),
  /^page error: Error: oh no/,
);
guardReports(
  "an unhandled rejection",
  (page) => page.evaluate(() => void Promise.reject(new Error("oh no"))),
  /^page error: Error: oh no/,
);
guardReports("an error in the console", (page) => page.evaluate(() => console.error("oh no")), /^console error: oh no/);
guardReports(
  "a warning in the console",
  (page) => page.evaluate(() => console.warn("oh no")),
  /^console warning: oh no/,
);
guardReports("a dialog", (page) => page.evaluate(() => alert("oh no")), /^a dialog opened: oh no/);
guardReports(
  "an inline style that the policy blocks",
  (page) => page.evaluate(() => document.body.setAttribute("style", "color: red")),
  /^console error: .*style/,
);
guardReports(
  "a script that the policy blocks",
  (page) =>
    page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "1";
      document.body.append(script);
    }),
  /^console error: .*script/,
);
guardReports(
  "a failed request",
  async (page) => {
    await page.route("**/gone", (route) => route.abort());
    await page.evaluate(() => fetch("/gone").catch(() => {}));
  },
  /net::ERR_FAILED \(\/gone\)$/,
);
guardReports(
  "a third-party request",
  async (page, _watch, origin) => {
    await page.goto(`${origin.replace("127.0.0.1", "localhost")}/healthz`);
  },
  /^a third-party request: http:\/\/localhost:/,
);
guardReports("an error response", requestUnauthorized, /status of 401/);
guardReports(
  "an error response other than the expected one",
  (page, guard) => {
    guard.expectStatus(403, /emails/);
    return requestUnauthorized(page);
  },
  /status of 401/,
);
guardReports(
  "that an expected problem is missing",
  (_page, guard) => guard.expectStatus(404, /nothing/),
  /^expected, but missing: 404/,
);

test("expected problems are excused", { signedIn: false }, async (opened) => {
  const { page, guard } = await openGuarded(opened);
  guard.expectStatus(401, /^\/api\/v3\/emails\//);
  await page.goto("/");
  await requestUnauthorized(page);
  assert.deepEqual(await guard.problems(), []);
});
