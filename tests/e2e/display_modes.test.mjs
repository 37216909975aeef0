// Display modes of the browser: forced colors, reduced motion, right-to-left, 400 % zoom, text spacing.

import assert from "node:assert/strict";
import * as activities from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";
import { hold, ROWS } from "./support/hold.mjs";

/** Runs `inspect` in the page on all visible elements of the widget. */
const inWidget = (page, inspect) =>
  page.evaluate((inspect) => {
    const root = document.querySelector("bounces-report").shadowRoot;
    const visible = [...root.querySelectorAll("*")].filter((element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
    return new Function("elements", "root", `return (${inspect})(elements, root)`)(visible, root);
  }, String(inspect));

/** Elements that overflow the window by more than a rounding error. */
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

/** Elements whose text is clipped, except by an ellipsis with the full text in a title. */
const clipped = (page) =>
  inWidget(page, (elements) =>
    elements
      .filter((element) => {
        const { overflow, overflowX, textOverflow, webkitLineClamp } = getComputedStyle(element);
        if (
          overflow === "visible" ||
          element.closest(".visually-hidden, .skip:not(:focus), .sort-by span, thead") ||
          element.localName === "input" ||
          element.localName === "select"
        )
          return false;
        // The title has the full text. A subject ends in an ellipsis after two lines.
        if ((textOverflow === "ellipsis" || webkitLineClamp === "2") && element.closest("[title]")) return false;
        const isClippedSideways =
          overflowX !== "auto" && overflowX !== "scroll" && element.scrollWidth > element.clientWidth + 1;
        return isClippedSideways || element.scrollHeight > element.clientHeight + 1;
      })
      .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 40)}`),
  );

test("cards, badges, filters, buttons and the focus keep their outlines in forced colors", {
  forcedColors: "active",
}, async ({ page, admin }) => {
  await admin.openReport(activities.ROWS_23, 23);
  assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
  await admin.search.fill("example");
  await admin.filtered();
  const without = await inWidget(page, (elements) => {
    const framed = elements.filter((element) => element.matches(".step, .badge, .btn, .field, .tag, .footer select"));
    if (framed.length < 30) return ["too few elements to check"];
    const hasFrame = (element) => {
      // A checkbox is drawn by its ::before.
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
  // Buttons that look like text are underlined.
  const plain = await inWidget(page, (elements) =>
    elements
      .filter((element) => element.matches(".link"))
      .filter((element) => getComputedStyle(element).textDecorationLine !== "underline")
      .map((element) => element.textContent),
  );
  assert.deepEqual(plain, []);
  await admin.widget.getByRole("button", { name: "Clear all", exact: true }).click();

  // A pressed reason looks different.
  const appearance = (locator) =>
    locator.evaluate((element) => {
      const { backgroundColor, color, borderTopColor, borderTopWidth, outlineStyle } = getComputedStyle(element);
      return [backgroundColor, color, borderTopColor, borderTopWidth, outlineStyle].join();
    });
  const chip = admin.chip("Blocked");
  const before = await appearance(chip);
  await chip.click();
  await admin.filtered();
  await page.locator("body").click({ position: { x: 1, y: 1 } });
  assert.notEqual(await appearance(chip), before);
  const card = admin.widget.getByRole("group", { name: "Next steps" }).getByRole("button", { name: /^Wait/ });
  const unpressed = await appearance(card);
  await card.click();
  await admin.widget.getByText("Next step: Wait").waitFor();
  await page.locator("body").click({ position: { x: 1, y: 1 } });
  assert.notEqual(await appearance(card), unpressed);
  await admin.sortButton("Contact").focus();
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
  test(`the skeleton ${reducedMotion === "reduce" ? "does not move" : "moves"} with prefers-reduced-motion: ${reducedMotion}`, {
    reducedMotion,
  }, async ({ page, admin }) => {
    await hold(page, ROWS);
    await admin.open(activities.ROWS_23);
    await admin.widget.getByText("Loading the bounce report").waitFor();
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

test("in a right-to-left page rows start at the right, and nothing overflows, not even menus", async ({
  page,
  admin,
  guard,
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
    await guard.settled();
    assert.deepEqual(await overflow(page), [], `${viewport.width}`);
    for (const name of ["Export", "View options", "Filter by reason", "Filter by domain"]) {
      const summary = admin.menuButton(name);
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

test("everything is readable and usable at 400 % of 1280 × 1024", { viewport: { width: 320, height: 256 } }, async ({
  page,
  admin,
  guard,
}) => {
  await admin.openReport(activities.ROWS_23, 23);
  await admin.unfoldReasons();
  await admin.chip("Non-existent").click();
  await guard.settled();
  assert.deepEqual(await overflow(page), []);
  assert.deepEqual(await clipped(page), []);
  // Sticky elements must leave room for the content.
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

test("text spacing (WCAG 1.4.12) clips nothing", async ({ page, admin, guard }) => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await admin.openReport(activities.ROWS_23, 23);
    await guard.settled();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
      );
      const root = document.querySelector("bounces-report").shadowRoot;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    });
    assert.deepEqual(await clipped(page), [], `${viewport.width}`);
    assert.deepEqual(await overflow(page), [], `${viewport.width}`);
  }
});

test("targets are at least 24 × 24 pixels (WCAG 2.5.8)", async ({ page, admin, guard }) => {
  for (const viewport of [
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await admin.openReport(activities.ROWS_23, 23);
    await admin.unfoldReasons();
    await admin.chip("Non-existent").click();
    await admin.filtered();
    await guard.settled();
    const small = await inWidget(page, (elements) => {
      const targets = elements.filter((element) => element.matches("a[href], button, input, select, summary"));
      const boxes = targets.map((element) => element.getBoundingClientRect());
      // The spacing exception: a circle of 24 px around the target meets no other target.
      const isSpaced = (box) => {
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
        .filter((_, index) => isSmall(boxes[index]) && !isSpaced(boxes[index]))
        .map((element) => `${element.localName}.${element.className}: ${element.textContent.slice(0, 30)}`);
    });
    assert.deepEqual(small, [], `${viewport.width}`);
  }
});
