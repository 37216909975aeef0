// How earlier emails look in display modes: right to left, forced colors, print, phones, some sections alone.

import assert from "node:assert/strict";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { bars, openWithPast, reportOf, rowOf } from "./support/past.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const DATA = reportOf([35, 20, 21, 22, 21, 20, 21]);
const LANGUAGES = ["en", "de", "es", "fr"];

/** Opens the report, the details of a contact that bounced before, and what is normal. */
async function openAll(page, attributes, lang) {
  const report = await openWithPast(page, DATA, attributes, lang);
  await rowOf(report, "ann").locator(".past-count").waitFor();
  await rowOf(report, "ann").locator(".open").click();
  await report.locator(".industry-rates > summary").click();
  await report.locator(".earlier-emails").waitFor();
  await report.locator(".industry-rates .panel p").first().waitFor();
  return report;
}

/** The texts whose characters are not in the order of their letters, from left to right. */
const reordered = (report) =>
  report.evaluate(({ shadowRoot }) => {
    const isReordered = (node) => {
      const range = document.createRange();
      const boxes = [...node.data].map((_, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      });
      const seen = boxes.filter((box) => box.width > 0);
      return seen.some((box, at) => at > 0 && Math.abs(box.top - seen[at - 1].top) < 2 && box.left < seen[at - 1].left);
    };
    const walker = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (isReordered(node)) texts.push(node.textContent);
    return texts;
  });

for (const width of [1280, 900, 390]) {
  test(`right to left, numbers, dates and names keep the order of their letters, ${width}`, {
    viewport: { width, height: 900 },
  }, async ({ page }) => {
    const report = await openAll(page, 'dir="rtl"');
    await report.getByText("1–3 of 3").waitFor();
    await report.getByRole("button", { name: "2 bounced before" }).waitFor();
    assert.deepEqual(await reordered(report), []);
    await page.keyboard.press("Escape");
    for (const bar of [bars(report).first(), bars(report).last()]) {
      await bar.focus();
      await bar.locator(".tooltip").waitFor();
      assert.deepEqual(await reordered(report), []);
      const { left, right } = await bar.locator(".tooltip").evaluate((tip) => tip.getBoundingClientRect().toJSON());
      assert.ok(left >= 0 && right <= width, `the tooltip is from ${left} to ${right}`);
    }
  });
}

for (const dir of ["ltr", "rtl"]) {
  test(`no line begins or ends with a separator, ${dir}`, async ({ page }) => {
    const data = structuredClone(DATA);
    data.tracking_activities.push({
      ...data.tracking_activities[1],
      contact_id: "00000000-0000-4000-8000-000000000009",
      email_address: "cid@gmial.com",
      first_name: "Cid",
      last_name: "Example-of-a-long-name",
      current_email_address: "cid.with.a.longer.address@example.com",
    });
    const report = await openWithPast(page, data, `dir="${dir}"`);
    await report.getByText("1–4 of 4").waitFor();
    const visibleDots = () =>
      report.evaluate(({ shadowRoot }, isRtl) => {
        /** The distance of an element from the side at which its line begins. */
        const start = (element, parent) => {
          const [own, outer] = [element.getBoundingClientRect(), parent.getBoundingClientRect()];
          return isRtl ? outer.right - own.right : own.left - outer.left;
        };
        const stray = [];
        for (const dot of shadowRoot.querySelectorAll(".meta i")) {
          const line = dot.closest(".meta");
          const hidden = Number.parseFloat(getComputedStyle(line).clipPath.split(" ")[isRtl ? 1 : 3]);
          const end = start(dot, line) + dot.getBoundingClientRect().width;
          const isFirst = start(dot.parentElement, line) < 1;
          if (isFirst && end > hidden + 0.5) stray.push(dot.parentElement.textContent);
        }
        for (const part of shadowRoot.querySelectorAll(".contact-extra > * + *")) {
          const hasDot = getComputedStyle(part, "::before").content !== "none";
          // Its dot is within the first 16 px, which are outside of the line and cut off.
          if (hasDot && start(part, part.parentElement) < 1 && getComputedStyle(part.parentElement).clipPath === "none")
            stray.push(part.textContent);
        }
        return stray;
      }, dir === "rtl");
    for (let width = 320; width <= 1280; width += 60) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await visibleDots(), [], `${width}`);
    }
  });
}

test("forced colors keep what bounced, this email and toggles apart, and no color of the theme", {
  forcedColors: "active",
}, async ({ page }) => {
  const report = await openAll(page);
  const style = (locator, name) => locator.evaluate((element, name) => getComputedStyle(element)[name], name);
  const dots = rowOf(report, "ann").locator(".dots i");
  assert.notEqual(await style(dots.nth(4), "borderTopWidth"), await style(dots.nth(3), "borderTopWidth"));
  const fills = await report.locator(".spark rect").evaluateAll((all) => all.map((bar) => getComputedStyle(bar).fill));
  assert.equal(new Set(fills.slice(0, -1)).size, 1);
  assert.notEqual(fills.at(-1), fills[0]);
  const verdict = report.locator(".verdict strong");
  assert.equal(await style(verdict.locator(".icon"), "stroke"), await style(verdict, "color"));
  const toggle = report.getByRole("button", { name: "2 bounced before" });
  assert.equal(await style(toggle, "textDecorationLine"), "underline");
  await toggle.click();
  await eventually(async () => assert.equal(await style(toggle, "outlineStyle"), "solid"));
});

test("in print, the verdict, who bounced before and in which emails are there, each in its line", async ({ page }) => {
  const report = await openWithPast(page, DATA);
  const count = rowOf(report, "ann").locator(".past-count");
  await count.waitFor();
  await page.setViewportSize({ width: 720, height: 900 });
  await page.emulateMedia({ media: "print" });
  for (const text of ["Higher than usual", "2 bounced before"]) await report.getByText(text, { exact: true }).waitFor();
  assert.equal(await report.getByText("What is normal?").isVisible(), false);
  const lines = await count
    .locator("span")
    .last()
    .evaluate((text) => text.getClientRects().length);
  assert.equal(lines, 1);
});

for (const lang of LANGUAGES) {
  test(`on phones, each sort is named in full, and the quiet lines are two, ${lang}`, PHONE, async ({ page }) => {
    const report = await openWithPast(page, DATA, "", lang);
    await rowOf(report, "ann").locator(".past-count").waitFor();
    const select = report.locator(".sort-by select");
    const cut = [];
    for (const option of await select.locator("option").allTextContents()) {
      await select.selectOption({ label: option });
      const isCut = await select.evaluate((field) => {
        const { width } = field.getBoundingClientRect();
        Object.assign(field.style, { maxWidth: "none", minWidth: "max-content" });
        const { width: whole } = field.getBoundingClientRect();
        Object.assign(field.style, { maxWidth: "", minWidth: "" });
        return whole > width + 1;
      });
      if (isCut) cut.push(option);
    }
    assert.deepEqual(cut, []);
    const tops = await report
      .locator(".secondary-steps button")
      .evaluateAll((all) => all.map((line) => line.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 2);
  });
}

for (const sections of ["summary table", "header table", "summary steps table"]) {
  test(`there is space between what is shown and the list: ${sections}`, async ({ page }) => {
    const report = await openWithPast(page, DATA, `sections="${sections}"`);
    await rowOf(report, "ann").locator(".past-count").waitFor();
    for (const width of [1280, 900, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const gap = await report.evaluate(({ shadowRoot }) => {
        const box = (part) => shadowRoot.querySelector(part).getBoundingClientRect();
        const above = [".header", ".answer", ".steps"].map((part) => box(part).bottom);
        return box(".toolbar").top - Math.max(...above);
      });
      assert.ok(gap >= 8 && gap <= 20, `${gap} px at ${width}`);
    }
  });
}

/** Whether the verdict and the button behind it cover each other, and how many lines the verdict has. */
const verdictOf = (report) =>
  report.locator(".verdict").evaluate((verdict) => {
    const text = document.createRange();
    text.selectNodeContents(verdict.querySelector("strong"));
    const [said, button] = [text, verdict.querySelector("summary")].map((part) => part.getBoundingClientRect());
    const isApart = said.right <= button.left || said.bottom <= button.top || button.bottom <= said.top;
    return { isApart, lines: Math.round(said.height / 20) };
  });

for (const lang of LANGUAGES) {
  test(`no verdict covers what is normal at any width, ${lang}`, async ({ page }) => {
    const young = reportOf([9, 20, 21, 22, 21]);
    young.history.summaries[0].last_sent_date = new Date().toISOString();
    const reports = [reportOf([35, 20, 21, 22, 21]), reportOf([9, 20, 21, 22, 21]), young, reportOf([9, 20])];
    const report = await openWithPast(page, reports[0], "", lang);
    const wrong = [];
    for (const data of reports) {
      await report.evaluate((element, data) => Object.assign(element, { data }), data);
      await report.locator(".industry-rates > summary").waitFor();
      for (const width of [320, 390, 700, 850, 900, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        const { isApart, lines } = await verdictOf(report);
        const verdict = await report.locator(".verdict strong").innerText();
        if (!isApart) wrong.push(`${verdict}, ${width}: covered`);
        if (lines > 1 && width >= 390) wrong.push(`${verdict}, ${width}: ${lines} lines`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}
