// What hosts can style: every part and property that docs/theming.md lists, and the presets of package/themes.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { PARTS } from "../../package/api/source.mjs";
import { ROWS_2140 } from "./support/activities.mjs";
import { injectAxe, violations } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { hold, NEXT_ROWS } from "./support/hold.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";

const FOLDER = new URL("../../package/themes/", import.meta.url);
const PRESETS = await readdir(FOLDER);
const BODY = "<main><h1>Host</h1><bounces-report></bounces-report></main>";
const STATS = { results: [{ stats: { em_sends: 2400, em_bounces: 120 }, last_refresh_time: "2026-11-19T09:00:00Z" }] };
const ACTIVITY = { subject: "What's new in November", current_status: "DONE", role: "primary_email" };
const DATA = { ...rows(120), activity: ACTIVITY, stats: STATS };

/** Opens a report with something of every kind: a card that is pressed, a filter, a selected row, an open menu. */
async function openFull(page, style) {
  await openHostPage(page, { body: BODY, style, script: withData(DATA) });
  await page.getByText("1–50 of 120", { exact: true }).waitFor();
  await page
    .getByRole("button", { name: /^Remove/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Clear all", exact: true }).waitFor();
  await page.getByRole("checkbox", { name: "person0@example.com" }).check();
  await page.locator("summary", { hasText: "Export" }).first().click();
  await page.getByRole("button", { name: "CSV" }).first().waitFor();
}

/** The values of a CSS property of elements of the report. */
const valuesOf = (page, selector, property) =>
  page.evaluate(
    ([selector, property]) =>
      [...document.querySelector("bounces-report").shadowRoot.querySelectorAll(selector)].map((element) =>
        getComputedStyle(element).getPropertyValue(property),
      ),
    [selector, property],
  );

test("a host can style every documented part", async ({ page }) => {
  // A property that nothing else sets, with another value for each part. Of two parts of an element, the later wins.
  const style = PARTS.map(({ name }, index) => `bounces-report::part(${name}) { orphans: ${index + 10}; }`).join("\n");
  await openFull(page, style);
  const unstyled = async (parts) => {
    const values = await Promise.all(
      parts.map(async ({ name }) => [name, await valuesOf(page, `[part~="${name}"]`, "orphans")]),
    );
    return values
      .filter(([name, found]) => !found.includes(String(PARTS.findIndex((part) => part.name === name) + 10)))
      .map(([name]) => name);
  };
  // Shown while rows are loading, and instead of rows.
  const elsewhere = ["status", "message"];
  assert.deepEqual(await unstyled(PARTS), elsewhere);
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search email or name" }).fill("nobody has this name");
  await page.getByRole("heading", { name: "No bounce matches the filters" }).waitFor();
  assert.deepEqual(await unstyled([{ name: "message" }]), []);
  await hold(page, NEXT_ROWS);
  await openHostPage(page, { body: `<bounces-report campaign-activity-id="${ROWS_2140}"></bounces-report>`, style });
  await page.getByText("Loaded 500 of 2,140", { exact: true }).waitFor();
  assert.deepEqual(await unstyled([{ name: "status" }]), []);
});

test("height of controls, weight of headings and focus ring follow their properties", async ({ page }) => {
  const style = `bounces-report { --bounces-control-height: 41px; --bounces-heading-weight: 300; --bounces-focus-ring: rgb(1, 2, 3); }`;
  await openFull(page, style);
  assert.deepEqual(new Set(await valuesOf(page, "[part~=search], [part~=select]", "min-height")), new Set(["41px"]));
  assert.deepEqual(new Set(await valuesOf(page, "h2, h3", "font-weight")), new Set(["300"]));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.deepEqual(await valuesOf(page, ":focus-visible", "outline-color"), ["rgb(1, 2, 3)"]);
});

/** The contrast of two colors, by WCAG, of what is painted where an element has its own background. */
const contrastsOf = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("bounces-report").shadowRoot;
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const luminance = (color) => {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (first, second) => {
      const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const surface = getComputedStyle(root.querySelector(".bounces")).backgroundColor;
    const field = getComputedStyle(root.querySelector("[part~=search]"));
    const checkbox = getComputedStyle(root.querySelector("tbody input:not(:checked)"), "::before");
    const graphics = root.querySelectorAll(".lines button:not(.zero) rect, [part=card][aria-pressed=false] > i");
    return [
      ["field", contrast(field.borderTopColor, surface)],
      ["checkbox", contrast(checkbox.borderTopColor, surface)],
      ...[...graphics]
        .filter((element) => element.getBoundingClientRect().width > 0)
        .map((element) => {
          const { fill, backgroundColor } = getComputedStyle(element);
          const color = element.localName === "rect" ? fill : backgroundColor;
          return [element.closest("button").className, contrast(color, surface)];
        }),
    ];
  });

for (const preset of PRESETS) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${preset} keeps the contrast of texts and controls where the user prefers ${colorScheme}`, {
      colorScheme,
    }, async ({ page }) => {
      await injectAxe(page);
      await openFull(page, `html { color-scheme: light dark; } ${await readFile(new URL(preset, FOLDER), "utf8")}`);
      // The open menu covers other controls.
      const isOfColors = (violation) => violation.startsWith("color-contrast");
      assert.deepEqual((await violations(page)).filter(isOfColors), []);
      await page.keyboard.press("Escape");
      assert.deepEqual(await violations(page), []);
      const weak = (await contrastsOf(page)).filter(([, contrast]) => contrast < 3);
      assert.deepEqual(weak, []);
    });
  }
}
