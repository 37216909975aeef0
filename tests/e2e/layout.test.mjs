// Nothing moves while a report comes: the cumulative layout shift (web.dev/cls) from the open page to the last row.

import assert from "node:assert/strict";
import { ROWS_2140, ROWS_23 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

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
