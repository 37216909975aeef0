// The color scheme of a report is that of the page around it, unless the host sets `theme`.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(20, 23, 28)";
const REPORT = "<bounces-report></bounces-report>";

/** @type {[name: string, system: "light" | "dark", page: { style?: string, head?: string, body?: string }, expected: string][]} */
const PAGES = [
  ["a page that is light", "dark", { style: "html { color-scheme: light; }" }, LIGHT],
  ["a page that names no scheme, which browsers show as light", "dark", {}, LIGHT],
  ["a page that is dark", "light", { style: "html { color-scheme: dark; }" }, DARK],
  ["a page for both", "dark", { style: "html { color-scheme: light dark; }" }, DARK],
  ["a page for both", "light", { style: "html { color-scheme: light dark; }" }, LIGHT],
  ["a page for both by its meta element", "dark", { head: '<meta name="color-scheme" content="light dark">' }, DARK],
  [
    "a dark part of a light page",
    "light",
    { style: "main { color-scheme: dark; }", body: `<main>${REPORT}</main>` },
    DARK,
  ],
  [
    'theme="light" in a dark page',
    "dark",
    { style: "html { color-scheme: dark; }", body: '<bounces-report theme="light"></bounces-report>' },
    LIGHT,
  ],
  [
    'theme="dark" in a light page',
    "light",
    { style: "html { color-scheme: light; }", body: '<bounces-report theme="dark"></bounces-report>' },
    DARK,
  ],
];

for (const [name, colorScheme, { style = "", head = "", body = REPORT }, expected] of PAGES) {
  test(`${name}, on a ${colorScheme} system`, { signedIn: false }, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openHostPage(page, { style, body: `${head}${body}`, script: withData(rows(3)) });
    await page.getByText("1–3 of 3", { exact: true }).waitFor();
    const background = await page
      .getByRole("region", { name: "Bounces" })
      .evaluate((region) => getComputedStyle(region.closest("section")).backgroundColor);
    assert.equal(background, expected);
  });
}
