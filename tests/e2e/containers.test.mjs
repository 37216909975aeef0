// A report in containers that take their width from their content.

import assert from "node:assert/strict";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

const REPORT = "<bounces-report></bounces-report>";
const STYLE = `
  .flex { display: flex; }
  .float { float: left; }
  .center { display: flex; flex-direction: column; align-items: center; }
  .inline-block { display: inline-block; }
  .table { display: table; }
  .nowrap { white-space: nowrap; }`;
const CONTAINERS = {
  "a dialog": `<dialog>${REPORT}</dialog>`,
  "a popover": `<div popover>${REPORT}</div>`,
  "a flex item": `<div class="flex"><div>${REPORT}</div></div>`,
  "a float": `<div class="float">${REPORT}</div>`,
  "a centered item": `<div class="center">${REPORT}</div>`,
  "a table cell": `<table><tr><td>${REPORT}</td></tr></table>`,
  "a cell without line breaks": `<table><tr><td class="nowrap">${REPORT}</td></tr></table>`,
  // What the host makes of the element itself.
  ...Object.fromEntries(
    ["inline-block", "flex", "center", "table"].map((name) => [
      `an element with display: ${name}`,
      `<bounces-report class="${name}"></bounces-report>`,
    ]),
  ),
};
const SHOW = `addEventListener("DOMContentLoaded", () => {
  document.querySelector("dialog")?.show();
  document.querySelector("[popover]")?.showPopover();
});`;

test("a report shrinks beside other content", async ({ page }) => {
  const style = ".page { display: flex; } nav { flex: none; width: 400px; } main { flex: 1; }";
  const body = `<div class="page"><nav>Menu</nav><main>${REPORT}</main></div>`;
  await page.setViewportSize({ width: 800, height: 600 });
  await openHostPage(page, { body, style, script: withData(rows(3)) });
  await page.getByText("1–3 of 3", { exact: true }).waitFor();
  const { width } = await page.locator("bounces-report").boundingBox();
  assert.ok(width < 400, `${width} px`);
});

for (const [name, body] of Object.entries(CONTAINERS)) {
  test(`a report in ${name} has a readable width, and none wider than the window`, async ({ page }) => {
    await openHostPage(page, { body, style: STYLE, script: withData(rows(3)) + SHOW });
    await page.getByText("1–3 of 3", { exact: true }).waitFor();
    await eventually(async () => {
      const { width } = await page.getByRole("region", { name: "Bounces" }).boundingBox();
      assert.ok(width >= 600, `${width} px`);
      const { wide, view } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        view: document.documentElement.clientWidth,
      }));
      assert.ok(wide <= view, `the page is ${wide} px wide in a window of ${view} px`);
    });
  });
}
