// A crashed report shows an error card, and other reports keep working. The crashes here are browser functions that throw, which unwind the widget's frames as
// a panic does; `src/platform/panic_boundary/tests.rs` tests real panics.

import assert from "node:assert/strict";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { breakReport, openHostPage, rows, withData } from "./support/host.mjs";

const TWO = '<bounces-report id="one"></bounces-report><bounces-report id="two"></bounces-report>';
const LISTEN = `
  globalThis.errors = [];
  addEventListener("error", () => errors.push("an error of the page"));
  document.addEventListener("bounces-error", ({ detail, target }) => errors.push([target.id, detail.code]));
  globalThis.fail = () => { throw new Error("on purpose"); };`;

const one = (page) => page.locator("#one");
const two = (page) => page.locator("#two");
const shows = (report, line) => report.getByText(line, { exact: true }).waitFor();
const card = (report) => report.getByRole("alert").filter({ hasText: "The report stopped working" });

async function open(page, guard, body = TWO) {
  guard.expectMessage(/A bounces report stopped working/);
  await openHostPage(page, { script: LISTEN + withData(rows(120)), body });
}

/** Crashes the first report in its search listener. */
const crashInListener = (page) => breakReport(one(page).getByRole("searchbox").first());

/** Asserts that the first report has crashed, that its host got one error event, and that the second report works. */
async function assertContained(page) {
  await card(one(page)).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.errors), [["one", "internal_error"]]);
  assert.equal(await one(page).getByRole("table").count(), 0);
  await two(page).getByRole("button", { name: "Next" }).click();
  await shows(two(page), "51–100 of 120");
  await two(page).getByRole("searchbox").first().fill("person11");
  await shows(two(page), "1–11 of 11");
}

test("a crash in a listener is contained", async ({ page, guard }) => {
  await open(page, guard);
  await shows(one(page), "1–50 of 120");
  await crashInListener(page);
  await assertContained(page);
});

test("a crash in an effect is contained", async ({ page, guard }) => {
  await open(page, guard);
  await shows(one(page), "1–50 of 120");
  await page.evaluate(() => {
    for (const cell of document.getElementById("one").shadowRoot.querySelectorAll("p, span, td, th, bdi, button")) {
      for (const node of cell.childNodes) Object.defineProperty(node, "nodeValue", { set: globalThis.fail });
      Object.defineProperty(cell, "textContent", { set: globalThis.fail });
    }
  });
  await one(page).getByRole("button", { name: "Next" }).click();
  await assertContained(page);
});

test("a crash during mounting is contained", async ({ page, guard }) => {
  await open(page, guard, '<bounces-report id="two"></bounces-report>');
  // Until the WebAssembly is there, only a skeleton would be mounted.
  await page.locator("#two").evaluate((report) => report.updateComplete);
  await page.evaluate(() => {
    const report = Object.assign(document.createElement("bounces-report"), { id: "one" });
    // The element itself reads attributes before it mounts; this one is read only by the WebAssembly.
    report.getAttribute = (name) =>
      name === "time-zone" ? globalThis.fail() : Element.prototype.getAttribute.call(report, name);
    document.body.prepend(report);
    globalThis.setData(report);
  });
  await assertContained(page);
});

test("the user, the host, another email and reinsertion restart a crashed report", async ({ page, guard }) => {
  await open(page, guard);
  const restarts = [
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
  for (const restart of restarts) {
    await shows(one(page), "1–50 of 120");
    await crashInListener(page);
    await card(one(page)).waitFor();
    await restart();
    await card(one(page)).waitFor({ state: "detached" });
  }
  await shows(one(page), "1–50 of 120");
  await one(page).getByRole("button", { name: "Next" }).click();
  await shows(one(page), "51–100 of 120");
});

test("the error card uses the report's language, and a new element works", async ({ page, guard }) => {
  await open(page, guard, '<bounces-report id="one" lang="de"></bounces-report>');
  await shows(one(page), "1–50 von 120");
  await crashInListener(page);
  await one(page).getByRole("alert").getByRole("heading", { name: "Der Bericht funktioniert nicht mehr" }).waitFor();
  await page.evaluate(() => {
    const report = Object.assign(document.createElement("bounces-report"), { id: "two" });
    document.body.append(report);
    globalThis.setData(report);
  });
  await shows(two(page), "1–50 of 120");
  await one(page).evaluate((report) => report.remove());
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 0));
});
