// Nothing moves while a report comes: the cumulative layout shift (web.dev/cls) from the open page to the last row.

import assert from "node:assert/strict";
import { ROWS_2140, ROWS_23 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { giving, openHost } from "./support/host.mjs";

const MOST = 0.02;

/** Collects the shifts of the page from its beginning on. */
function collect() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const what = sources.map(({ node }) => node?.className || node?.nodeName).join(", ");
      if (!hadRecentInput) window.shifts.push({ value, what });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

for (const [activity, rows] of [[ROWS_23, "23"], [ROWS_2140, "2,140"]]) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    test(`${rows} rows at ${viewport.width} px come without moving what is there`, { viewport }, async ({ page, admin }) => {
      await page.addInitScript(collect);
      await admin.openReport(activity, rows);
      await admin.ready();
      const shifts = await page.evaluate(() => window.shifts);
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      assert.ok(sum < MOST, `${sum} of ${MOST}: ${JSON.stringify(shifts)}`);
    });
  }
}

test("reasons stay in their column, in every language and however long they are", async ({ page }) => {
  const code = (bounce_code, number) => ({ email_address: `person${number}@example.com`, bounce_code, created_time: "2026-11-12T10:00:00Z" });
  const data = { tracking_activities: [..."BSDFZXVQ", "Q".repeat(300)].map(code) };
  await openHost(page, { script: giving(data), body: "<bounces-report></bounces-report>" });
  const report = page.locator("bounces-report");
  for (const lang of ["en", "de", "es", "fr"]) {
    await report.evaluate((element, lang) => element.setAttribute("lang", lang), lang);
    await report.locator(`section[lang="${lang}"]`).waitFor();
    for (const width of [745, 816, 1016, 1216]) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await report.evaluate(({ shadowRoot }) => {
        const right = (element) => element.getBoundingClientRect().right;
        return [...shadowRoot.querySelectorAll("tbody .reason")].map((badge) => Math.max(right(badge), right(badge.querySelector("bdi"))) - right(badge.closest("td")));
      });
      assert.equal(beyond.length, 9);
      assert.ok(Math.max(...beyond) <= 0, `${lang}, ${width}: ${beyond}`);
    }
  }
});
