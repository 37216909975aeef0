// Filtering and sorting, compared with the proxy's data.

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
  V: "Auto-reply (delivered)",
};
/** Worst first. */
const SEVERITY = Object.values(REASONS);

const count = (number) => number.toLocaleString("en-GB");

test("each reason is a line with its count and its share", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  const expected = Object.entries(REASONS).map(
    ([code, reason]) => `${code} ${reason} ${count(rows.filter((row) => row.bounce_code === code).length)}`,
  );
  const texts = await admin.reasons.getByRole("button").allInnerTexts();
  const lines = texts.map((text) =>
    text
      .replace(/\s+/g, " ")
      .trim()
      .split(/ (?=\S+%$)/),
  );
  assert.deepEqual(lines.map(([line]) => line).sort(), expected.sort());
  const sum = lines.reduce((sum, [, share]) => sum + parseFloat(share), 0);
  assert.ok(Math.abs(sum - 100) < 0.5, `${sum}`);
});

test("reasons filter, and can be combined and released", async ({ admin }) => {
  await admin.openReport(ROWS_2140, "2,140");
  const rows = await admin.upstreamRows(ROWS_2140);
  const emails = (codes) => rows.filter((row) => codes.includes(row.bounce_code)).map((row) => row.email_address);
  const status = (codes) => `1–50 of ${count(emails(codes).length)}`;

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

test("a filter starts at page 1 and still applies on the next page", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  const expected = rows.filter((row) => row.bounce_code === "B").map((row) => row.email_address);
  assert.ok(expected.length > 50 && expected.length < 100);
  await admin.next.click();
  await admin.shows("51–100 of 186");
  await admin.chip("Non-existent").click();
  await admin.shows(`1–50 of ${expected.length}`);
  await admin.next.click();
  await admin.shows(`51–${expected.length} of ${expected.length}`);
  await admin.until(() => admin.column("Email"), expected.slice(50));
});

test("another report starts without filters", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.chip("Suspended").click();
  await admin.filtered();
  await admin.ready();
  await admin.campaign.selectOption({ label: "Spring preview (documentation sample) (sent)" });
  await admin.shows("1–1 of 1");
  await admin.guard.settled();
});

test("a search without matches shows a message and can be cleared", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.search.fill("nobody has this name");
  await admin.heading("No bounce matches the filters");
  await admin.widget.getByText("There are 23 bounces in this report").waitFor();
  assert.equal(await admin.table.count(), 0);
  await admin.widget.getByRole("button", { name: "Clear all filters" }).click();
  await admin.shows("1–23 of 23");
  assert.equal(await admin.search.inputValue(), "");
});

test("a report is initially sorted by date, newest first", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  assert.deepEqual(await admin.sorted(), { Bounced: "descending" });
  const rows = await admin.upstreamRows(ROWS_23);
  await admin.until(
    () => admin.column("Email"),
    rows.map((row) => row.email_address),
  );
});

test("every column sorts in both directions, and only its header has aria-sort", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const rows = await admin.upstreamRows(ROWS_23);
  const expected = {
    Contact: rows.map((row) => row.email_address).sort(new Intl.Collator("en").compare),
    Reason: rows
      .map((row) => `${row.bounce_code} ${REASONS[row.bounce_code]}`)
      .sort((a, b) => SEVERITY.indexOf(a.slice(2)) - SEVERITY.indexOf(b.slice(2))),
  };
  for (const [header, column] of [
    ["Contact", "Email"],
    ["Reason", "Reason"],
  ]) {
    await admin.sortButton(header).click();
    await admin.until(() => admin.sorted(), { [header]: "ascending" });
    await admin.until(() => admin.column(column), expected[header]);
    await admin.sortButton(header).click();
    await admin.until(() => admin.sorted(), { [header]: "descending" });
    await admin.until(() => admin.column(column), expected[header].toReversed());
  }

  const newest = rows.map((row) => row.email_address);
  await admin.sortButton("Bounced").click();
  await admin.until(() => admin.sorted(), { Bounced: "descending" });
  await admin.until(() => admin.column("Email"), newest);
  await admin.sortButton("Bounced").click();
  await admin.until(() => admin.sorted(), { Bounced: "ascending" });
  await admin.until(() => admin.column("Email"), newest.toReversed());
});

test("names sort A to Z, and rows without a name come last in both directions", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const unnamed = (await admin.column("Name")).filter((name) => name === "");
  assert.ok(unnamed.length > 0);
  // Names have no header of their own.
  await admin.menuButton("View options").click();
  const sortSelect = admin.widget.getByRole("combobox", { name: "Sort by" });
  for (const [direction, label] of [
    ["ascending", "Name: A to Z"],
    ["descending", "Name: Z to A"],
  ]) {
    await sortSelect.selectOption({ label });
    await admin.until(() => admin.sorted(), {});
    const names = await admin.column("Name");
    assert.deepEqual(names.slice(-unnamed.length), unnamed);
    // The position of accents depends on the language; that of plain letters does not.
    const plain = names.filter((name) => /^[A-Za-z' ]+$/.test(name));
    const sorted = plain.toSorted(new Intl.Collator("en").compare);
    assert.deepEqual(plain, direction === "ascending" ? sorted : sorted.toReversed());
  }
});

test("sorting covers all rows, not only the page", async ({ admin }) => {
  await admin.openReport(RESEND, 186);
  const rows = await admin.upstreamRows(RESEND);
  // Of the rows of the same second, the first one of the upstream.
  const oldest = rows.find((row) => row.created_time === rows.at(-1).created_time);
  await admin.next.click();
  await admin.shows("51–100 of 186");
  await admin.sortButton("Bounced").click();
  await admin.shows("1–50 of 186");
  await admin.until(async () => (await admin.column("Email"))[0], oldest.email_address);
});

test("sorting and filtering are announced to screen readers", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  const announcement = () => admin.widget.getByRole("status").innerText();
  await admin.until(announcement, "All bounces loaded: 23");
  await admin.sortButton("Contact").click();
  await admin.until(announcement, "Sorted by Email, A to Z");
  const blocked = (await admin.upstreamRows(ROWS_23)).filter((row) => row.bounce_code === "Z").length;
  await admin.chip("Blocked").click();
  await admin.until(announcement, `${blocked} ${blocked === 1 ? "match" : "matches"}`);
});
