// The admin page and the widget in it as a user finds them: by role, name and text. What they should say stands in the tests.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

/** What is there for the eye: the arrow in a header says what `aria-sort` says already. */
const visible = (text) => text.replace(/[▲▼]/g, "").replace(/\s+/g, " ").trim();

/** Rows by activity: the sandbox always gives the same. */
const upstream = new Map();

export class Admin {
  constructor(page, watch) {
    this.page = page;
    this.watch = watch;
    this.widget = page.getByRole("region", { name: "Bounces" });
    this.account = page.getByRole("navigation", { name: "Account" });
    this.table = this.widget.getByRole("table", { name: "Contacts that bounced" });
    this.reasons = this.widget.getByRole("group", { name: "Filter by reason" });
    this.search = this.widget.getByRole("searchbox", { name: "Search email or name" });
    this.next = this.widget.getByRole("button", { name: "Next" });
    this.previous = this.widget.getByRole("button", { name: "Previous" });
    this.pageSize = this.widget.getByRole("combobox", { name: "Rows on a page" });
    this.campaign = page.getByRole("combobox", { name: "Campaign" });
    this.email = page.getByRole("combobox", { name: "Email" });
  }

  /** Opens the page, with an activity in its address or without, once nothing is under way any more in the one before. */
  async open(activity) {
    await this.watch.settled();
    await this.page.goto(activity ? `/?activity=${activity}` : "/");
  }

  /** Opens the report of an activity, and waits until all of its rows, so many, are read. */
  async openReport(activity, rows) {
    await this.open(activity);
    await this.shows(new RegExp(`^1–\\d+ of ${rows}$`));
  }

  /** Waits until the line above the table reads so: "1–50 of 2,140". */
  async shows(line) {
    const exact = typeof line === "string";
    await this.widget.getByText(line, { exact }).waitFor();
  }

  /** Waits until the widget has a heading of this name. */
  async heading(name) {
    await this.widget.getByRole("heading", { name, exact: true }).waitFor();
  }

  /** Leaves the page by a link, once nothing is under way any more in it: the browser would break it off, and say so. */
  async follow(link) {
    await link.waitFor();
    await this.watch.settled();
    await link.click();
  }

  /** Signs in as a user does: by the link of the page, and the button of the other server. */
  async signIn(link = this.account.getByRole("link", { name: "Sign in" })) {
    await this.follow(link);
    await this.page.getByRole("heading", { name: "Sandbox account" }).waitFor();
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.ready();
  }

  /** Waits until the page of somebody who is signed in has all that it asks for. */
  async ready() {
    await this.account.getByRole("button", { name: "Sign out" }).waitFor();
    await eventually(async () => assert.ok(await this.campaign.isEnabled(), "the campaigns are not listed"));
    await this.watch.settled();
  }

  chip(name) {
    return this.reasons.getByRole("button", { name });
  }

  sortButton(name) {
    return this.table.getByRole("columnheader", { name }).getByRole("button");
  }

  /** The headers that say how they are sorted: `{ Bounced: "descending" }`. */
  async sorted() {
    const headers = await this.table.getByRole("columnheader").all();
    const read = async (header) => [visible(await header.innerText()), await header.getAttribute("aria-sort")];
    const said = await Promise.all(headers.map(read));
    return Object.fromEntries(said.filter(([, sort]) => sort !== null));
  }

  /** The rows of the page, each by its columns' names. */
  async rows() {
    const { head, body } = await this.table.evaluate((table) => ({
      head: [...table.tHead.rows[0].cells].map((cell) => cell.textContent), // out of sight on narrow screens
      // Of the address only itself, without what is suggested beneath it.
      body: [...table.tBodies[0].rows].map((row) =>
        [...row.cells].map((cell) => (cell.localName === "th" ? cell.querySelector("bdi") : cell).innerText),
      ),
    }));
    const names = head.map(visible);
    // The column of the checkboxes has no name that can be seen.
    const named = (row) => row.map((text, place) => [names[place], visible(text)]).filter(([name]) => name !== "");
    return body.map((row) => Object.fromEntries(named(row)));
  }

  /** One column of the page. */
  async column(name) {
    return (await this.rows()).map((row) => row[name]);
  }

  /** Asks the proxy as the page does. */
  async ask(path) {
    const response = await this.page.context().request.get(path, { headers: { "X-Bounces-CSRF": "1" } });
    assert.equal(response.status(), 200, path);
    return response.json();
  }

  /** All rows of an activity, as the proxy gives them: what the widget's answer is compared with. */
  async upstreamRows(activity) {
    if (upstream.has(activity)) return upstream.get(activity);
    const path = `/api/v3/reports/email_reports/${activity}/tracking/bounces`;
    const rows = [];
    for (let query = "?limit=500"; query; ) {
      const page = await this.ask(path + query);
      rows.push(...page.tracking_activities);
      const next = page._links?.next?.href;
      query = next?.slice(next.indexOf("?"));
    }
    upstream.set(activity, rows);
    return rows;
  }

  /** Waits until `read` gives `expected`. */
  async until(read, expected) {
    await eventually(async () => assert.deepEqual(await read(), expected));
  }
}
