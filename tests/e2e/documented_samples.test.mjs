// How the rows of the upstream's documentation are displayed, and malformed rows.

import assert from "node:assert/strict";
import { ODD_ROWS, SAMPLE_ONE_ROW, SAMPLE_WITHOUT_CODES } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

test("the first documented sample is displayed", async ({ admin }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await admin.heading("Spring is here: see what is new");
  await admin.widget.getByText(/^Primary email · sent \d+ Apr 2019/).waitFor();
  assert.deepEqual(await admin.rows(), [
    {
      Email: "maddieb@gmail.com",
      Name: "Maddie Brown",
      Reason: "B Non-existent",
      Before: "",
      Bounced: "25 Apr 2019, 07:08", // 11:08 UTC, in New York
      Notes: "moved to maddie_brown@yahoo.com; contact deleted 10 Aug 2015", // a date has no time zone
    },
  ]);
});

test("the second documented sample, without codes and names, is displayed", async ({ admin }) => {
  await admin.openReport(SAMPLE_WITHOUT_CODES, 2);
  await admin.heading("Pancakes on us & a new menu");
  const row = {
    Email: "jake_dodge@jakedodgepancakes.com",
    Name: "",
    Reason: "– Reason not given",
    Before: "",
    Bounced: "16 May 2019, 17:14",
    Notes: "",
  };
  assert.deepEqual(await admin.rows(), [row, row]);
});

test("the stats of a sample are the upstream's counts", async ({ admin }) => {
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  const answer = async () => {
    const group = admin.widget.getByRole("group", { name: "Summary" });
    return (await group.innerText()).replace(/\s+/g, " ").trim();
  };
  await admin.until(
    answer,
    "0.78% bounced 0.78% without auto-replies 1 of 128 emails. 1 not delivered (bounces minus auto-replies) " +
      "Nothing to compare with yet Four earlier emails show what’s usual for you What is normal?",
  );
});

test("HTML in names is displayed as text and does not run", async ({ page, admin }) => {
  await admin.openReport(ODD_ROWS, 35);
  const names = await admin.column("Name");
  assert.ok(names.includes("<b>Bold</b> <script>alert(1)</script>"), names.join("\n"));
  assert.ok(names.includes("&lt;i&gt; Fish &amp; Chips \"quoted\" 'single'"), names.join("\n"));
  // Locators pierce the shadow root; the page's own script is the only one.
  assert.equal(await page.locator("b", { hasText: "Bold" }).count(), 0);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await admin.widget.locator("script").count(), 0);
});

test("every malformed row is displayed", async ({ admin }) => {
  await admin.openReport(ODD_ROWS, 35);
  const rows = await admin.rows();
  const row = (email) => rows.find((row) => row.Email === email);
  assert.equal(rows.length, 35);
  assert.equal(row("odd01@rows.example").Reason, "Q Unknown code Q");
  for (const number of ["02", "03", "05"])
    assert.equal(row(`odd${number}@rows.example`).Reason, "– Reason not given", number);
  for (const number of ["04", "06"]) assert.equal(row(`odd${number}@rows.example`).Reason, "B Non-existent", number);
  for (const number of ["08", "09", "10"]) assert.equal(row(`odd${number}@rows.example`).Name, "", number);
  for (const number of ["18", "21", "22", "23"])
    assert.equal(row(`odd${number}@rows.example`).Bounced, "Unknown date", number);
  // Without the year if it is this year.
  assert.match(row("odd20@rows.example").Bounced, /^5 Nov( 2026)?, 09:10$/);
  assert.equal(row("odd32@rows.example").Notes, "contact deleted 9 Nov 2026");
  assert.equal(row("Grüße+test@müller.example").Notes, "moved to gruesse@mueller.example");
  assert.deepEqual(
    rows
      .filter(({ Email: email }) => email === "No address")
      .map(({ Name: name }) => name)
      .sort(),
    ["Row Empty address", "Row No address"],
  );
});
