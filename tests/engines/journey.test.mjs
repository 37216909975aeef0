// The main journey of a user in each engine, through the real page and proxy. What it needs of the engine is in docs/embedding.md.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { after, test } from "node:test";
import { ROWS_2140 } from "../e2e/support/activities.mjs";
import { startProduct } from "../e2e/support/product.mjs";
import { ENGINES, openBrowser } from "./engines.mjs";
import { eventually } from "./eventually.mjs";
import { Page } from "./page.mjs";
import { buildSite } from "./site.mjs";
import { KEYS } from "./webdriver.mjs";

const TIMEOUT = 300_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = 390;
const ALL = /^1–50 of 2,140$/;
const DARK = { surface: "rgb(20, 23, 28)", text: "rgb(232, 235, 240)" };

const site = await buildSite(env.BOUNCES_DIST);
const product = await startProduct({ BOUNCES_STATIC_DIR: site.folder });
after(async () => {
  await product.stop();
  await site.remove();
});

/** Requests an activity's first page of rows from the proxy, with the page's session. */
async function readUpstream(activity) {
  const path = `/api/v3/reports/email_reports/${activity}/tracking/bounces?limit=500`;
  const response = await fetch(path, { headers: { "X-Bounces-CSRF": "1" } });
  return (await response.json()).tracking_activities.slice(0, 50).map((row) => row.email_address);
}

/** What the page and its reports show. Runs in the page. */
function readTexts() {
  const reports = [...document.querySelectorAll("bounces-report")];
  const sections = reports.map(({ shadowRoot }) => /** @type {HTMLElement} */ (shadowRoot?.lastElementChild));
  return [document.body, ...sections].map((element) => element?.innerText).join("\n");
}

const addressesOf = async (page) => (await page.rows()).map(({ address }) => address);

/** The text that the clipboard holds, which is pasted into a field. */
async function paste(page, field) {
  await page.session.click(field);
  await page.session.press(KEYS.control, "v");
  return eventually(async () => {
    const text = await page.session.run((element) => element.value, field);
    assert.notEqual(text, "", "nothing was pasted");
    return text;
  });
}

/** Waits for a complete file that is not in `before`. */
const downloaded = (folder, before) =>
  eventually(async () => {
    const name = (await readdir(folder)).find((name) => /\.csv$/.test(name) && !before.includes(name));
    assert.ok(name, `there is no CSV file in ${await readdir(folder)}`);
    const text = await readFile(join(folder, name), "utf8");
    assert.ok(text.endsWith("\r\n"), "the file is not complete");
    return { name, text };
  });

/** The steps, in order, in one window. Each names what a user does. */
const STEPS = {
  "signs in": async ({ page, session }) => {
    await session.goto(product.origin);
    await page.press(/^Sign in with Constant Contact$/);
    await page.press(/^Sign in$/, "button");
    await page.find("button", /^Sign out$/);
  },
  "sees the rows": async ({ page, session }) => {
    await session.goto(`${product.origin}/?activity=${ROWS_2140}`);
    await page.shows(ALL);
    assert.deepEqual(await addressesOf(page), await session.run(readUpstream, ROWS_2140));
    await page.find("button", /^Remove/);
  },
  "filters by reason": async ({ page }) => {
    await page.press(/^Z Blocked/, "button");
    await page.shows(/^1–50 of (?!2,140)/);
    const reasons = (await page.rows()).map(({ reason }) => reason);
    assert.deepEqual([...new Set(reasons)], ["Blocked"]);
    await page.press(/^Clear all$/);
    await page.shows(ALL);
  },
  searches: async ({ page, session }) => {
    await session.type(await page.find("input", /^Search email or name$/), "gmail");
    await page.shows(/^1–50 of (?!2,140)/);
    const addresses = await addressesOf(page);
    assert.ok(addresses.length > 0 && addresses.every((address) => address.includes("gmail")), addresses.join());
    await page.press(/^Clear all$/);
    await page.shows(ALL);
  },
  sorts: async ({ page }) => {
    await page.press(/^Contact/, "th button");
    await page.find('th[aria-sort="ascending"]', /^Contact/);
    const addresses = await addressesOf(page);
    assert.equal(addresses.length, 50);
    assert.deepEqual(addresses, addresses.toSorted(new Intl.Collator("en").compare));
  },
  "selects and copies": async ({ page, session }) => {
    const [first, second] = await addressesOf(page);
    for (const address of [first, second]) await page.press(new RegExp(address), 'tbody input[type="checkbox"]');
    await page.press(/^Copy address/);
    await page.find(".export-result", /^Copied 2 addresses/);
    const field = await session.run(() => {
      const element = document.createElement("textarea");
      document.body.prepend(element);
      return element;
    });
    assert.equal((await paste(page, field)).trim(), `${first}\n${second}`);
    await session.run((element) => element.remove(), field);
  },
  "exports a CSV file": async ({ page, downloads }) => {
    const before = await readdir(downloads);
    await page.press(/^Export$/, "summary");
    await page.press(/^CSV/, "button");
    const { name, text } = await downloaded(downloads, before);
    assert.match(name, /^Bounces .*\.csv$/);
    const [header, ...records] = text.replace("\u{feff}", "").trimEnd().split("\r\n");
    assert.match(header, /^Email,/);
    assert.equal(records.length, 2140);
    const exported = records.map((record) => record.split(",")[0]);
    assert.deepEqual(exported.slice(0, 50), await addressesOf(page));
  },
  "reads it on a phone": async ({ page, session }) => {
    // Desktop browsers have a smallest window; the report follows the width of its place.
    await session.run((width) => Object.assign(document.body.style, { width: `${width}px` }), PHONE);
    await page.find("select", /^Sort by$/);
    assert.deepEqual(await page.overflow(), []);
    await session.run(() => document.body.removeAttribute("style"));
    await page.find("th button", /^Contact/);
  },
  "reads it in the dark": async ({ page, session }) => {
    const colors = await session.run(() => {
      const report = document.querySelector("bounces-report");
      report.setAttribute("theme", "dark");
      const { backgroundColor, color } = getComputedStyle(report.shadowRoot.querySelector(".bounces"));
      return { surface: backgroundColor, text: color };
    });
    assert.deepEqual(colors, DARK);
    assert.deepEqual(await page.problems(), []);
  },
  "uses it in a dialog": async ({ page, session }) => {
    await session.goto(`${product.origin}/dialog.html`);
    await page.press(/^Show bounces$/);
    await page.shows(ALL);
    const width = await session.run(() => document.querySelector("bounces-report").getBoundingClientRect().width);
    assert.ok(width > 600, `the report is ${width} px wide`);
    const [first] = await addressesOf(page);
    await page.press(new RegExp(first), 'tbody input[type="checkbox"]');
    await page.press(/^Copy address/);
    await page.find(".export-result", /^Copied 1 address/);
    assert.equal((await paste(page, await page.find("textarea", /^Paste here$/))).trim(), first);

    await page.press(/^Export$/, "summary");
    await page.find("button", /^CSV/);
    await session.press(KEYS.escape);
    await page.gone("button", /^CSV/);
    await page.shows(ALL);
    await session.press(KEYS.escape);
    await page.gone(".row-range", ALL);
    assert.deepEqual(await page.problems(), []);
  },
  "reads it in any container": async ({ page, session }) => {
    await session.goto(`${product.origin}/containers.html`);
    await eventually(async () => {
      const sizes = await session.run(() =>
        [...document.querySelectorAll("bounces-report")].map((report) => {
          const { width, height } = report.getBoundingClientRect();
          return { width, height, window: innerWidth, rows: report.shadowRoot.querySelectorAll("tbody tr").length };
        }),
      );
      const isReadable = ({ width, height, window, rows }) =>
        width >= 600 && width <= window && height < 1200 && rows === 1;
      assert.ok(sizes.length === 6 && sizes.every(isReadable), JSON.stringify(sizes));
    });
    assert.deepEqual(await page.problems(), []);
  },
};

for (const [name, engine] of Object.entries(ENGINES)) {
  test(name, { timeout: TIMEOUT }, async (t) => {
    const browser = await openBrowser(engine);
    t.diagnostic(`${name} ${browser.version}`);
    const { session, downloads } = browser;
    const page = new Page(session);
    try {
      await session.resize(WIDE);
      for (const [step, run] of Object.entries(STEPS)) {
        await t.test(step, async () => {
          try {
            await run({ page, session, downloads });
          } catch (error) {
            t.diagnostic(String(await page.problems()));
            t.diagnostic(await session.run(readTexts));
            throw error;
          }
        });
      }
    } finally {
      await browser.close();
    }
  });
}
