// Where the parts of the report begin, and that they stay there when rows replace the skeleton.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { openHostPage } from "./support/host.mjs";

const PARTS = [".header", ".answer", ".steps", ".evidence", ".toolbar"];

/** The widths of the design, in which the report is 1120 and 358 px wide, and where its parts begin. */
const LAYOUTS = [
  {
    name: "wide",
    viewport: { width: 1280, height: 900 },
    margin: 80,
    tops: { ".answer": 57, ".steps": 107, ".evidence": 173, ".toolbar": 382 },
    firstRow: 460,
  },
  { name: "phone", viewport: { width: 390, height: 844 }, margin: 16, tops: { ".answer": 79 }, firstRow: 520 },
  {
    name: "phone with a coarse pointer",
    viewport: { width: 390, height: 844 },
    margin: 16,
    tops: { ".answer": 79 },
    firstRow: 560,
    hasTouch: true,
  },
];

/** Top and height of each part, in pixels from the top of the widget. */
const boxes = (report, parts = PARTS) =>
  report.evaluate(({ shadowRoot }, parts) => {
    const { top } = shadowRoot.querySelector(".bounces").getBoundingClientRect();
    const box = (part) => {
      const bounds = shadowRoot.querySelector(part).getBoundingClientRect();
      return [Math.round(bounds.top - top), Math.round(bounds.height)];
    };
    return Object.fromEntries(parts.map((part) => [part, box(part)]));
  }, parts);

/** Holds the responses for a path until the returned function is called. */
async function hold(page, path) {
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route(path, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Opens a report on a host page; its rows and the earlier emails wait for `release` and `releasePast`. */
async function openHeld(page, margin) {
  const release = await hold(page, `**/${activities.ROWS_2140}/tracking/bounces*`);
  const releasePast = await hold(page, "**/email_campaign_summaries*");
  await openHostPage(page, {
    body: `<bounces-report campaign-activity-id="${activities.ROWS_2140}" lang="en-US" time-zone="UTC"></bounces-report>`,
    style: `body { margin: 16px ${margin}px }`,
  });
  const report = page.locator("bounces-report");
  await report.getByText("2,140 of 61,240 emails").waitFor();
  return { report, release, releasePast };
}

for (const { name, margin, tops, firstRow, ...options } of LAYOUTS) {
  test(`the skeleton has the geometry of the report, ${name}`, options, async ({ page, guard }) => {
    const { report, release, releasePast } = await openHeld(page, margin);
    const isCoarse = await page.evaluate(() => matchMedia("(pointer: coarse)").matches);
    assert.equal(isCoarse, options.hasTouch === true);
    await report.locator("section[aria-busy], .loading").first().waitFor();
    assert.equal(await report.locator("tbody tr").count(), 0, "programs know the first row by it");
    const loading = await boxes(report);
    const placeholder = (await boxes(report, [".skeleton-row"]))[".skeleton-row"][0];
    release();
    await report.locator("tbody tr").first().waitFor();
    const partly = await boxes(report);
    await report
      .getByText(/of 2,140$/)
      .first()
      .waitFor();
    const parts = [...PARTS, ".verdict", ".spark", "tbody tr"];
    const waiting = await boxes(report, parts);
    releasePast();
    await report.getByText("Higher than usual").waitFor();
    await report
      .getByText(/of last \d/)
      .first()
      .waitFor();
    await guard.settled();
    const ready = await boxes(report, parts);
    assert.deepEqual(waiting, ready, "while the earlier emails are missing");
    for (const part of PARTS.slice(0, -1)) {
      assert.deepEqual(loading[part], ready[part], `${part} while loading`);
      assert.deepEqual(partly[part], ready[part], `${part} while rows are missing`);
    }
    assert.equal(loading[".toolbar"][0], ready[".toolbar"][0]);
    assert.ok(ready["tbody tr"][0] <= firstRow, `the first row begins at ${ready["tbody tr"][0]}`);
    assert.equal(placeholder, ready["tbody tr"][0], "the first placeholder of a row");
    for (const [part, top] of Object.entries(tops)) assert.equal(ready[part][0], top, part);
  });
}
