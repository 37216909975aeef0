// Where things stand: nothing moves while a report comes (the cumulative layout shift, web.dev/cls, from the open page to the last row), columns have the room
// that they need, and what is needed stays in sight.

import assert from "node:assert/strict";
import { ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { giving, openHost, rows } from "./support/host.mjs";

const MOST = 0.02;

const ROW = { first_name: "Ada", last_name: "Lovelace", bounce_code: "B", created_time: "2026-11-12T09:41:00Z" };

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

for (const [activity, rows] of [
  [ROWS_23, "23"],
  [ROWS_2140, "2,140"],
]) {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`${rows} rows at ${viewport.width} px come without moving what is there`, { viewport }, async ({
      page,
      admin,
    }) => {
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
  const code = (bounce_code, number) => ({
    email_address: `person${number}@example.com`,
    bounce_code,
    created_time: "2026-11-12T10:00:00Z",
  });
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
        return [...shadowRoot.querySelectorAll("tbody .reason")].map(
          (badge) => Math.max(right(badge), right(badge.querySelector("bdi"))) - right(badge.closest("td")),
        );
      });
      assert.equal(beyond.length, 9);
      assert.ok(Math.max(...beyond) <= 0, `${lang}, ${width}: ${beyond}`);
    }
  }
});

/** The height of each row. */
const heights = (report) =>
  report.evaluate(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect().height),
  );

test("ordinary rows take one line from 900 px on, as high as those out of sight are reckoned to be, whatever the size of the text", async ({
  page,
}) => {
  const data = {
    tracking_activities: Array.from({ length: 100 }, (_, number) => ({
      ...ROW,
      email_address: `person${number}@example.com`,
    })),
  };
  await openHost(page, {
    script: giving(data),
    body: '<bounces-report lang="en-US" time-zone="UTC" page-size="100"></bounces-report>',
    style: ".large { --bounces-font-size: 18px; }",
  });
  const report = page.locator("bounces-report");
  await report.getByText("Nov 12, 2026, 9:41").first().waitFor();
  for (const [className, width, high] of [
    ["", 900, 40],
    ["", 1000, 40],
    ["", 1280, 40],
    ["large", 1160, 48],
    ["large", 1280, 48],
  ]) {
    await report.evaluate((element, className) => element.setAttribute("class", className), className);
    await page.setViewportSize({ width: width + 16, height: 900 });
    const all = await heights(report);
    const [first, last] = [all[0], all[99]];
    assert.ok(first < high, `${className} ${width}: ${first}`);
    assert.ok(Math.abs(first - last) < 1, `${className} ${width}: ${first}, ${last} out of sight`);
  }
});

test("on paper the table is one, whose head is repeated", async ({ page }) => {
  await openHost(page, {
    script: giving({ tracking_activities: [{ ...ROW, email_address: "a@example.com" }] }),
    body: "<bounces-report></bounces-report>",
  });
  const report = page.locator("bounces-report");
  await report.getByText("a@example.com").waitFor();
  const displays = () =>
    report.evaluate(({ shadowRoot }) =>
      ["table", "thead", "tbody tr", "tbody th"].map(
        (part) => getComputedStyle(shadowRoot.querySelector(part)).display,
      ),
    );
  assert.deepEqual(await displays(), ["block", "block", "flex", "block"]);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await displays(), ["table", "table-header-group", "table-row", "table-cell"]);
});

test("while rows are selected, what can be done with them stays in sight, and hides nothing that has the focus", async ({
  page,
}) => {
  await openHost(page, {
    script: giving(rows(120)),
    body: '<bounces-report lang="en" page-size="100"></bounces-report>',
  });
  const report = page.locator("bounces-report");
  await report.getByText("1–100 of 120", { exact: true }).waitFor();
  const copy = report.getByRole("button", { name: "Copy addresses" });
  const ofWindow = async (locator) => {
    const { y, height } = await locator.boundingBox();
    return { top: y, bottom: y + height };
  };
  await report.getByRole("checkbox", { name: "Select all 120" }).check();
  await copy.waitFor();
  const { height } = page.viewportSize();
  assert.ok((await ofWindow(copy)).bottom <= height);
  const foot = await ofWindow(copy);
  const badges = report.getByRole("row").getByRole("button", { expanded: false });
  for (const place of [10, 20, 40, 60, 80]) {
    await badges.nth(place).focus();
    const badge = await ofWindow(badges.nth(place));
    assert.ok(badge.bottom <= foot.top && badge.top >= 0, `${place}: ${JSON.stringify(badge)} beneath ${foot.top}`);
  }
});
