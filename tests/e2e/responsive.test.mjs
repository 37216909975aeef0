// Narrow screens: everything fits, and nothing is missing.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { NARROW, WIDE } from "./support/browser.mjs";
import { test } from "./support/fixture.mjs";
import { hold, NEXT_ROWS } from "./support/hold.mjs";

/** WCAG 1.4.10: 320 pixels, which equals 1280 at 400 %. */
const WIDTHS = [320, NARROW.width];

/** Elements of the page and the widget that overflow the window to the right. */
const overflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const inside = [...document.querySelector("bounces-report").shadowRoot.querySelectorAll("*")];
    const out = inside.filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const names = out.map((element) => `${element.localName}: ${element.textContent.slice(0, 40)}`);
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`, ...names] : names;
  });

for (const width of WIDTHS) {
  test(`nothing scrolls horizontally at ${width} px`, { viewport: { width, height: 800 } }, async ({
    page,
    admin,
    guard,
  }) => {
    for (const { activity, rows } of [
      { activity: activities.ROWS_23, rows: 23 },
      { activity: activities.ODD_ROWS, rows: 35 },
      { activity: activities.SAMPLE_ONE_ROW, rows: 1 },
    ]) {
      await admin.openReport(activity, rows);
      await guard.settled();
      assert.deepEqual(await overflow(page), [], activity);
    }
    await admin.open(activities.DRAFT);
    await admin.heading("This email has not been sent yet");
    await guard.settled();
    assert.deepEqual(await overflow(page), []);
  });
}

test("the welcome page fits into 320 px", { signedIn: false, viewport: { width: 320, height: 640 } }, async ({
  page,
  admin,
}) => {
  await admin.open();
  await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
  assert.deepEqual(await overflow(page), []);
});

test("rows become cards but remain rows of a table, with the column headers", { viewport: NARROW }, async ({
  admin,
}) => {
  await admin.openReport(activities.SAMPLE_ONE_ROW, 1);
  const row = admin.table.getByRole("row").last();
  assert.deepEqual(
    (await admin.table.getByRole("columnheader").allTextContents()).map((text) => text.trim()),
    ["Contact", "Reason", "Before", "Bounced", "Details"],
  );
  await row.getByRole("rowheader", { name: "maddieb@gmail.com" }).waitFor();
  const cells = await row.getByRole("cell").allInnerTexts();
  assert.deepEqual(
    cells.map((text) => text.replace(/\s+/g, " ").trim()),
    ["", "B Non-existent", "25 Apr 2019, 07:08", ""],
  );
  const contact = await row.getByRole("rowheader").innerText();
  assert.deepEqual(contact.split(/\s*\n\s*/), [
    "maddieb@gmail.com",
    "Maddie Brown",
    "moved to maddie_brown@yahoo.com",
    "contact deleted 10 Aug 2015",
  ]);
  // The header's word is visible in the card, but not read twice.
  const label = await row
    .getByRole("cell")
    .nth(2)
    .evaluate((cell) => getComputedStyle(cell, "::before").content);
  assert.match(label, /"Bounced"/);
});

test("all cards are aligned, and long addresses break before their domain", {
  viewport: { width: 320, height: 800 },
}, async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const edges = await admin.table
    .getByRole("rowheader")
    .evaluateAll((headers) => headers.map((header) => header.getBoundingClientRect().left));
  assert.equal(edges.length, 23);
  assert.deepEqual([...new Set(edges)], [edges[1]]);
  const broken = await admin.table.locator(".address").evaluateAll(
    (addresses) =>
      addresses.filter((address) => {
        const [local, domain] = [...address.children].map((part) => part.getClientRects());
        // A part that would fit into a line of its own is in one piece.
        return [local, domain].some((lines) => lines.length > 1) && address.textContent.length < 30;
      }).length,
  );
  assert.equal(broken, 0);
});

test("a select sorts where the headers are hidden", { viewport: NARROW }, async ({ admin, page }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const sortSelect = admin.widget.getByRole("combobox", { name: "Sort by" });
  assert.equal(await sortSelect.evaluate((select) => select.selectedOptions[0].textContent), "Newest first");
  await sortSelect.selectOption({ label: "Email: A to Z" });
  const emails = (await admin.upstreamRows(activities.ROWS_23))
    .map((row) => row.email_address)
    .sort(new Intl.Collator("en").compare);
  await admin.until(() => admin.column("Email"), emails);
  await page.setViewportSize(WIDE);
  await admin.until(() => admin.sorted(), { Contact: "ascending" });
});

test("nothing is clipped at 320 px while rows are loading, and two actions for selected rows fit beside each other", {
  viewport: { width: 320, height: 800 },
}, async ({ page, admin }) => {
  await hold(page, NEXT_ROWS);
  await admin.open(activities.ROWS_2140);
  await admin.shows("Loaded 500 of 2,140");
  await admin.widget.getByText("counted by Constant Contact").waitFor();
  const clipped = await admin.widget.evaluate((report) => {
    const { right: edge } = report.getBoundingClientRect();
    const isCut = (element) => element.checkVisibility() && element.getBoundingClientRect().right > edge;
    return [...report.querySelectorAll("*")].filter(isCut).map(({ textContent }) => textContent);
  });
  assert.deepEqual(clipped, []);
  for (const row of [1, 2]) await admin.table.getByRole("checkbox").nth(row).check();
  const copy = await admin.widget.getByRole("button", { name: "Copy addresses" }).boundingBox();
  const exporting = await admin.widget.locator("summary", { hasText: "Export selected" }).boundingBox();
  assert.deepEqual([exporting.y, exporting.height], [copy.y, copy.height]);
  assert.ok(copy.height < 40, `${copy.height} px`);
});
