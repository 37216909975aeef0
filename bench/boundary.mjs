// Measures the cost of collation weights and case folding through the browser's `Intl`, with the widget's own functions.

import { median } from "./statistics.mjs";

/** Calls `collationWeights` and `fold` of the widget's module in a new page, with the characters of a report. */
export async function measureBoundary(browser, origin, path, characters) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/baseline/index.html`);
  const nonAscii = Array.from(characters)
    .filter((character) => character > "\u007f")
    .join("");
  const measured = await page.evaluate(timeCalls, { path, characters, nonAscii });
  await context.close();
  return measured.map(({ times: [first, ...more], ...one }) => ({ ...one, first, more: median(more) }));
}

/** Runs in the page. */
async function timeCalls({ path, characters, nonAscii }) {
  const { collationWeights, fold } = await import(path);
  const time = (act) => {
    const start = performance.now();
    act();
    return performance.now() - start;
  };
  const times = (act) => Array.from({ length: 21 }, () => time(act));
  return [
    {
      name: "collationWeights",
      characters: Array.from(characters).length,
      times: times(() => collationWeights("en", characters)),
    },
    { name: "fold", characters: Array.from(nonAscii).length, times: times(() => fold(nonAscii)) },
  ];
}
