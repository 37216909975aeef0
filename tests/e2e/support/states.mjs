// Every state that a report can be in, and how to bring it about. The tests look whether each is accessible, and the contact sheet in docs/ shows each.

import * as activities from "./activities.mjs";
import { breakReport, rows as givenRows } from "./host.mjs";

const BOUNCES = /\/tracking\/bounces/;
const NEXT_PAGE = /\/tracking\/bounces.*cursor=/;

/** A report that has no rows to show: its heading says why. */
const card =
  (activity, heading, expected) =>
  async ({ admin, watch }) => {
    if (expected) watch.expectStatus(...expected);
    await admin.open(activity);
    await admin.heading(heading);
  };

const rows =
  (activity, count) =>
  ({ admin }) =>
    admin.openReport(activity, count);

const matching = ({ admin }) => admin.widget.getByText("matching, of 23").waitFor();

/**
 * Each is entered in a page of its own. `signedIn: false` has nobody signed in, `held: true` leaves requests without an answer, and
 * `language: "en"` has no other, since it would have to be loaded.
 */
export const STATES = {
  loading: {
    held: true,
    enter: async ({ page, admin }) => {
      await page.route(BOUNCES, () => {});
      await admin.open(activities.ROWS_23);
      await admin.widget.getByText("Loading the bounces report").waitFor();
      await admin.heading("You're invited: members' evening on 26 November");
      await admin.until(() => admin.email.isEnabled(), true);
    },
  },
  "partly read": {
    held: true,
    enter: async ({ page, admin }) => {
      await page.route(NEXT_PAGE, () => {});
      await admin.open(activities.ROWS_2140);
      await admin.shows("1–50 of 500 read so far");
      await admin.widget.getByText("500 of 2,140 read", { exact: true }).waitFor();
      await admin.until(() => admin.email.isEnabled(), true);
    },
  },
  stopped: {
    enter: async ({ page, admin, watch }) => {
      watch.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
      await page.route(NEXT_PAGE, () => {});
      await admin.open(activities.ROWS_2140);
      await admin.shows("1–50 of 500 read so far");
      await admin.until(() => admin.email.isEnabled(), true);
      await admin.widget.getByRole("button", { name: "Stop" }).click();
      await admin.widget.getByRole("button", { name: "Go on" }).waitFor();
    },
  },
  ready: { enter: rows(activities.ROWS_23, 23) },
  "counts that lag behind": { enter: rows(activities.STATS_LAG, 320) },
  "row open, rows selected": {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { admin } = opened;
      await admin.widget.getByRole("checkbox", { name: "Select all" }).check();
      await admin.table.getByRole("row").nth(1).getByRole("button").last().click();
      await admin.until(() => admin.table.locator("tr.advice").count(), 1);
    },
  },
  filtered: {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      await opened.admin.chip("Non-existent").click();
      await opened.admin.search.fill("an");
      await matching(opened);
    },
  },
  "filtered to none": {
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      await opened.admin.search.fill("nobody has this name");
      await opened.admin.heading("No bounce matches the filters");
    },
  },
  "odd rows": { enter: rows(activities.ODD_ROWS, 35) },
  "without codes": { enter: rows(activities.SAMPLE_WITHOUT_CODES, 2) },
  "given by the host": {
    enter: async ({ page, admin, watch }) => {
      await admin.open();
      await admin.ready();
      await watch.settled();
      await page.locator("bounces-report").evaluate((report, data) => Object.assign(report, { data }), givenRows(23));
      await admin.shows("1–23 of 23");
    },
  },
  draft: { enter: card(activities.DRAFT, "This email has not been sent yet") },
  scheduled: { enter: card(activities.SCHEDULED, "This email is scheduled") },
  "being sent": { enter: rows(activities.EXECUTING, 57) },
  "failed to send": { enter: card(activities.SEND_FAILED, "This email could not be sent") },
  removed: { enter: rows(activities.REMOVED, 12) },
  "nobody bounced": { enter: card(activities.NOBODY_BOUNCED, "Nobody bounced") },
  "no tracking": {
    enter: card(activities.PERMALINK, "This email has no bounces report", [404, /\/tracking\/bounces$/]),
  },
  "signed out": {
    signedIn: false,
    enter: card(activities.SAMPLE_ONE_ROW, "You are signed out", [401, new RegExp(activities.SAMPLE_ONE_ROW)]),
  },
  forbidden: {
    enter: card(activities.ACCESS_DENIED, "This account may not see bounces", [
      403,
      new RegExp(`/reports/.*${activities.ACCESS_DENIED}`),
    ]),
  },
  "not found": { enter: card(activities.NOTHING, "This email was not found", [404, new RegExp(activities.NOTHING)]) },
  "rate-limited": { enter: card(activities.THROTTLED, "Too many requests at once", [429, BOUNCES]) },
  offline: {
    language: "en",
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { page, admin, watch } = opened;
      await admin.ready();
      watch.expectFailure("net::ERR_INTERNET_DISCONNECTED", /^\/api\//);
      await page.context().setOffline(true);
      await admin.widget.getByRole("button", { name: "Refresh" }).click();
      await admin.widget.getByRole("alert").waitFor();
    },
  },
  "upstream down": { enter: card(activities.SERVER_ERROR, "Constant Contact cannot be reached", [502, BOUNCES]) },
  malformed: { enter: card(activities.HTML_PAGE, "The answer could not be read", [502, BOUNCES]) },
  "malformed midway": {
    enter: async ({ admin, watch }) => {
      watch.expectStatus(502, BOUNCES);
      await admin.open(activities.MALFORMED_PAGE_2);
      await admin.widget.getByRole("alert").waitFor();
    },
  },
  broken: {
    language: "en",
    enter: async (opened) => {
      await rows(activities.ROWS_23, 23)(opened);
      const { page, admin, watch } = opened;
      await watch.settled();
      watch.expectWords(/A bounces report stopped working/);
      await breakReport(admin.search);
      await page.getByRole("alert").filter({ hasText: "The report has stopped working" }).waitFor();
    },
  },
  // The last one: this proxy asks nothing more until midnight.
  "quota used": { enter: card(activities.QUOTA_EXCEEDED, "Today’s requests are used up", [429, /^\/api\//]) },
};
