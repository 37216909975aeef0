// Runs axe-core in a page, through shadow roots, by all rules of WCAG 2.2 A and AA and axe's own best practices.

import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Before the page is opened. An init script of the browser: the page's own policy would not let it in, and it stays as it is. */
export async function bringAxe(page) {
  await page.addInitScript({ content: axe.source });
}

/** What is wrong, a line each. */
export async function violations(page) {
  const options = { runOnly: TAGS, resultTypes: ["violations"] };
  const found = await page.evaluate((options) => window.axe.run(document, options), options);
  const lines = ({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} · ${target.flat().join(" ")} · ${failureSummary}`);
  return found.violations.flatMap(lines);
}
