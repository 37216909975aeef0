// The rows that the upstream's documentation shows, and rows as no documentation shows them: what a user reads.

import assert from "node:assert/strict";
import { ODD_ROWS, SAMPLE_ONE_ROW, SAMPLE_WITHOUT_CODES } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

test("the first sample of the documentation reads as it should", async ({ admin }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.heading("Spring is here: see what is new");
  await admin.widget.getByText(/^Primary email · sent \d+ Apr 2019$/).waitFor();
  assert.deepEqual(await admin.rows(), [
    {
      Email: "maddieb@gmail.com",
      Name: "Maddie Brown",
      Reason: "B Non-existent",
      Bounced: "25 Apr 2019, 07:08", // 11:08 UTC, in New York
      Notes: "Now maddie_brown@yahoo.com Contact deleted 10 Aug 2015", // a day has no time zone
    },
  ]);
});

test("the second sample, without codes and names, reads as it should", async ({ admin }) => {
  await admin.openReport(SAMPLE_WITHOUT_CODES, 2);
  await admin.heading("Pancakes on us & a new menu");
  const row = {
    Email: "jake_dodge@jakedodgepancakes.com",
    Name: "",
    Reason: "? Reason not given",
    Bounced: "16 May 2019, 17:14",
    Notes: "",
  };
  assert.deepEqual(await admin.rows(), [row, row]);
});

test("the figures of a sample are those that the upstream counts", async ({ admin }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  const figure = async (name) => {
    const term = admin.widget.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
    return (await term.evaluate((term) => term.nextElementSibling.innerText)).replace(/\s+/g, " ");
  };
  await admin.until(() => figure("Sent"), "128");
  assert.equal(await figure("Bounced"), "1 0.78%");
  assert.equal(await figure("Not delivered"), "1 0.78%");
});

test("HTML in names is text: nothing of it becomes an element, nothing runs", async ({ page, admin }) => {
  await admin.openReport(ODD_ROWS, 35);
  const names = await admin.column("Name");
  assert.ok(names.includes("<b>Bold</b> <script>alert(1)</script>"), names.join("\n"));
  assert.ok(names.includes("&lt;i&gt; Fish &amp; Chips \"quoted\" 'single'"), names.join("\n"));
  // Locators look into the shadow root; the page's own script is the only one.
  assert.equal(await page.locator("b", { hasText: "Bold" }).count(), 0);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await admin.widget.locator("script").count(), 0);
});

test("odd rows are all there, each in its own words", async ({ admin }) => {
  await admin.openReport(ODD_ROWS, 35);
  const rows = await admin.rows();
  const row = (email) => rows.find((row) => row.Email === email);
  assert.equal(rows.length, 35);
  assert.equal(row("odd01@rows.example").Reason, "? Unknown code Q");
  for (const number of ["02", "03", "05"])
    assert.equal(row(`odd${number}@rows.example`).Reason, "? Reason not given", number);
  for (const number of ["04", "06"]) assert.equal(row(`odd${number}@rows.example`).Reason, "B Non-existent", number);
  for (const number of ["08", "09", "10"]) assert.equal(row(`odd${number}@rows.example`).Name, "", number);
  for (const number of ["18", "21", "22", "23"])
    assert.equal(row(`odd${number}@rows.example`).Bounced, "Unknown date", number);
  assert.equal(row("odd20@rows.example").Bounced, "5 Nov 2026, 09:10");
  assert.equal(row("odd32@rows.example").Notes, "Contact deleted 9 Nov 2026");
  assert.equal(row("Grüße+test@müller.example").Notes, "Now gruesse@mueller.example");
  assert.deepEqual(
    rows
      .filter(({ Email: email }) => email === "No address given")
      .map(({ Name: name }) => name)
      .sort(),
    ["Row Empty address", "Row No address"],
  );
});
