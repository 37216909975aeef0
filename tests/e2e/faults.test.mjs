// A report that breaks: a card stands in its place, and nobody else has trouble. What breaks it here are functions of the browser that throw where none
// ever should, which leave the widget's frames as a panic does; `src/platform/panic_boundary/tests.rs` has real ones.

import assert from "node:assert/strict";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { breakReport, giving, openHost, rows } from "./support/host.mjs";

const TWO = '<bounces-report id="one"></bounces-report><bounces-report id="two"></bounces-report>';
const HEAR = `
  globalThis.heard = [];
  addEventListener("error", () => heard.push("an error of the page"));
  document.addEventListener("bounces-error", ({ detail, target }) => heard.push([target.id, detail.code]));
  globalThis.fail = () => { throw new Error("on purpose"); };`;

const one = (page) => page.locator("#one");
const two = (page) => page.locator("#two");
const shows = (report, line) => report.getByText(line, { exact: true }).waitFor();
const card = (report) => report.getByRole("alert").filter({ hasText: "The report has stopped working" });

async function open(page, watch, body = TWO) {
  watch.expectWords(/A bounces report stopped working/);
  await openHost(page, { script: HEAR + giving(rows(120)), body });
}

/** What the first report does when somebody types breaks. */
const breakListener = (page) => breakReport(one(page).getByRole("searchbox").first());

/** The first report is broken, its host has heard of it once, and the second one works. */
async function isContained(page) {
  await card(one(page)).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.heard), [["one", "unavailable"]]);
  assert.equal(await one(page).getByRole("table").count(), 0);
  await two(page).getByRole("button", { name: "Next" }).click();
  await shows(two(page), "51–100 of 120");
  await two(page).getByRole("searchbox").first().fill("person11");
  await shows(two(page), "1–11 of 11 matching, of 120");
}

test("in a listener", async ({ page, watch }) => {
  await open(page, watch);
  await shows(one(page), "1–50 of 120");
  await breakListener(page);
  await isContained(page);
});

test("in what follows from a change", async ({ page, watch }) => {
  await open(page, watch);
  await shows(one(page), "1–50 of 120");
  await page.evaluate(() => {
    for (const cell of document.getElementById("one").shadowRoot.querySelectorAll("p, span, td, th, bdi, button")) {
      for (const node of cell.childNodes) Object.defineProperty(node, "nodeValue", { set: globalThis.fail });
      Object.defineProperty(cell, "textContent", { set: globalThis.fail });
    }
  });
  await one(page).getByRole("button", { name: "Next" }).click();
  await isContained(page);
});

test("while it is mounted", async ({ page, watch }) => {
  await open(page, watch, '<bounces-report id="two"></bounces-report>');
  await page.evaluate(() => {
    const report = Object.assign(document.createElement("bounces-report"), { id: "one" });
    report.getAttribute = globalThis.fail;
    document.body.prepend(report);
    globalThis.give(report);
  });
  await isContained(page);
});

test("the user, the host, and another email begin anew", async ({ page, watch }) => {
  await open(page, watch);
  const again = [
    () => card(one(page)).getByRole("button", { name: "Try again" }).click(),
    () => one(page).evaluate((report) => report.reload()),
    () =>
      one(page).evaluate((report) =>
        report.setAttribute("campaign-activity-id", "98edac88-f4bc-408c-9e64-acd890384231"),
      ),
    () =>
      one(page).evaluate((report) => {
        report.remove();
        document.body.prepend(report);
      }),
  ];
  for (const begin of again) {
    await shows(one(page), "1–50 of 120");
    await breakListener(page);
    await card(one(page)).waitFor();
    await begin();
    await card(one(page)).waitFor({ state: "detached" });
  }
  await shows(one(page), "1–50 of 120");
  await one(page).getByRole("button", { name: "Next" }).click();
  await shows(one(page), "51–100 of 120");
});

test("its words are those of the report, and a new element works", async ({ page, watch }) => {
  await open(page, watch, '<bounces-report id="one" lang="de"></bounces-report>');
  await shows(one(page), "1–50 von 120");
  await breakListener(page);
  await one(page).getByRole("alert").getByRole("heading", { name: "Der Bericht funktioniert nicht mehr" }).waitFor();
  await page.evaluate(() => {
    const report = Object.assign(document.createElement("bounces-report"), { id: "two" });
    document.body.append(report);
    globalThis.give(report);
  });
  await shows(two(page), "1–50 of 120");
  await one(page).evaluate((report) => report.remove());
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 0));
});
