// The whole widget by keyboard: every control is reached, shows its focus, works, and leaves the focus where the user expects it.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { hold, NEXT_ROWS } from "./support/hold.mjs";

/** Runs in the page: the widget's focusable elements in document order. */
function controls() {
  const root = document.querySelector("bounces-report").shadowRoot;
  const all = [...root.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
  // In a group with a single Tab stop, the other buttons have a negative tabindex.
  return all.filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled, button[tabindex='-1']"),
  );
}

/** Runs in the page: the focused element's index among them, and its appearance. */
function focus(listed) {
  const root = document.querySelector("bounces-report").shadowRoot;
  const element = root.activeElement;
  if (!element) return { index: -1 };
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const topmost = root.elementFromPoint(x, y);
  return {
    index: new Function(`return (${listed})()`)().indexOf(element),
    name: `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`,
    hasRing: outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor),
    // Nothing covers it, not even the sticky header.
    isUncovered: topmost !== null && (element.contains(topmost) || topmost.contains(element)),
  };
}

/** Moves the focus into the widget, to its first control. */
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

/** Presses a key until the focus leaves the widget; returns what had the focus. */
async function pressUntilOutside(page, key) {
  const steps = [];
  for (let step = await at(page); step.index >= 0 || step.name; step = await at(page)) {
    steps.push(step);
    assert.ok(steps.length < 400, "the focus never leaves the widget");
    await page.keyboard.press(key);
  }
  return steps;
}

const hasFocus = (locator) => locator.evaluate((element) => element.getRootNode().activeElement === element);

/** The name of the focused element in the widget, or null if the focus was lost. */
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
  test(`Tab visits every control in document order, with a visible focus, ${size}`, {
    viewport,
  }, async ({ page, admin, guard }) => {
    await admin.openReport(activities.ROWS_23, 23);
    // With optional controls: tags and a selection.
    await admin.unfoldReasons();
    await admin.chip("Non-existent").click();
    await admin.widget.getByRole("checkbox", { name: "Select all" }).check();
    await guard.settled();
    await enterWidget(page);
    const forward = await pressUntilOutside(page, "Tab");
    assert.deepEqual(
      forward.map(({ index }) => index),
      Array.from({ length: await count(page) }, (_, index) => index),
    );
    assert.ok(forward.length > 40, `only ${forward.length} controls`);
    const without = (property) => forward.filter((step) => !step[property]).map(({ name }) => name);
    assert.deepEqual(without("hasRing"), [], "no focus ring");
    assert.deepEqual(without("isUncovered"), [], "covered by another element");

    await page.keyboard.press("Shift+Tab");
    const back = await pressUntilOutside(page, "Shift+Tab");
    assert.deepEqual(
      back.map(({ index }) => index),
      forward.map(({ index }) => index).reverse(),
    );
    assert.deepEqual(
      back.filter(({ isUncovered }) => !isUncovered).map(({ name }) => name),
      [],
    );
  });
}

/** The parts of the widget in the order in which Tab visits them. */
const AREAS = {
  "skip links": ".bounces > .skip",
  header: ".header",
  answer: ".answer",
  "next steps": ".steps",
  advice: ".advice:not(.of-list)",
  evidence: ".evidence",
  toolbar: ".toolbar",
  "table header": "thead",
  rows: "tbody",
  "selected rows": ".selection",
  pages: ".footer",
};

test("Tab goes from the links past everything above the rows through header, answer, steps, reasons, filters and rows to pages", async ({
  page,
  admin,
  guard,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  await admin.widget
    .getByRole("group", { name: "Next steps" })
    .getByRole("button", { name: /^Remove/ })
    .click();
  await admin.widget.getByRole("checkbox", { name: /^Select all/ }).check();
  await guard.settled();
  await enterWidget(page);
  const area = () =>
    page.evaluate((areas) => {
      const element = document.querySelector("bounces-report").shadowRoot.activeElement;
      return element && (Object.entries(areas).find(([, selector]) => element.closest(selector))?.[0] ?? "elsewhere");
    }, AREAS);
  const visited = [];
  for (let name = await area(); name; name = await area()) {
    if (visited.at(-1) !== name) visited.push(name);
    assert.ok(visited.length < 40, visited.join());
    await page.keyboard.press("Tab");
  }
  assert.deepEqual(visited, Object.keys(AREAS));
});

test("a link leads past everything above the rows, and another from each selected row to the actions", async ({
  page,
  admin,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  await enterWidget(page);
  assert.equal(await focused(page), "Skip to the rows");
  await page.keyboard.press("Enter");
  await admin.until(() => hasFocus(admin.table), true);
  assert.equal(new URL(page.url()).hash, "");
  await press(admin.table.getByRole("row").nth(2).getByRole("checkbox"), "Space");
  const details = admin.table
    .getByRole("row")
    .nth(2)
    .getByRole("button", { name: /^Details of/ });
  await details.focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to 1 selected");
  await page.keyboard.press("Enter");
  assert.ok(await hasFocus(admin.widget.getByRole("region", { name: "Selected contacts" })));
  await page.keyboard.press("Tab");
  assert.match(await focused(page), /^Copy/);
});

test("the sheet of filters on phones works by keyboard, and gives the focus back", {
  viewport: { width: 390, height: 844 },
}, async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const open = admin.widget.getByRole("button", { name: /^Filters/ });
  await press(open, "Enter");
  const sheet = admin.widget.getByRole("dialog", { name: "Filters" });
  await sheet.getByRole("checkbox", { name: /^Blocked/ }).press("Space");
  await admin.until(() => open.innerText(), "Filters (1)");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.ok(await hasFocus(open));
});

test("chips, domains and tags work by keyboard, and the focus moves on from a removed tag", async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  await press(admin.chip("Non-existent"), "Space");
  await admin.filtered();
  assert.ok(await hasFocus(admin.chip("Non-existent")));
  const tags = admin.widget.getByRole("button", { name: /^Remove filter/ });
  assert.equal(await tags.count(), 1);
  await press(tags, "Enter");
  await admin.shows("1–23 of 23");
  assert.ok(await hasFocus(admin.search), "the focus moves to the search field after the last tag");

  const domain = admin.widget
    .getByRole("group", { name: /domain/i })
    .getByRole("button")
    .first();
  await press(domain, "Enter");
  await admin.filtered();
  assert.ok(await hasFocus(domain));
  assert.equal(await domain.getAttribute("aria-pressed"), "true");
  await press(domain, "Enter");
  await admin.shows("1–23 of 23");
});

test("Shift+Enter on a second header adds a sort key", async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  await press(admin.sortButton("Reason"), "Enter");
  await admin.until(() => admin.sorted(), { Reason: "ascending" });
  const before = await admin.column("Email");
  await press(admin.sortButton("Contact"), "Shift+Enter");
  // Only the header of the first key has aria-sort.
  await admin.until(() => admin.sorted(), { "Reason 1": "ascending" });
  await admin.until(async () => (await admin.column("Email")).join() !== before.join(), true);
  assert.ok(await hasFocus(admin.sortButton("Contact")));
});

test("rows are selected individually, as a range, and all at once", async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  // The text appears twice: it is also announced.
  const selected = (line) => admin.widget.getByText(line, { exact: true }).first().waitFor();
  const box = (index) => admin.table.getByRole("row").nth(index).getByRole("checkbox");
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

test("a button expands and collapses the details of its row", async ({ admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const badge = admin.table
    .getByRole("row")
    .nth(1)
    .getByRole("button", { name: /^Details of/ });
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

for (const name of ["Export", "View options", "Filter by reason", "Filter by domain"]) {
  test(`Enter opens the menu ${name}, Tab moves through it, and Escape returns to its button`, async ({
    page,
    admin,
  }) => {
    await admin.openReport(activities.ROWS_23, 23);
    const button = admin.menuButton(name);
    const menu = button.locator("xpath=..");
    await press(button, "Enter");
    await admin.until(() => menu.evaluate((menu) => menu.open), true);
    await page.keyboard.press("Tab");
    assert.ok(await menu.evaluate((menu) => menu.contains(menu.getRootNode().activeElement)));
    await page.keyboard.press("Escape");
    assert.equal(await menu.evaluate((menu) => menu.open), false);
    assert.ok(await hasFocus(button));
    // Tabbing past the end closes it.
    await press(button, "Space");
    await admin.until(() => menu.evaluate((menu) => menu.open), true);
    for (let steps = 0; steps < 20 && (await menu.evaluate((menu) => menu.open)); steps += 1)
      await page.keyboard.press("Tab");
    assert.equal(await menu.evaluate((menu) => menu.open), false);
    assert.notEqual(await focused(page), null);
  });
}

test("a file is exported by keyboard, and the focus returns to the menu", async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  const summary = admin.widget.locator("summary", { hasText: "Export" });
  await press(summary, "Enter");
  const item = admin.widget.getByRole("button", { name: /CSV/ });
  const download = page.waitForEvent("download");
  await press(item, "Enter");
  assert.match((await download).suggestedFilename(), /\.csv$/);
  assert.ok(await hasFocus(summary));
});

test("page size and paging work by keyboard", async ({ admin }) => {
  await admin.openReport(activities.RESEND, 186);
  await press(admin.next, "Space");
  await admin.shows("51–100 of 186");
  await admin.until(() => hasFocus(admin.widget.getByRole("table")), true);
  await press(admin.previous, "Space");
  await admin.shows("1–50 of 186");
  await admin.pageSize.focus();
  await admin.pageSize.press("1"); // the first character of the option
  await admin.shows("1–100 of 186");
  assert.ok(await hasFocus(admin.pageSize));
});

test("loading is stopped and resumed by keyboard, with one button", async ({ page, admin }) => {
  const release = await hold(page, NEXT_ROWS);
  admin.guard.expectFailure("net::ERR_ABORTED", /^\/api\/v3\//);
  await admin.open(activities.MALFORMED_PAGE_2);
  await admin.shows(/^Loaded 500/);
  const stop = admin.widget.getByRole("button", { name: "Stop" });
  await press(stop, "Enter");
  const resume = admin.widget.getByRole("button", { name: "Resume" });
  await resume.waitFor();
  assert.ok(await hasFocus(resume));
  admin.guard.expectStatus(502, /\/tracking\/bounces$/);
  await page.keyboard.press("Enter");
  await admin.until(() => hasFocus(stop), true);
  release();
  await admin.widget.getByRole("alert").waitFor();
});

test("each action is announced once, politely", async ({ page, admin, guard }) => {
  await admin.openReport(activities.RESEND, 186);
  await guard.settled();
  const takeAnnouncements = () => page.evaluate(() => globalThis.announcements.splice(0));
  await page.evaluate(() => {
    globalThis.announcements = [];
    const region = document.querySelector("bounces-report").shadowRoot.querySelector("[role=status].visually-hidden");
    new MutationObserver(() => {
      if (region.textContent) globalThis.announcements.push(region.textContent);
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  /** @type {[() => Promise<void>, RegExp][]} */
  const actions = [
    [() => press(admin.sortButton("Contact"), "Enter"), /^Sorted by Email/],
    [() => press(admin.next, "Enter"), /^Page 2/],
    [() => press(admin.chip("Blocked"), "Space"), /match/],
    [() => press(admin.widget.getByRole("checkbox", { name: "Select all" }), "Space"), /selected/],
  ];
  for (const [act, expected] of actions) {
    await act();
    const announced = [];
    await admin.until(async () => announced.push(...(await takeAnnouncements())) > 0, true);
    await page.evaluate(() => document.querySelector("bounces-report").updateComplete);
    announced.push(...(await takeAnnouncements()));
    assert.equal(announced.length, 1, announced.join(" | "));
    assert.match(announced[0], expected);
  }
});
