// The ways in which people have their browser show pages: forced colours, less motion, from right to left, four times as large, with more space in the text.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** Runs `look` in the page on all elements of the widget that can be seen. */
const inWidget = (page, look) =>
  page.evaluate((look) => {
    const root = document.querySelector("bounces-report").shadowRoot;
    const seen = [...root.querySelectorAll("*")].filter((element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
    return new Function("elements", "root", `return (${look})(elements, root)`)(seen, root);
  }, String(look));

/** What is wider than its place, by more than is rounded. */
const overflow = (page) =>
  inWidget(page, (elements) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const out = elements.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > clientWidth + 0.5 || left < -0.5;
    });
    const names = out.map(
      (element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`,
    );
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`, ...names] : names;
  });

/** Texts that are cut off, though not by an ellipsis that the whole text stands beside. */
const cut = (page) =>
  inWidget(page, (elements) =>
    elements
      .filter((element) => {
        const { overflow, overflowX, textOverflow } = getComputedStyle(element);
        if (
          overflow === "visible" ||
          element.closest(".visually-hidden") ||
          element.localName === "input" ||
          element.localName === "select"
        )
          return false;
        // An ellipsis has its whole text in the title.
        if (textOverflow === "ellipsis" && element.closest("[title]")) return false;
        const cutBeside =
          overflowX !== "auto" && overflowX !== "scroll" && element.scrollWidth > element.clientWidth + 1;
        return cutBeside || element.scrollHeight > element.clientHeight + 1;
      })
      .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`),
  );

test("in forced colours badges, chips, buttons and the focus keep their outlines", { forcedColors: "active" }, async ({
  page,
  admin,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
  const without = await inWidget(page, (elements) => {
    const framed = elements.filter((element) => element.matches(".chip, .badge, .pill, .btn, select, input"));
    if (framed.length < 30) return ["there is hardly anything to look at"];
    const hasFrame = (element) => {
      // A checkbox is drawn by what stands before it.
      const drawn = element.type === "checkbox" ? "::before" : undefined;
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor, appearance } = getComputedStyle(
        element,
        drawn,
      );
      return (
        (!drawn && appearance !== "none") ||
        (borderTopStyle === "solid" && parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor)
      );
    };
    return framed.filter((element) => !hasFrame(element)).map((element) => `${element.localName}.${element.className}`);
  });
  assert.deepEqual([...new Set(without)], []);

  // A pressed chip differs from one that is not, and so does a row that is selected.
  const look = (locator) =>
    locator.evaluate((element) => {
      const { backgroundColor, color, borderTopColor, borderTopWidth, outlineStyle } = getComputedStyle(element);
      return [backgroundColor, color, borderTopColor, borderTopWidth, outlineStyle].join();
    });
  const chip = admin.chip("Blocked");
  const before = await look(chip);
  await chip.click();
  await admin.widget.getByText("matching, of 23").waitFor();
  await page.locator("body").click({ position: { x: 1, y: 1 } });
  assert.notEqual(await look(chip), before);
  await admin.sortButton("Email").focus();
  await page.keyboard.press("Shift+Tab");
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(
      document.querySelector("bounces-report").shadowRoot.activeElement,
    );
    return [outlineStyle, parseFloat(outlineWidth) >= 2];
  });
  assert.deepEqual(ring, ["solid", true]);
});

for (const reducedMotion of ["reduce", "no-preference"]) {
  test(`with the wish for ${reducedMotion}, what is loading ${reducedMotion === "reduce" ? "stands still" : "moves"}`, {
    reducedMotion,
  }, async ({ page, admin }) => {
    await page.route(/\/tracking\/bounces/, () => {}); // never answered
    await admin.open(activities.ROWS_23);
    await admin.widget.getByText("Loading the bounces report").waitFor();
    const moving = await page.evaluate(
      () =>
        document
          .querySelector("bounces-report")
          .shadowRoot.getAnimations()
          .filter(({ playState }) => playState === "running").length,
    );
    assert.equal(moving > 0, reducedMotion !== "reduce");
  });
}

test("in a page from right to left, rows begin at the right, nothing sticks out, and menus stay inside", async ({
  page,
  admin,
  watch,
}) => {
  await page.addInitScript(() =>
    document.addEventListener("DOMContentLoaded", () => document.documentElement.setAttribute("dir", "rtl")),
  );
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await admin.openReport(activities.ODD_ROWS, 35);
    await watch.settled();
    assert.deepEqual(await overflow(page), [], `${viewport.width}`);
    for (const name of ["Export", "Columns"]) {
      const summary = admin.widget.locator("summary", { hasText: name });
      if (!(await summary.isVisible())) continue;
      await summary.click();
      assert.deepEqual(await overflow(page), [], `${name}, ${viewport.width}`);
      await page.keyboard.press("Escape");
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  const [select, email, date] = await inWidget(page, (elements) =>
    ["td.select", "th.email", "td.date"].map(
      (selector) => elements.find((element) => element.matches(`tbody ${selector}`)).getBoundingClientRect().left,
    ),
  );
  assert.ok(select > email && email > date, `${[select, email, date]}`);
});

test("at 400 % of 1280 × 1024 all of it can be read and used", { viewport: { width: 320, height: 256 } }, async ({
  page,
  admin,
  watch,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  await admin.chip("Non-existent").click();
  await watch.settled();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await cut(page), []);
  // What sticks to the window would leave no room for what is to be read.
  const sticking = await inWidget(page, (elements) =>
    elements
      .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position))
      .map((element) => element.getBoundingClientRect().height),
  );
  assert.ok(
    sticking.every((height) => height < 80),
    `${sticking}`,
  );
  for (const control of [
    admin.search,
    admin.chip("Blocked"),
    admin.widget.locator("summary", { hasText: "Export" }),
    admin.pageSize,
  ]) {
    await control.scrollIntoViewIfNeeded();
    await control.click({ trial: true });
  }
});

test("more space in the text (WCAG 1.4.12) cuts nothing off", async ({ page, admin, watch }) => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await admin.openReport(activities.ROWS_23, 23);
    await watch.settled();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
      );
      const root = document.querySelector("bounces-report").shadowRoot;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    });
    assert.deepEqual(await cut(page), [], `${viewport.width}`);
    assert.deepEqual(await overflow(page), [], `${viewport.width}`);
  }
});

test("what is pressed is at least 24 pixels high and wide (WCAG 2.5.8)", async ({ page, admin, watch }) => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await admin.openReport(activities.ROWS_23, 23);
    await admin.chip("Non-existent").click();
    await admin.widget.getByText("matching, of 23").waitFor();
    await watch.settled();
    const small = await inWidget(page, (elements) => {
      const targets = elements.filter((element) => element.matches("a[href], button, input, select, summary"));
      const boxes = targets.map((element) => element.getBoundingClientRect());
      // The exception for those that stand alone: a circle of 24 px around each meets no other target.
      const alone = (box) => {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return boxes.every(
          (other) =>
            other === box ||
            Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)) >=
              12,
        );
      };
      const isSmall = ({ width, height }) => width < 24 || height < 24;
      return targets
        .filter((_, place) => isSmall(boxes[place]) && !alone(boxes[place]))
        .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 30)}`);
    });
    assert.deepEqual(small, [], `${viewport.width}`);
  }
});
