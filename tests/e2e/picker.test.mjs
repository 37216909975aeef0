// Choosing an email of the account on the admin page. What its report shows stands elsewhere.

import assert from "node:assert/strict";
import { NOTHING, RESEND, ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

const activityIn = (page) => new URL(page.url()).searchParams.get("activity");
const chosen = (choice) => choice.evaluate((select) => select.selectedOptions[0]?.textContent);
const offered = (choice) => choice.evaluate((select) => [...select.options].map((option) => option.textContent));

test("the picker lists the account's campaigns with their status, newest first", async ({ admin }) => {
  await admin.open();
  await admin.shows("1–50 of 57");
  await admin.ready();
  const names = await offered(admin.campaign);
  assert.deepEqual(names.slice(0, 3), [
    "Cyber Week teaser (executing)",
    "Black Friday: doors open early (scheduled)",
    "Holiday gift guide (draft)",
  ]);
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, (await admin.ask("/api/v3/emails?limit=50")).campaigns.length);
});

test("a campaign and one of its emails can be chosen, and the address says which", async ({ admin, page, watch }) => {
  await admin.open();
  await admin.shows("1–50 of 57");
  await watch.settled();

  await admin.campaign.selectOption({ label: "November newsletter (done)" });
  await admin.shows("1–50 of 2,140");
  assert.equal(activityIn(page), ROWS_2140);
  assert.equal(await chosen(admin.email), "Primary email");
  assert.deepEqual(await offered(admin.email), ["Primary email", "Resend", "Permalink (not tracked)"]);

  await watch.settled();
  await admin.email.selectOption({ label: "Resend" });
  await admin.shows("1–50 of 186");
  await admin.heading("In case you missed it: what's new in November");
  assert.equal(activityIn(page), RESEND);

  await watch.settled();
  await page.reload();
  await admin.shows("1–50 of 186");
  await admin.until(() => chosen(admin.email), "Resend");
  assert.equal(await chosen(admin.campaign), "November newsletter (done)");
});

test("an address that names an email shows it and chooses it in the picker", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.until(() => chosen(admin.email), "Primary email");
  assert.equal(await chosen(admin.campaign), "Members’ evening (done)");
});

test("the picker waits for the campaign of the address, so that no choice of the user's is undone", async ({
  admin,
  page,
}) => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(`**/emails/activities/${ROWS_23}`, async (route) => {
    await held;
    await route.continue();
  });
  const listed = page.waitForResponse(/\/api\/v3\/emails\?/);
  await admin.open(ROWS_23);
  await (await listed).finished();
  await admin.shows("1–23 of 23");
  assert.equal(await admin.campaign.isEnabled(), false);
  release();
  await admin.ready();
  assert.equal(await chosen(admin.campaign), "Members’ evening (done)");
});

test("an address that names nothing leaves the picker without a choice, and usable", async ({ admin, page, watch }) => {
  watch.expectStatus(404, new RegExp(NOTHING));
  await admin.open(NOTHING);
  await admin.heading("This email was not found");
  await admin.ready();
  assert.equal(await chosen(admin.campaign), undefined);
  await admin.campaign.selectOption({ label: "Members’ evening (done)" });
  await admin.shows("1–23 of 23");
  assert.equal(activityIn(page), ROWS_23);
});

test("who goes on to another report while one is being read sees the other one only", async ({
  admin,
  page,
  watch,
}) => {
  watch.expectFailure("net::ERR_ABORTED", new RegExp(ROWS_2140));
  await page.route(new RegExp(`${ROWS_2140}/tracking/bounces.*cursor=`), () => {}); // never answered
  await admin.open(ROWS_2140);
  await admin.shows("1–50 of 500 read so far");
  await admin.until(() => chosen(admin.email), "Primary email");
  await admin.email.selectOption({ label: "Resend" });
  await admin.shows("1–50 of 186");
  await admin.heading("In case you missed it: what's new in November");
});
