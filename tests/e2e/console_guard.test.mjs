// The watch itself: what goes wrong in a page is seen, and only what was named is excused.

import assert from "node:assert/strict";
import { NOTHING } from "./support/activities.mjs";
import { Watch } from "./support/console_guard.mjs";
import { test } from "./support/fixture.mjs";

/** A second page beside the test's own, with a watch of its own, so that what it sees fails nothing. */
async function watched({ context }) {
  const page = await context.newPage();
  return { page, watch: await Watch.over(page) };
}

/** Does something wrong in a page, and gives what the watch says about it. */
const saw = (name, wrong, expected) =>
  test(`the watch sees ${name}`, { signedIn: false }, async (opened) => {
    const { page, watch } = await watched(opened);
    await page.goto("/");
    await page.getByRole("link", { name: "Sign in to begin" }).waitFor();
    assert.deepEqual(await watch.problems(), []);
    await wrong(page, watch, opened.origin);
    await watch.settled();
    const problems = await watch.problems();
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      problems.join("\n"),
    );
  });

/** Asks for what somebody who is signed out does not get. */
const askInVain = (page) =>
  page.evaluate(async (id) => {
    const response = await fetch(`/api/v3/emails/${id}`, { headers: { "X-Bounces-CSRF": "1" } });
    await response.text();
  }, NOTHING);

saw(
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
saw(
  "a rejection that nobody handles",
  (page) => page.evaluate(() => void Promise.reject(new Error("oh no"))),
  /^page error: Error: oh no/,
);
saw("an error in the console", (page) => page.evaluate(() => console.error("oh no")), /^console error: oh no/);
saw("a warning in the console", (page) => page.evaluate(() => console.warn("oh no")), /^console warning: oh no/);
saw("a dialog", (page) => page.evaluate(() => alert("oh no")), /^a dialog opened: oh no/);
saw(
  "an inline style that the policy blocks",
  (page) => page.evaluate(() => document.body.setAttribute("style", "color: red")),
  /^console error: .*style/,
);
saw(
  "a script that the policy blocks",
  (page) =>
    page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "1";
      document.body.append(script);
    }),
  /^console error: .*script/,
);
saw(
  "a request that fails",
  async (page) => {
    await page.route("**/gone", (route) => route.abort());
    await page.evaluate(() => fetch("/gone").catch(() => {}));
  },
  /net::ERR_FAILED \(\/gone\)$/,
);
saw(
  "a request to somebody else",
  async (page, _watch, origin) => {
    await page.goto(`${origin.replace("127.0.0.1", "localhost")}/healthz`);
  },
  /^a request to somebody else: http:\/\/localhost:/,
);
saw("an answer that is a refusal", askInVain, /status of 401/);
saw(
  "a refusal other than the expected one",
  (page, watch) => {
    watch.expectStatus(403, /emails/);
    return askInVain(page);
  },
  /status of 401/,
);
saw(
  "that what was expected did not happen",
  (_page, watch) => watch.expectStatus(404, /nothing/),
  /^expected, but not seen: 404/,
);

test("what was expected is excused", { signedIn: false }, async (opened) => {
  const { page, watch } = await watched(opened);
  watch.expectStatus(401, /^\/api\/v3\/emails\//);
  await page.goto("/");
  await askInVain(page);
  assert.deepEqual(await watch.problems(), []);
});
