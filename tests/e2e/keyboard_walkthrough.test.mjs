// The whole widget without a mouse: every control is reached, is seen to have the focus, does what it says, and leaves the focus where the user expects it.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** Runs in the page: what Tab should reach in the widget, in the order of the document. */
function controls() {
  const root = document.querySelector("bounces-report").shadowRoot;
  const all = [...root.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
  return all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled);
}

/** Runs in the page: where the focus is among them, and how it looks. */
function focus(listed) {
  const root = document.querySelector("bounces-report").shadowRoot;
  const element = root.activeElement;
  if (!element) return { place: -1 };
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const there = root.elementFromPoint(x, y);
  return {
    place: new Function(`return (${listed})()`)().indexOf(element),
    name: `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`,
    ring: outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor),
    // Nothing lies over it: the header of the table stays in sight.
    seen: there !== null && (element.contains(there) || there.contains(element)),
  };
}

/** From the page into the widget: to its first control. */
async function enterWidget(page) {
  await page.locator("bounces-report").evaluate((report) => {
    const before = document.createElement("button");
    before.id = "before";
    report.before(before);
    before.focus();
  });
  await page.keyboard.press("Tab");
}

const at = (page) => page.evaluate(`(${focus})(${JSON.stringify(String(controls))})`);
const count = (page) => page.evaluate(`(${controls})().length`);

/** Presses a key until the focus leaves the widget; what had it. */
async function walk(page, key) {
  const steps = [];
  for (let step = await at(page); step.place >= 0 || step.name; step = await at(page)) {
    steps.push(step);
    assert.ok(steps.length < 400, "the focus never leaves the widget");
    await page.keyboard.press(key);
  }
  return steps;
}

const hasFocus = (locator) => locator.evaluate((element) => element.getRootNode().activeElement === element);

/** Whatever has the focus in the widget, by its name; the page itself would be a loss. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.querySelector("bounces-report").shadowRoot.activeElement;
    return element && (element.getAttribute("aria-label") ?? element.textContent.trim());
  });

async function press(locator, key) {
  await locator.focus();
  await locator.press(key);
}

for (const [size, viewport] of [
  ["wide", { width: 1280, height: 900 }],
  ["narrow", { width: 390, height: 844 }],
]) {
  test(`Tab goes through every control in the order of the page, and each is seen to have the focus, ${size}`, {
    viewport,
  }, async ({ page, admin, watch }) => {
    await admin.openReport(activities.ROWS_23, 23);
    // With everything there that can be there: tags, a selection, an open row, an offer to copy.
    await admin.chip("Non-existent").click();
    await admin.widget.getByRole("checkbox", { name: "Select all" }).check();
    await watch.settled();
    await enterWidget(page);
    const forth = await walk(page, "Tab");
    assert.deepEqual(
      forth.map(({ place }) => place),
      Array.from({ length: await count(page) }, (_, place) => place),
    );
    assert.ok(forth.length > 40, `only ${forth.length} controls`);
    const ofWhom = (fault) => forth.filter((step) => !step[fault]).map(({ name }) => name);
    assert.deepEqual(ofWhom("ring"), [], "no ring around them");
    assert.deepEqual(ofWhom("seen"), [], "something lies over them");

    await page.keyboard.press("Shift+Tab");
    const back = await walk(page, "Shift+Tab");
    assert.deepEqual(
      back.map(({ place }) => place),
      forth.map(({ place }) => place).reverse(),
    );
    assert.deepEqual(
      back.filter(({ seen }) => !seen).map(({ name }) => name),
      [],
    );
  });
}

test("a chip, a domain and a tag are pressed by keyboard, and the focus goes on from what goes away", async ({
  admin,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  await press(admin.chip("Non-existent"), "Space");
  await admin.widget.getByText("matching, of 23").waitFor();
  assert.ok(await hasFocus(admin.chip("Non-existent")));
  const tags = admin.widget.getByRole("button", { name: /^Remove filter/ });
  assert.equal(await tags.count(), 1);
  await press(tags, "Enter");
  await admin.shows("1–23 of 23");
  assert.ok(await hasFocus(admin.search), "the last tag leaves the focus to the search");

  const domain = admin.widget
    .getByRole("group", { name: /domain/i })
    .getByRole("button")
    .first();
  await press(domain, "Enter");
  await admin.widget.getByText("matching, of 23").waitFor();
  assert.ok(await hasFocus(domain));
  assert.equal(await domain.getAttribute("aria-pressed"), "true");
  await press(domain, "Enter");
  await admin.shows("1–23 of 23");
});

test("Shift and Enter in a second header sort by it, too", async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  await press(admin.sortButton("Reason"), "Enter");
  await admin.until(() => admin.sorted(), { Reason: "ascending" });
  const before = await admin.column("Email");
  await press(admin.sortButton("Email"), "Shift+Enter");
  // One header alone says that it is sorted by: the first key.
  await admin.until(() => admin.sorted(), { "Reason 1": "ascending" });
  await admin.until(async () => (await admin.column("Email")).join() !== before.join(), true);
  assert.ok(await hasFocus(admin.sortButton("Email")));
});

test("rows are selected one by one, as a range, and all", async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  // It is said to screen readers, too.
  const selected = (line) => admin.widget.getByText(line, { exact: true }).first().waitFor();
  const box = (place) => admin.table.getByRole("row").nth(place).getByRole("checkbox");
  await press(box(2), "Space");
  await selected("1 selected");
  assert.ok(await hasFocus(box(2)));
  await page.keyboard.down("Shift");
  await press(box(5), "Space");
  await page.keyboard.up("Shift");
  await selected("4 selected");
  await press(admin.widget.getByRole("checkbox", { name: "Select all" }), "Space");
  await selected("23 selected");
  const clear = admin.widget.getByRole("button", { name: "Clear selection" });
  await press(clear, "Enter");
  await clear.waitFor({ state: "hidden" });
  assert.notEqual(await focused(page), null);
});

test("a badge opens and closes what its reason means", async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const badge = admin.table.getByRole("row").nth(1).getByRole("button").last();
  for (const [key, expanded] of [
    ["Enter", "true"],
    ["Space", "false"],
    ["Space", "true"],
  ]) {
    await press(badge, key);
    await admin.until(() => badge.getAttribute("aria-expanded"), expanded);
    assert.ok(await hasFocus(badge));
  }
});

for (const name of ["Export", "Columns"]) {
  test(`the menu ${name} opens with Enter, is walked through, and Escape leads back to its button`, async ({
    page,
    admin,
  }) => {
    await admin.openReport(activities.ROWS_23, 23);
    const menu = admin.widget.locator("details", { has: page.locator("summary", { hasText: name }) });
    const button = menu.locator("summary");
    await press(button, "Enter");
    await admin.until(() => menu.evaluate((menu) => menu.open), true);
    await page.keyboard.press("Tab");
    assert.ok(await menu.evaluate((menu) => menu.contains(menu.getRootNode().activeElement)));
    await page.keyboard.press("Escape");
    assert.equal(await menu.evaluate((menu) => menu.open), false);
    assert.ok(await hasFocus(button));
    // Whoever walks past the end closes it.
    await press(button, "Space");
    await admin.until(() => menu.evaluate((menu) => menu.open), true);
    for (let steps = 0; steps < 20 && (await menu.evaluate((menu) => menu.open)); steps += 1)
      await page.keyboard.press("Tab");
    assert.equal(await menu.evaluate((menu) => menu.open), false);
    assert.notEqual(await focused(page), null);
  });
}

test("a file is exported by keyboard, and the focus is back at the menu", async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const summary = admin.widget.locator("summary", { hasText: "Export" });
  await press(summary, "Enter");
  const item = admin.widget.getByRole("button", { name: /CSV/ });
  const download = page.waitForEvent("download");
  await press(item, "Enter");
  assert.match((await download).suggestedFilename(), /\.csv$/);
  assert.ok(await hasFocus(summary));
});

test("more rows on a page, and the pages, by keyboard", async ({ admin }) => {
  await admin.openReport(activities.RESEND, 186);
  await press(admin.next, "Space");
  await admin.shows("51–100 of 186");
  assert.ok(await hasFocus(admin.next));
  await press(admin.previous, "Space");
  await admin.shows("1–50 of 186");
  await admin.pageSize.focus();
  await admin.pageSize.press("1"); // as far as it takes to name an option
  await admin.shows("1–100 of 186");
  assert.ok(await hasFocus(admin.pageSize));
});

test("reading is stopped and gone on with by keyboard, at one button", async ({ page, admin }) => {
  let goOn;
  const held = new Promise((resolve) => {
    goOn = resolve;
  });
  await page.route(/\/tracking\/bounces.*cursor=/, async (route) => {
    await held;
    await route.continue().catch(() => {}); // the stop has ended it
  });
  admin.watch.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
  await admin.open(activities.MALFORMED_PAGE_2);
  await admin.shows("1–50 of 500 read so far");
  const stop = admin.widget.getByRole("button", { name: "Stop" });
  await press(stop, "Enter");
  const again = admin.widget.getByRole("button", { name: "Go on" });
  await again.waitFor();
  assert.ok(await hasFocus(again));
  admin.watch.expectStatus(502, /\/tracking\/bounces$/);
  await page.keyboard.press("Enter");
  await admin.until(() => hasFocus(stop), true);
  goOn();
  await admin.widget.getByRole("alert").waitFor();
});

test("what is done is said once, politely", async ({ page, admin, watch }) => {
  await admin.openReport(activities.RESEND, 186);
  await watch.settled();
  const said = () => page.evaluate(() => window.said.splice(0));
  await page.evaluate(() => {
    window.said = [];
    const region = document.querySelector("bounces-report").shadowRoot.querySelector("[role=status].visually-hidden");
    new MutationObserver(() => {
      if (region.textContent) window.said.push(region.textContent);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  const actions = [
    [() => press(admin.sortButton("Email"), "Enter"), /^Sorted by Email/],
    [() => press(admin.next, "Enter"), /^Page 2/],
    [() => press(admin.chip("Blocked"), "Space"), /match/],
    [() => press(admin.widget.getByRole("checkbox", { name: "Select all" }), "Space"), /selected/],
  ];
  for (const [act, expected] of actions) {
    await act();
    const heard = [];
    await admin.until(async () => heard.push(...(await said())) > 0, true);
    await page.evaluate(() => document.querySelector("bounces-report").updateComplete);
    heard.push(...(await said()));
    assert.equal(heard.length, 1, heard.join(" | "));
    assert.match(heard[0], expected);
  }
});
