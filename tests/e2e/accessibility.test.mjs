// Runs axe-core on every state of the report, in light and dark and in each language. keyboard, keyboard_walkthrough, display_modes and responsive test what
// axe cannot.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { injectAxe, violations } from "./support/axe.mjs";
import { NARROW } from "./support/browser.mjs";
import { test } from "./support/fixture.mjs";
import { STATES } from "./support/states.mjs";

const OTHER_LANGUAGES = ["de", "es", "fr"];

async function inBothColorSchemes(page) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
}

test("axe finds nothing on the welcome page", { signedIn: false }, async ({ page, admin }) => {
  await injectAxe(page);
  await admin.open();
  await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
  await inBothColorSchemes(page);
});

test("axe finds a violation in the widget's shadow root", async ({ page, admin }) => {
  await injectAxe(page);
  await admin.openReport(activities.SAMPLE_ONE_ROW, 1);
  await admin.next.evaluate((button) => button.replaceChildren());
  const found = await violations(page);
  assert.ok(
    found.some((line) => line.startsWith("button-name:")),
    found.join("\n"),
  );
});

test("axe finds nothing in a report on a narrow screen", { viewport: NARROW }, async ({ page, admin, guard }) => {
  await injectAxe(page);
  await admin.openReport(activities.ROWS_23, 23);
  await guard.settled();
  await inBothColorSchemes(page);
});

test("axe finds nothing in dialogs, in the export menu, and in the host's actions", async ({ page, admin, guard }) => {
  await injectAxe(page);
  await admin.openReport(activities.ROWS_23, 23);
  await page.locator("bounces-report").evaluate((report) => {
    report.actions = [{ id: "remove", label: "Remove from lists…", confirm: "Remove {count} from all lists?" }];
  });
  await guard.settled();
  await admin.widget.locator("summary", { hasText: "Export" }).click();
  await inBothColorSchemes(page);
  await admin.widget.getByRole("button", { name: /^Summary for sharing/ }).click();
  await admin.widget.getByRole("dialog", { name: "Summary for sharing" }).waitFor();
  await inBothColorSchemes(page);
  await page.keyboard.press("Escape");
  await admin.table.getByRole("checkbox").first().click();
  await admin.widget.getByRole("button", { name: "Remove from lists…" }).click();
  await admin.widget.getByRole("dialog", { name: "Remove 23 from all lists?" }).waitFor();
  await inBothColorSchemes(page);
});

for (const [state, { enter, held, language: only, ...options }] of Object.entries(STATES)) {
  test(`axe finds nothing in the state "${state}"${only ? "" : ", in any language"}`, options, async (opened) => {
    const { page, guard } = opened;
    await injectAxe(page);
    await enter(opened);
    if (!held) await guard.settled();
    await inBothColorSchemes(page);
    const report = page.locator("bounces-report");
    for (const language of only ? [] : OTHER_LANGUAGES) {
      await report.evaluate((report, language) => report.setAttribute("lang", language), language);
      await report.locator(`section[lang="${language}"]`).waitFor();
      assert.deepEqual(await violations(page), [], language);
    }
  });
}
