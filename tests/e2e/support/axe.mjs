// Runs axe-core in a page and its shadow roots, with the rules of WCAG 2.2 A and AA and axe's best practices.

import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Call it before the page opens. An init script is not subject to the page's Content-Security-Policy. */
export async function injectAxe(page) {
  await page.addInitScript({ content: axe.source });
}

/** The violations, one line each. */
export async function violations(page) {
  const options = { runOnly: TAGS, resultTypes: ["violations"] };
  const found = await page.evaluate((options) => globalThis.axe.run(document, options), options);
  const lines = ({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} · ${target.flat().join(" ")} · ${failureSummary}`);
  return found.violations.flatMap(lines);
}
