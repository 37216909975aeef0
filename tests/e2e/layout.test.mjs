// Layout: no shifts while a report loads (cumulative layout shift, web.dev/cls, up to the last row), column widths, and sticky elements.

import assert from "node:assert/strict";
import { ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { hold, ROWS } from "./support/hold.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

const MAX_SHIFT = 0.02;

const ROW = { first_name: "Ada", last_name: "Lovelace", bounce_code: "B", created_time: "2026-11-12T09:41:00Z" };

/** Runs in the page: collects its layout shifts. */
function collect() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    /** @type {any[]} */
    const entries = list.getEntries();
    for (const { value, hadRecentInput, sources } of entries) {
      const what = sources.map(({ node }) => node?.className || node?.nodeName).join(", ");
      if (!hadRecentInput) globalThis.shifts.push({ value, what });
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
    test(`${rows} rows load at ${viewport.width} px without layout shifts`, { viewport }, async ({ page, admin }) => {
      await page.addInitScript(collect);
      await admin.openReport(activity, rows);
      await admin.ready();
      const shifts = await page.evaluate(() => globalThis.shifts);
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      assert.ok(sum < MAX_SHIFT, `${sum} of ${MAX_SHIFT}: ${JSON.stringify(shifts)}`);
    });
  }
}

const SKELETON_PARTS = [
  ...[".header", "h2", ".meta", ".answer", ".steps", ".secondary-steps", ".evidence", ".toolbar", ".list-header"],
  ".skeleton-row",
];

// Not at 320 px, where the subject and the answer need more lines than are reserved.
for (const width of [1280, 900, 600, 390]) {
  const viewport = { width, height: 900 };
  test(`the skeleton before the WebAssembly has the geometry of the widget's at ${width} px`, { viewport }, async ({
    page,
    admin,
  }) => {
    const geometry = () =>
      page.evaluate((parts) => {
        const section = document.querySelector("bounces-report").shadowRoot.querySelector("section");
        const origin = section.getBoundingClientRect().top;
        return parts.map((part) => {
          const { top, height } = section.querySelector(part).getBoundingClientRect();
          return `${part}: ${Math.round(top - origin)} + ${Math.round(height)}`;
        });
      }, SKELETON_PARTS);
    const release = await hold(page, /\.wasm$/);
    await hold(page, ROWS);
    await admin.open(ROWS_2140);
    await page.locator("bounces-report section[inert] .skeleton-row").first().waitFor();
    const before = await geometry();
    release();
    await admin.widget.getByText("Loading the bounce report").waitFor();
    await admin.heading("What's new in November & a recipe to keep");
    assert.deepEqual(await geometry(), before);
  });
}

test("reasons of any length stay in their column in every language", async ({ page }) => {
  const code = (bounce_code, number) => ({
    email_address: `person${number}@example.com`,
    bounce_code,
    created_time: "2026-11-12T10:00:00Z",
  });
  const data = { tracking_activities: [..."BSDFZXVQ", "Q".repeat(300)].map(code) };
  await openHostPage(page, { script: withData(data), body: "<bounces-report></bounces-report>" });
  const report = page.locator("bounces-report");
  for (const lang of ["en", "de", "es", "fr"]) {
    await report.evaluate((element, lang) => element.setAttribute("lang", lang), lang);
    await report.locator(`section[lang="${lang}"]`).waitFor();
    for (const width of [816, 1016, 1216]) {
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

test("rows have the heights of the design, and off-screen rows have the same ones, at any font size", async ({
  page,
}) => {
  const data = {
    tracking_activities: Array.from({ length: 100 }, (_, number) => ({
      ...ROW,
      ...(number % 2 === 1 ? { first_name: "", last_name: "" } : {}),
      email_address: `person${number}@example.com`,
    })),
  };
  await openHostPage(page, {
    script: withData(data),
    body: '<bounces-report lang="en-US" time-zone="UTC" page-size="100"></bounces-report>',
    style: ".large { --bounces-font-size: 18px; }",
  });
  const report = page.locator("bounces-report");
  await report.getByText("person0@example.com").first().waitFor();
  for (const { className, density, width, height, heightWithoutName } of [
    { className: "", density: "normal", width: 900, height: 56, heightWithoutName: 40 },
    { className: "", density: "normal", width: 1280, height: 56, heightWithoutName: 40 },
    { className: "", density: "compact", width: 1280, height: 32, heightWithoutName: 32 },
    { className: "large", density: "normal", width: 1280, height: 64, heightWithoutName: 44 },
  ]) {
    await report.evaluate(
      (element, [className, density]) => {
        element.setAttribute("class", className);
        element.setAttribute("density", density);
      },
      [className, density],
    );
    await page.setViewportSize({ width: width + 16, height: 900 });
    const rowHeights = await heights(report);
    assert.deepEqual(
      [rowHeights[0], rowHeights[1], rowHeights[98], rowHeights[99]],
      [height, heightWithoutName, height, heightWithoutName],
      `${className} ${density} ${width}`,
    );
  }
});

test("the table is printed as a table with a repeated header", async ({ page }) => {
  await openHostPage(page, {
    script: withData({ tracking_activities: [{ ...ROW, email_address: "a@example.com" }] }),
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

test("the selection bar stays visible and covers no focused element", async ({ page }) => {
  await openHostPage(page, {
    script: withData(rows(120)),
    body: '<bounces-report lang="en" page-size="100"></bounces-report>',
  });
  const report = page.locator("bounces-report");
  await report.getByText("1–100 of 120", { exact: true }).waitFor();
  const copy = report.getByRole("button", { name: "Copy addresses" });
  const bounds = async (locator) => {
    const { y, height } = await locator.boundingBox();
    return { top: y, bottom: y + height };
  };
  await report.getByRole("checkbox", { name: "Select all 120" }).check();
  await copy.waitFor();
  const { height } = page.viewportSize();
  assert.ok((await bounds(copy)).bottom <= height);
  const bar = await bounds(copy);
  const badges = report.getByRole("row").getByRole("button", { expanded: false });
  for (const index of [10, 20, 40, 60, 80]) {
    await badges.nth(index).focus();
    const badge = await bounds(badges.nth(index));
    assert.ok(badge.bottom <= bar.top && badge.top >= 0, `${index}: ${JSON.stringify(badge)} beneath ${bar.top}`);
  }
});
