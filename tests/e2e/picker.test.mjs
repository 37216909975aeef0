// The picker of the admin page: choosing an email of the account.

import assert from "node:assert/strict";
import { NOTHING, RESEND, ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { hold } from "./support/hold.mjs";

const activityIn = (page) => new URL(page.url()).searchParams.get("activity");
const selected = (picker) => picker.evaluate((select) => select.selectedOptions[0]?.textContent);
const options = (picker) => picker.evaluate((select) => [...select.options].map((option) => option.textContent));

test("the picker lists the account's campaigns with their status, newest first", async ({ admin }) => {
  await admin.open();
  await admin.shows("1–50 of 57");
  await admin.ready();
  const [prompt, ...names] = await options(admin.campaign);
  assert.equal(prompt, "Choose a campaign");
  assert.deepEqual(names.slice(0, 3), [
    "Cyber Week teaser (being sent)",
    "Black Friday: doors open early (scheduled)",
    "Holiday gift guide (draft)",
  ]);
  assert.equal(new Set(names).size, names.length);
  assert.equal(names.length, (await admin.fetchJson("/api/v3/emails?limit=50")).campaigns.length);
});

test("the picker requests campaigns 500 at a time", async ({ admin, page }) => {
  const requested = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/v3/emails") requested.push(searchParams.get("limit"));
  });
  await admin.open();
  await admin.ready();
  // The report asks for the names of earlier emails as well.
  assert.deepEqual(new Set(requested), new Set(["500"]));
});

test("choosing a campaign and one of its emails updates the URL", async ({ admin, page, guard }) => {
  await admin.open();
  await admin.shows("1–50 of 57");
  await guard.settled();

  await admin.campaign.selectOption({ label: "November newsletter (sent)" });
  await admin.shows("1–50 of 2,140");
  assert.equal(activityIn(page), ROWS_2140);
  assert.equal(await selected(admin.email), "Primary email");
  assert.deepEqual(await options(admin.email), ["Primary email", "Resend", "Permalink (no bounce report)"]);

  await guard.settled();
  await admin.email.selectOption({ label: "Resend" });
  await admin.shows("1–50 of 186");
  await admin.heading("In case you missed it: what's new in November");
  assert.equal(activityIn(page), RESEND);

  await guard.settled();
  await page.reload();
  await admin.shows("1–50 of 186");
  await admin.until(() => selected(admin.email), "Resend");
  assert.equal(await selected(admin.campaign), "November newsletter (sent)");
});

test("a URL with an email shows its report and selects it in the picker", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.until(() => selected(admin.email), "Primary email");
  assert.equal(await selected(admin.campaign), "Members’ evening (sent)");
});

test("the picker is disabled until the URL's campaign is known, so that no choice is overwritten", async ({
  admin,
  page,
}) => {
  const release = await hold(page, `**/emails/activities/${ROWS_23}`);
  const listed = page.waitForResponse(/\/api\/v3\/emails\?/);
  await admin.open(ROWS_23);
  await (await listed).finished();
  await admin.shows("1–23 of 23");
  assert.equal(await admin.campaign.isEnabled(), false);
  release();
  await admin.ready();
  assert.equal(await selected(admin.campaign), "Members’ evening (sent)");
});

test("a URL with an unknown id leaves the picker with a prompt, and usable", async ({ admin, page, guard }) => {
  guard.expectStatus(404, new RegExp(NOTHING));
  await admin.open(NOTHING);
  await admin.heading("We can’t find this email");
  await admin.ready();
  assert.equal(await selected(admin.campaign), "Choose a campaign");
  assert.equal(await selected(admin.email), "Choose a campaign first");
  await admin.campaign.selectOption({ label: "Members’ evening (sent)" });
  await admin.shows("1–23 of 23");
  assert.equal(activityIn(page), ROWS_23);
});

test("switching reports during loading shows only the new one", async ({ admin, page, guard }) => {
  guard.expectFailure("net::ERR_ABORTED", new RegExp(ROWS_2140));
  await hold(page, new RegExp(`${ROWS_2140}/tracking/bounces.*cursor=`));
  await admin.open(ROWS_2140);
  await admin.shows(/^Loaded 500/);
  await admin.until(() => selected(admin.email), "Primary email");
  await admin.email.selectOption({ label: "Resend" });
  await admin.shows("1–50 of 186");
  await admin.heading("In case you missed it: what's new in November");
});

test("Back and Forward undo and repeat filters and the choice of an email", async ({ admin, page, guard }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.ready();
  await admin.chip("Blocked").click();
  const filtered = admin.widget.getByRole("button", { name: "Clear all", exact: true });
  await filtered.waitFor();
  await admin.until(() => new URL(page.url()).searchParams.get("view"), "codes=Z");
  await page.goBack();
  await admin.shows("1–23 of 23");
  await page.goForward();
  await filtered.waitFor();
  assert.equal(new URL(page.url()).searchParams.get("view"), "codes=Z");

  await guard.settled();
  await admin.campaign.selectOption({ label: "November newsletter (sent)" });
  await admin.shows("1–50 of 2,140");
  await guard.settled();
  await page.goBack();
  await filtered.waitFor();
  await admin.until(() => selected(admin.campaign), "Members’ evening (sent)");
  await admin.until(() => selected(admin.email), "Primary email");
  assert.equal(activityIn(page), ROWS_23);
});

test("pressing the bar of an earlier email opens its report, and Back returns", async ({ admin, page, guard }) => {
  await admin.openReport(ROWS_2140, "2,140");
  const bar = admin.widget.getByRole("button", { name: /^October newsletter, / });
  await bar.click();
  await admin.heading("What's new in October & a walk worth taking");
  await admin.until(() => selected(admin.campaign), "October newsletter (sent)");
  assert.notEqual(activityIn(page), ROWS_2140);
  await guard.settled();
  await page.goBack();
  await admin.shows("1–50 of 2,140");
  assert.equal(activityIn(page), ROWS_2140);
});
