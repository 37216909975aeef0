// The states of a report without rows: each has its own message and next step.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** Opens an activity without rows and waits for its message. */
async function openState(admin, activity, title, text) {
  await admin.open(activity);
  await admin.heading(title);
  await admin.widget.getByText(text).waitFor();
  assert.equal(await admin.table.count(), 0);
  await admin.guard.settled();
}

const button = (admin, name) => admin.widget.getByRole("button", { name }).waitFor();

test("a draft has not been sent yet", async ({ admin }) => {
  await openState(admin, activities.DRAFT, "This email has not been sent yet", "It’s still a draft.");
  await admin.heading("Gifts they will actually use");
  await button(admin, "Check again");
});

test("a scheduled email shows its state", async ({ admin }) => {
  await openState(admin, activities.SCHEDULED, "This email is scheduled", "Bounces appear here after it goes out.");
});

test("an email without bounces shows good news", async ({ admin }) => {
  await openState(admin, activities.NOBODY_BOUNCED, "Nobody bounced", "Every message was delivered.");
});

test("an email that failed to send shows its state", async ({ admin }) => {
  await openState(
    admin,
    activities.SEND_FAILED,
    "This email could not be sent",
    "Nothing was sent, so nothing bounced.",
  );
});

test("an email that is being sent shows its bounces so far", async ({ admin }) => {
  await admin.openReport(activities.EXECUTING, 57);
  await admin.widget.getByText(/^Primary email · being sent/).waitFor();
});

test("an unknown id is not found", async ({ admin, page, guard }) => {
  guard.expectStatus(404, new RegExp(activities.NOTHING));
  await openState(admin, activities.NOTHING, "We can’t find this email", "It may have been deleted");
  await button(admin, "Try again");
  assert.equal(await page.getByRole("alert").isVisible(), false);
});

test("a campaign's id is not found, and the console says which id is required", async ({ admin, page, guard }) => {
  guard.expectStatus(404, new RegExp(activities.CAMPAIGN_OF_ROWS_2140));
  const logged = page.waitForEvent("console", (message) => message.text().includes("A campaign's id does not work"));
  await openState(admin, activities.CAMPAIGN_OF_ROWS_2140, "We can’t find this email", "It may have been deleted");
  await logged;
});

test("a permalink has no bounces report", async ({ admin, guard }) => {
  guard.expectStatus(404, /\/tracking\/bounces$/);
  await openState(
    admin,
    activities.PERMALINK,
    "This email has no bounce report",
    "Bounces are tracked only for a campaign’s primary email and its resends.",
  );
});

test("an account without the privilege sees which one it needs", async ({ admin, guard }) => {
  guard.expectStatus(403, new RegExp(`/reports/.*${activities.ACCESS_DENIED}`));
  await openState(
    admin,
    activities.ACCESS_DENIED,
    "You don’t have permission to view bounces",
    "access to campaign metrics (ui:campaign:metrics)",
  );
});

test("an HTML page instead of data is an invalid response", async ({ admin, guard }) => {
  guard.expectStatus(502, /\/tracking\/bounces$/);
  await openState(
    admin,
    activities.HTML_PAGE,
    "Constant Contact sent an unexpected response",
    "Try again; if it keeps happening, contact your administrator.",
  );
  await button(admin, "Try again");
});

test("a failing server is reported as unreachable", async ({ admin, guard }) => {
  guard.expectStatus(502, /\/tracking\/bounces$/);
  await openState(admin, activities.SERVER_ERROR, "Constant Contact cannot be reached", "Try again in a few minutes.");
});

test("too many requests are reported, with a retry timer", async ({ admin, guard }) => {
  guard.expectStatus(429, /\/tracking\/bounces$/);
  await openState(admin, activities.THROTTLED, "Too many requests at once", "This report tries again in a moment.");
  await admin.widget.getByRole("timer").waitFor();
  await button(admin, "Try now");
});

test("a short outage is not visible", async ({ admin }) => {
  await admin.openReport(activities.UNAVAILABLE_TWICE, 23);
});

test("offline is reported, and loading resumes when the network returns", async ({ admin, page, guard }) => {
  await admin.openReport(activities.ROWS_23, 23);
  await admin.ready();
  guard.expectFailure("net::ERR_INTERNET_DISCONNECTED", /^\/api\//);
  await page.context().setOffline(true);
  await admin.widget.getByRole("button", { name: "Refresh" }).click();
  const alert = admin.widget.getByRole("alert");
  await alert.getByText("You are offline.").waitFor();
  await admin.shows("1–23 of 23");
  await page.context().setOffline(false);
  await alert.waitFor({ state: "detached" });
  await admin.shows("1–23 of 23");
});

test("a malformed second page keeps the rows of the first and can be retried", async ({ admin, page, guard }) => {
  guard.expectStatus(502, /\/tracking\/bounces$/);
  await admin.open(activities.MALFORMED_PAGE_2);
  const alert = admin.widget.getByRole("alert");
  await alert.getByText("Constant Contact sent an unexpected response.").waitFor();
  await alert.getByText("The 500 bounces already loaded are still shown.").waitFor();
  await admin.shows(/^Loaded 500/);
  assert.equal((await admin.rows()).length, 50);

  const requested = page.waitForRequest(/\/tracking\/bounces\?.*cursor=/);
  await button(admin, "Try again");
  await admin.widget.getByRole("button", { name: "Try again" }).click();
  await requested;
  await alert.getByText("Constant Contact sent an unexpected response.").waitFor();
  await admin.shows(/^Loaded 500/);
});

test("Check again sends the request again", async ({ admin, page }) => {
  await admin.open(activities.NOBODY_BOUNCED);
  await admin.heading("Nobody bounced");
  await admin.guard.settled();
  const requested = page.waitForRequest(
    (request) => request.url().includes("/tracking/bounces") && request.headers()["cache-control"] === "no-cache",
  );
  await admin.widget.getByRole("button", { name: "Check again" }).click();
  await requested;
  await admin.heading("Nobody bounced");
});
