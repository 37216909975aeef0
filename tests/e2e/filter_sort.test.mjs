// Filtering and sorting, against what the proxy gave.

import assert from "node:assert/strict";
import { RESEND, ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

const REASONS = {
  B: "Non-existent",
  S: "Suspended",
  D: "Undeliverable",
  F: "Mailbox full",
  Z: "Blocked",
  X: "Other",
  V: "Auto-reply, delivered",
};
/** Worst first. */
const SEVERITY = Object.values(REASONS);

const count = (number) => number.toLocaleString("en-GB");

test("each reason is a chip with its count", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  const wanted = Object.entries(REASONS).map(
    ([code, reason]) => `${code} ${reason} ${count(rows.filter((row) => row.bounce_code === code).length)}`,
  );
  const texts = await admin.reasons.getByRole("button").allInnerTexts();
  assert.deepEqual(texts.map((text) => text.replace(/\s+/g, " ").trim()).sort(), wanted.sort());
});

test("a chip shows its rows alone, a second one adds its own, and both can be taken back", async ({ admin }) => {
  await admin.openReport(ROWS_2140, "2,140");
  const rows = await admin.upstreamRows(ROWS_2140);
  const emails = (codes) => rows.filter((row) => codes.includes(row.bounce_code)).map((row) => row.email_address);
  const status = (codes) => `1–50 of ${count(emails(codes).length)} matching, of 2,140`;

  await admin.chip("Blocked").click();
  await admin.shows(status("Z"));
  assert.equal(await admin.chip("Blocked").getAttribute("aria-pressed"), "true");
  await admin.until(() => admin.column("Email"), emails("Z").slice(0, 50));
  assert.deepEqual([...new Set(await admin.column("Reason"))], ["Z Blocked"]);

  await admin.chip("Suspended").click();
  await admin.shows(status("ZS"));
  await admin.until(() => admin.column("Email"), emails("ZS").slice(0, 50));

  await admin.chip("Blocked").click();
  await admin.shows(status("S"));
  await admin.widget.getByRole("button", { name: "Clear all" }).click();
  await admin.shows("1–50 of 2,140");
  assert.equal(await admin.chip("Suspended").getAttribute("aria-pressed"), "false");
});

test("a filter begins at its first page, and holds on the next", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  const wanted = rows.filter((row) => row.bounce_code === "B").map((row) => row.email_address);
  assert.ok(wanted.length > 50 && wanted.length < 100);
  await admin.next.click();
  await admin.shows("51–100 of 186");
  await admin.chip("Non-existent").click();
  await admin.shows(`1–50 of ${wanted.length} matching, of 186`);
  await admin.next.click();
  await admin.shows(`51–${wanted.length} of ${wanted.length} matching, of 186`);
  await admin.until(() => admin.column("Email"), wanted.slice(50));
});

test("another report begins without the filters of the former", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.chip("Suspended").click();
  await admin.widget.getByText("matching, of 23").waitFor();
  await admin.ready();
  await admin.campaign.selectOption({ label: "Spring preview (documentation sample) (done)" });
  await admin.shows("1–1 of 1");
  await admin.watch.settled();
});

test("a search that no row has says so, and can be cleared", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.search.fill("nobody has this name");
  await admin.heading("No bounce matches the filters");
  await admin.widget.getByText("There are 23 bounces in this report").waitFor();
  assert.equal(await admin.table.count(), 0);
  await admin.widget.getByRole("button", { name: "Clear all filters" }).click();
  await admin.shows("1–23 of 23");
  assert.equal(await admin.search.inputValue(), "");
});

test("a report is sorted by date at first, newest on top", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  assert.deepEqual(await admin.sorted(), { Bounced: "descending" });
  const rows = await admin.upstreamRows(ROWS_23);
  await admin.until(
    () => admin.column("Email"),
    rows.map((row) => row.email_address),
  );
});

test("every column sorts both ways, and only its own header says so", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const rows = await admin.upstreamRows(ROWS_23);
  const wanted = {
    Email: rows.map((row) => row.email_address).sort(new Intl.Collator("en").compare),
    Reason: rows
      .map((row) => `${row.bounce_code} ${REASONS[row.bounce_code]}`)
      .sort((a, b) => SEVERITY.indexOf(a.slice(2)) - SEVERITY.indexOf(b.slice(2))),
  };
  for (const column of ["Email", "Reason"]) {
    await admin.sortButton(column).click();
    await admin.until(() => admin.sorted(), { [column]: "ascending" });
    await admin.until(() => admin.column(column), wanted[column]);
    await admin.sortButton(column).click();
    await admin.until(() => admin.sorted(), { [column]: "descending" });
    await admin.until(() => admin.column(column), wanted[column].toReversed());
  }

  const newest = rows.map((row) => row.email_address);
  await admin.sortButton("Bounced").click();
  await admin.until(() => admin.sorted(), { Bounced: "descending" });
  await admin.until(() => admin.column("Email"), newest);
  await admin.sortButton("Bounced").click();
  await admin.until(() => admin.sorted(), { Bounced: "ascending" });
  await admin.until(() => admin.column("Email"), newest.toReversed());
});

test("names sort A to Z, and rows without a name come last both ways", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const unnamed = (await admin.column("Name")).filter((name) => name === "");
  assert.ok(unnamed.length > 0);
  for (const direction of ["ascending", "descending"]) {
    await admin.sortButton("Name").click();
    await admin.until(() => admin.sorted(), { Name: direction });
    const names = await admin.column("Name");
    assert.deepEqual(names.slice(-unnamed.length), unnamed);
    // Where accents go is a matter of language; where plain letters go is not.
    const plain = names.filter((name) => /^[A-Za-z' ]+$/.test(name));
    const sorted = plain.toSorted(new Intl.Collator("en").compare);
    assert.deepEqual(plain, direction === "ascending" ? sorted : sorted.toReversed());
  }
});

test("a sort covers all rows, not the page alone", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  // Of those that bounced in the same second, the upstream's first.
  const oldest = rows.find((row) => row.created_time === rows.at(-1).created_time);
  await admin.next.click();
  await admin.shows("51–100 of 186");
  await admin.sortButton("Bounced").click();
  await admin.shows("1–50 of 186");
  await admin.until(async () => (await admin.column("Email"))[0], oldest.email_address);
});

test("what a sort or a filter did is said to screen readers", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const said = () => admin.widget.getByRole("status").innerText();
  await admin.until(said, "All bounces read: 23");
  await admin.sortButton("Email").click();
  await admin.until(said, "Sorted by Email, A to Z");
  const blocked = (await admin.upstreamRows(ROWS_23)).filter((row) => row.bounce_code === "Z").length;
  await admin.chip("Blocked").click();
  await admin.until(said, `${blocked} matching`);
});
