// Every state of a report, and how to enter it. Tests check that each is accessible; the contact sheets in docs/ show each.

import * as activities from "./activities.mjs";
import { hold, NEXT_ROWS, ROWS } from "./hold.mjs";
import { breakReport, rows as generateRows } from "./host.mjs";

/** Enters a state without rows, whose heading names the reason. */
const card =
  (activity, heading, expected) =>
  async ({ admin, guard }) => {
    if (expected) guard.expectStatus(...expected);
    await admin.open(activity);
    await admin.heading(heading);
  };

const rows =
  (activity, count) =>
  ({ admin }) =>
    admin.openReport(activity, count);

/**
 * Each is entered in its own page. `signedIn: false` starts signed out, `held: true` leaves requests pending, and `language: "en"` skips the other
 * languages, which could not be loaded.
 */
export const STATES = {
  loading: {
    held: true,
    enter: async ({ page, admin }) => {
      await hold(page, ROWS);
      await admin.open(activities.ROWS_23);
      await admin.widget.getByText("Loading the bounce report").waitFor();
      await admin.heading("You're invited: members' evening on 26 November");
      await admin.until(() => admin.email.isEnabled(), true);
    },
  },
  "partially loaded": {
    held: true,
    enter: async ({ page, admin }) => {
      await hold(page, NEXT_ROWS);
      await admin.open(activities.ROWS_2140);
      await admin.shows("Loaded 500 of 2,140");
      await admin.until(() => admin.email.isEnabled(), true);
    },
  },
  stopped: {
    enter: async ({ page, admin, guard }) => {
      guard.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
      await hold(page, NEXT_ROWS);
      await admin.open(activities.ROWS_2140);
      await admin.shows("Loaded 500 of 2,140");
      await admin.until(() => admin.email.isEnabled(), true);
      await admin.widget.getByRole("button", { name: "Stop" }).click();
      await admin.widget.getByRole("button", { name: "Resume" }).waitFor();
    },
  },
  ready: { enter: rows(activities.ROWS_23, 23) },
  "counts that lag behind": { enter: rows(activities.STATS_LAG, 320) },
  "row expanded, rows selected": {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { admin } = opened;
      await admin.widget.getByRole("checkbox", { name: "Select all" }).check();
      await admin.table.getByRole("row").nth(1).getByRole("button").last().click();
      await admin.until(() => admin.table.locator("tr.details").count(), 1);
    },
  },
  filtered: {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      await opened.admin.unfoldReasons();
      await opened.admin.chip("Non-existent").click();
      await opened.admin.search.fill("an");
      await opened.admin.filtered();
    },
  },
  "no matches": {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      await opened.admin.search.fill("nobody has this name");
      await opened.admin.heading("No bounce matches the filters");
    },
  },
  "malformed rows": { enter: rows(activities.ODD_ROWS, 35) },
  "without codes": { enter: rows(activities.SAMPLE_WITHOUT_CODES, 2) },
  "data from the host": {
    enter: async ({ page, admin, guard }) => {
      await admin.open();
      await admin.ready();
      await guard.settled();
      await page
        .locator("bounces-report")
        .evaluate((report, data) => Object.assign(report, { data }), generateRows(23));
      await admin.shows("1–23 of 23");
    },
  },
  draft: { enter: card(activities.DRAFT, "This email has not been sent yet") },
  scheduled: { enter: card(activities.SCHEDULED, "This email is scheduled") },
  "being sent": { enter: rows(activities.EXECUTING, 57) },
  "failed to send": { enter: card(activities.SEND_FAILED, "This email could not be sent") },
  removed: { enter: rows(activities.REMOVED, 12) },
  "no bounces": { enter: card(activities.NOBODY_BOUNCED, "Nobody bounced") },
  "no tracking": {
    enter: card(activities.PERMALINK, "This email has no bounce report", [404, /\/tracking\/bounces$/]),
  },
  "signed out": {
    signedIn: false,
    enter: card(activities.SAMPLE_ONE_ROW, "You are signed out", [401, new RegExp(activities.SAMPLE_ONE_ROW)]),
  },
  forbidden: {
    enter: card(activities.ACCESS_DENIED, "You don’t have permission to view bounces", [
      403,
      new RegExp(`/reports/.*${activities.ACCESS_DENIED}`),
    ]),
  },
  "not found": { enter: card(activities.NOTHING, "We can’t find this email", [404, new RegExp(activities.NOTHING)]) },
  "rate-limited": { enter: card(activities.THROTTLED, "Too many requests at once", [429, ROWS]) },
  offline: {
    language: "en",
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { page, admin, guard } = opened;
      await admin.ready();
      guard.expectFailure("net::ERR_INTERNET_DISCONNECTED", /^\/api\//);
      await page.context().setOffline(true);
      await admin.widget.getByRole("button", { name: "Refresh" }).click();
      await admin.widget.getByRole("alert").waitFor();
    },
  },
  "upstream down": { enter: card(activities.SERVER_ERROR, "Constant Contact cannot be reached", [502, ROWS]) },
  malformed: { enter: card(activities.HTML_PAGE, "Constant Contact sent an unexpected response", [502, ROWS]) },
  "malformed midway": {
    enter: async ({ admin, guard }) => {
      guard.expectStatus(502, ROWS);
      await admin.open(activities.MALFORMED_PAGE_2);
      await admin.widget.getByRole("alert").waitFor();
    },
  },
  broken: {
    language: "en",
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { page, admin, guard } = opened;
      await guard.settled();
      guard.expectMessage(/A bounces report stopped working/);
      await breakReport(admin.search);
      await page.getByRole("alert").filter({ hasText: "The report stopped working" }).waitFor();
    },
  },
  // Last: this proxy then sends no more requests until midnight.
  "quota used": { enter: card(activities.QUOTA_EXCEEDED, "Daily request limit reached", [429, /^\/api\//]) },
};
