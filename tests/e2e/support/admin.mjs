// Page object of the admin page and its widget. Elements are found by role, name and text; the tests hold the assertions.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

/** The text without repeated white space. */
const visible = (text) => text.replace(/\s+/g, " ").trim();

/** The name of a column. While earlier emails are read, one says how many. */
const headerName = (text) => visible(text).replace(/ \(\d of \d\)$/, "");

/** Rows by activity: the sandbox's data never changes. */
const upstream = new Map();

export class Admin {
  constructor(page, guard) {
    this.page = page;
    this.guard = guard;
    this.widget = page.getByRole("region", { name: "Bounces" });
    this.account = page.getByRole("navigation", { name: "Account" });
    this.table = this.widget.getByRole("table", { name: "Contacts that bounced" });
    this.reasons = this.widget.getByRole("group", { name: "Filter by reason" });
    this.search = this.widget.getByRole("searchbox", { name: "Search email or name" });
    this.next = this.widget.getByRole("button", { name: "Next", exact: true });
    this.previous = this.widget.getByRole("button", { name: "Previous" });
    this.pageSize = this.widget.getByRole("combobox", { name: "Rows per page" });
    this.campaign = page.getByRole("combobox", { name: "Campaign" });
    this.email = page.getByRole("combobox", { name: "Email" });
  }

  /** Opens the page, optionally with an activity, once the previous page has no pending requests. */
  async open(activity) {
    await this.guard.settled();
    await this.page.goto(activity ? `/?activity=${activity}` : "/");
  }

  /** Opens an activity's report and waits until all `rows` rows are loaded. */
  async openReport(activity, rows) {
    await this.open(activity);
    await this.shows(new RegExp(`^1–\\d+ of ${rows}$`));
  }

  /** Waits for the line above the table, such as "1–50 of 2,140". */
  async shows(line) {
    const exact = typeof line === "string";
    await this.widget.getByText(line, { exact }).waitFor();
  }

  /** Waits until rows are filtered. */
  async filtered() {
    await this.widget.getByRole("button", { name: "Clear all", exact: true }).waitFor();
  }

  /** Waits for a heading of the widget. */
  async heading(name) {
    await this.widget.getByRole("heading", { name, exact: true }).waitFor();
  }

  /** Follows a link once the page has no pending requests: the browser would abort them and log errors. */
  async follow(link) {
    await link.waitFor();
    await this.guard.settled();
    await link.click();
  }

  /** Signs in by the page's link and the authorization server's button, to one of its accounts. */
  async signIn(link = this.account.getByRole("link", { name: "Sign in" }), account) {
    await this.follow(link);
    await this.page.getByRole("heading", { name: "Sandbox account" }).waitFor();
    if (account) await this.page.getByRole("combobox", { name: "Account" }).selectOption(account);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.ready();
  }

  /** Waits until the page of a signed-in user has loaded everything. */
  async ready() {
    await this.account.getByRole("button", { name: "Sign out" }).waitFor();
    await eventually(async () => assert.ok(await this.campaign.isEnabled(), "the campaigns are not listed"));
    await this.guard.settled();
  }

  /** Opens the list of reasons, which narrow reports fold. */
  async unfoldReasons() {
    if (!(await this.reasons.isVisible())) await this.widget.locator("summary", { hasText: "Bounce reasons" }).click();
    await this.reasons.waitFor();
  }

  chip(name) {
    return this.reasons.getByRole("button", { name });
  }

  /** The button of a menu. */
  menuButton(name) {
    return this.widget.locator(`summary[aria-label^="${name}"], summary:text-is("${name}")`);
  }

  sortButton(name) {
    return this.table.getByRole("columnheader", { name }).getByRole("button");
  }

  /** The sorted headers, such as `{ Bounced: "descending" }`. */
  async sorted() {
    const headers = await this.table.getByRole("columnheader").all();
    const read = async (header) => [headerName(await header.innerText()), await header.getAttribute("aria-sort")];
    const states = await Promise.all(headers.map(read));
    return Object.fromEntries(states.filter(([, sort]) => sort !== null));
  }

  /** The rows of the current page, each by column name. */
  async rows() {
    const { head, body } = await this.table.evaluate((table) => {
      const rows = [...table.tBodies[0].rows];
      // Rows beyond the 25th have no `innerText` unless they are near the window.
      for (const row of rows) row.style.contentVisibility = "visible";
      const read = (row) => ({
        cells: [...row.cells].map((cell) => (cell.checkVisibility() ? cell.innerText : null)),
        contact: Object.fromEntries(
          [
            ["Email", ".address"],
            ["Name", ".name"],
            ["Notes", ".note"],
          ].map(([name, part]) => [
            name,
            [...row.querySelectorAll(part)].map((element) => element.textContent).join("; "),
          ]),
        ),
      });
      const body = rows.map(read);
      for (const row of rows) row.removeAttribute("style");
      // The header is hidden on narrow screens.
      return { head: [...table.tHead.rows[0].cells].map((cell) => cell.textContent), body };
    });
    const names = head.map(headerName);
    // The checkbox column has no visible name, and the contact's parts have names of their own.
    const isColumn = ([name, text]) => !["", "Contact", "Details"].includes(name) && text !== null;
    const named = (cells) => cells.map((text, index) => [names[index], text && visible(text)]).filter(isColumn);
    const ofContact = (contact) => Object.entries(contact).map(([name, text]) => [name, visible(text)]);
    return body.map(({ cells, contact }) => Object.fromEntries([...named(cells), ...ofContact(contact)]));
  }

  /** One column of the current page. */
  async column(name) {
    return (await this.rows()).map((row) => row[name]);
  }

  /** Requests JSON from the proxy with the page's session. */
  async fetchJson(path) {
    const response = await this.page.context().request.get(path, { headers: { "X-Bounces-CSRF": "1" } });
    assert.equal(response.status(), 200, path);
    return response.json();
  }

  /** All rows of an activity as the proxy returns them, to compare the widget with. */
  async upstreamRows(activity) {
    if (upstream.has(activity)) return upstream.get(activity);
    const path = `/api/v3/reports/email_reports/${activity}/tracking/bounces`;
    const rows = [];
    for (let query = "?limit=500"; query; ) {
      const page = await this.fetchJson(path + query);
      rows.push(...page.tracking_activities);
      const next = page._links?.next?.href;
      query = next?.slice(next.indexOf("?"));
    }
    upstream.set(activity, rows);
    return rows;
  }

  /** Waits until `read` returns `expected`. */
  async until(read, expected) {
    await eventually(async () => assert.deepEqual(await read(), expected));
  }
}
