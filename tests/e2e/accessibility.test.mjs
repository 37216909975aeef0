// axe-core on each state of the report, in light and dark, and in each language. What it cannot tell stands in keyboard, walk, modes and narrow.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { bringAxe, violations } from "./support/axe.mjs";
import { NARROW } from "./support/browser.mjs";
import { test } from "./support/fixture.mjs";
import { STATES } from "./support/states.mjs";

const OTHER_LANGUAGES = ["de", "es", "fr"];

async function inEachColourScheme(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
}

test("the welcome: axe finds nothing", { signedIn: false }, async ({ page, admin }) => {
  await bringAxe(page);
  await admin.open();
  await page.getByRole("link", { name: "Sign in to begin" }).waitFor();
  await inEachColourScheme(page);
});

test("axe looks into the widget: a fault in its shadow root is found", async ({ page, admin }) => {
  await bringAxe(page);
  await admin.openReport(activities.SAMPLE_ONE_ROW, 1);
  await admin.next.evaluate((button) => button.replaceChildren());
  const found = await violations(page);
  assert.ok(
    found.some((line) => line.startsWith("button-name:")),
    found.join("\n"),
  );
});

test("a report on a narrow screen: axe finds nothing", { viewport: NARROW }, async ({ page, admin, watch }) => {
  await bringAxe(page);
  await admin.openReport(activities.ROWS_23, 23);
  await watch.settled();
  await inEachColourScheme(page);
});

for (const [state, { enter, held, language: only, ...options }] of Object.entries(STATES)) {
  test(`${state}: axe finds nothing${only ? "" : ", in any language"}`, options, async (opened) => {
    const { page, watch } = opened;
    await bringAxe(page);
    await enter(opened);
    if (!held) await watch.settled();
    await inEachColourScheme(page);
    const report = page.locator("bounces-report");
    for (const language of only ? [] : OTHER_LANGUAGES) {
      await report.evaluate((report, language) => report.setAttribute("lang", language), language);
      await report.locator(`section[lang="${language}"]`).waitFor();
      assert.deepEqual(await violations(page), [], language);
    }
  });
}
