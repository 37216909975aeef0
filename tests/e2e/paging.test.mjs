// Loading a report of five upstream pages, and paging through it.

import assert from "node:assert/strict";
import { RESEND, ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { hold, NEXT_ROWS } from "./support/hold.mjs";

test("2,140 rows are loaded automatically, one upstream page after the other", async ({ page, admin }) => {
  const cursors = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/tracking/bounces")) cursors.push(searchParams.get("cursor"));
  });
  await admin.openReport(ROWS_2140, "2,140");
  await admin.heading("What's new in November & a recipe to keep");
  assert.equal(cursors.length, 5);
  assert.equal(new Set(cursors).size, 5);
  assert.equal(await admin.widget.getByRole("progressbar").count(), 0);
});

test("while rows are loading, the first ones are visible and progress is shown", async ({ page, admin }) => {
  const release = await hold(page, NEXT_ROWS);
  await admin.open(ROWS_2140);
  await admin.shows("Loaded 500 of 2,140");
  assert.equal((await admin.rows()).length, 50);
  await admin.until(() => admin.widget.getByRole("progressbar").getAttribute("value"), "23");
  await admin.widget.getByText("Loaded 500 of 2,140", { exact: true }).waitFor();
  release();
  await admin.shows("1–50 of 2,140");
});

test("Next leads through 43 pages to the last row and stops there", async ({ admin }) => {
  await admin.openReport(ROWS_2140, "2,140");
  const expected = (await admin.upstreamRows(ROWS_2140)).map((row) => row.email_address);
  const seen = [];
  for (let page = 1; page <= 43; page += 1) {
    await admin.widget.getByText(`Page ${page} of 43`, { exact: true }).waitFor();
    seen.push(...(await admin.column("Email")));
    assert.equal(await admin.next.getAttribute("aria-disabled"), page === 43 ? "true" : null);
    assert.equal(await admin.previous.getAttribute("aria-disabled"), page === 1 ? "true" : null);
    // A forced click does not wait until the button is where it will be; without force, Playwright refuses the disabled button of the last page.
    await admin.next.click({ force: page === 43 });
  }
  assert.deepEqual(seen, expected); // both are sorted newest first
  await admin.shows("2,101–2,140 of 2,140");
  assert.equal((await admin.rows()).length, 40);
  await admin.previous.click();
  await admin.shows("2,051–2,100 of 2,140");
});

test("a page can have 50, 100, 250 or 500 rows", async ({ admin }) => {
  await admin.openReport(ROWS_2140, "2,140");
  for (const [size, pages] of [
    [100, 22],
    [250, 9],
    [500, 5],
    [50, 43],
  ]) {
    await admin.pageSize.selectOption(String(size));
    await admin.shows(`1–${size} of 2,140`);
    await admin.widget.getByText(`Page 1 of ${pages}`, { exact: true }).waitFor();
    assert.equal((await admin.rows()).length, size);
  }
});

test("changing the page size keeps the first row visible", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  for (let step = 0; step < 3; step += 1) await admin.next.click();
  await admin.shows("151–186 of 186");
  const [first] = await admin.column("Email");
  await admin.pageSize.selectOption("100");
  await admin.shows("101–186 of 186");
  // Rows beyond the 25th that are out of view have no `innerText`.
  const addresses = await admin.table.locator("tbody .address").allTextContents();
  assert.ok(addresses.includes(first));
});

test("a report with one page disables paging", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.widget.getByText("Page 1 of 1", { exact: true }).waitFor();
  assert.equal(await admin.next.getAttribute("aria-disabled"), "true");
  assert.equal(await admin.previous.getAttribute("aria-disabled"), "true");
});
