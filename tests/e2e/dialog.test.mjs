// A report in a modal dialog of the host.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

const BODY = '<dialog><h2>Bounces</h2><bounces-report lang="en-GB"></bounces-report></dialog>';
const SHOW = 'addEventListener("DOMContentLoaded", () => document.querySelector("dialog").showModal());';

async function openDialog(page, script = "") {
  await openHostPage(page, { body: BODY, script: script + withData(rows(3)) + SHOW });
  await page.getByText("1–3 of 3", { exact: true }).waitFor();
}

test("addresses are copied in a modal dialog even if the clipboard API is refused", async ({ page }) => {
  const refuse = `
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
    globalThis.copied = [];
    addEventListener("copy", (event) => copied.push(event.composedPath()[0].value), { capture: true });`;
  await openDialog(page, refuse);
  await page.getByRole("checkbox", { name: "Select all 3" }).check();
  const copy = page.getByRole("button", { name: "Copy addresses" });
  await copy.click();
  await page.getByText("Copied 3 addresses").first().waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.copied), [
    "person0@example.com\nperson1@example.com\nperson2@example.com\n",
  ]);
  assert.equal(await copy.evaluate((button) => button.getRootNode().activeElement === button), true);
});

test("Escape in a menu closes the menu, and the next Escape closes the dialog", async ({ page }) => {
  await openDialog(page);
  const dialog = page.locator("body > dialog");
  await page.locator("summary", { hasText: "Export" }).click();
  await page.getByRole("button", { name: "CSV" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "CSV" }).waitFor({ state: "hidden" });
  assert.equal(await dialog.evaluate(({ open }) => open), true);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});
