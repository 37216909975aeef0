// axe-core on each state of the page, in light and dark. What it cannot tell stands in keyboard and narrow.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { bringAxe, violations } from "./support/axe.mjs";
import { NARROW } from "./support/browser.mjs";
import { test } from "./support/fixture.mjs";

const BOUNCES = /\/tracking\/bounces/;

/** A test that brings the page into a state and finds nothing wrong with it, in either colour scheme. */
function clean(state, options, enter) {
  test(`${state}: axe finds nothing`, options, async (opened) => {
    const { page } = opened;
    await bringAxe(page);
    await enter(opened);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], colorScheme);
    }
  });
}

clean("welcome", { signedIn: false }, async ({ page, admin }) => {
  await admin.open();
  await page.getByRole("link", { name: "Sign in to begin" }).waitFor();
});

clean("signed out", { signedIn: false }, async ({ admin, watch }) => {
  watch.expectStatus(401, new RegExp(activities.SAMPLE_ONE_ROW));
  await admin.open(activities.SAMPLE_ONE_ROW);
  await admin.heading("You are signed out");
  await watch.settled();
});

clean("loading", {}, async ({ page, admin }) => {
  await page.route(BOUNCES, () => {}); // never answered
  await admin.open(activities.ROWS_23);
  await admin.widget.getByText("Loading the bounces report").waitFor();
  await admin.heading("You're invited: members' evening on 26 November");
  await admin.until(() => admin.email.isEnabled(), true);
});

clean("partly read", {}, async ({ page, admin }) => {
  await page.route(/\/tracking\/bounces.*cursor=/, () => {}); // never answered
  await admin.open(activities.ROWS_2140);
  await admin.shows("1–50 of 500 read so far");
  await admin.widget.getByText("500 of 2,140 read", { exact: true }).waitFor();
  await admin.until(() => admin.email.isEnabled(), true);
});

for (const [width, options] of [["wide", {}], ["narrow", { viewport: NARROW }]]) {
  clean(`ready, ${width}`, options, async ({ admin, watch }) => {
    await admin.openReport(activities.ROWS_23, 23);
    await watch.settled();
  });

  clean(`filtered, ${width}`, options, async ({ admin, watch }) => {
    await admin.openReport(activities.ROWS_23, 23);
    await admin.chip("Blocked").click();
    await admin.widget.getByText("matching, of 23").waitFor();
    await watch.settled();
  });
}

clean("odd rows", {}, async ({ admin, watch }) => {
  await admin.openReport(activities.ODD_ROWS, 35);
  await watch.settled();
});

clean("draft", {}, async ({ admin, watch }) => {
  await admin.open(activities.DRAFT);
  await admin.heading("This email has not been sent yet");
  await watch.settled();
});

clean("nobody bounced", {}, async ({ admin, watch }) => {
  await admin.open(activities.NOBODY_BOUNCED);
  await admin.heading("Nobody bounced");
  await watch.settled();
});

clean("filtered to none", {}, async ({ admin, watch }) => {
  await admin.openReport(activities.ROWS_23, 23);
  await admin.search.fill("nobody has this name");
  await admin.heading("No bounce matches the filters");
  await watch.settled();
});

clean("failed", {}, async ({ admin, watch }) => {
  watch.expectStatus(502, BOUNCES);
  await admin.open(activities.HTML_PAGE);
  await admin.heading("The answer could not be read");
  await watch.settled();
});

clean("failed midway", {}, async ({ admin, watch }) => {
  watch.expectStatus(502, BOUNCES);
  await admin.open(activities.MALFORMED_PAGE_2);
  await admin.widget.getByRole("alert").waitFor();
  await watch.settled();
});

clean("not found", {}, async ({ admin, watch }) => {
  watch.expectStatus(404, new RegExp(activities.NOTHING));
  await admin.open(activities.NOTHING);
  await admin.heading("This email was not found");
  await watch.settled();
});

test("axe looks into the widget: a fault in its shadow root is found", async ({ page, admin }) => {
  await bringAxe(page);
  await admin.openReport(activities.SAMPLE_ONE_ROW, 1);
  await admin.next.evaluate((button) => button.replaceChildren());
  const found = await violations(page);
  assert.ok(found.some((line) => line.startsWith("button-name:")), found.join("\n"));
});
