// Pages that a server renders: the import does nothing there, and the place of the report is kept until it is defined.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execPath } from "node:process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { here, launch, open, plain, root } from "./support.mjs";

const run = promisify(execFile);
const WIDTHS = [390, 600, 768, 900, 1280];
/** A line of text more or less. */
const TOLERANCE_PX = 24;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const entry of ["bounces-report", "bounces-report/element", "bounces-report/react", "bounces-report/vue"]) {
  test(`importing ${entry} on a server does nothing, and Node exits`, async () => {
    const script = `const { ready } = await import("${entry}"); await ready;`;
    const options = { cwd: here, timeout: 10_000 };
    const { stdout, stderr } = await run(execPath, ["--input-type=module", "--eval", script], options);
    assert.equal(stdout + stderr, "");
  });
}

test("a server renders the React component with its attributes, but not the id where the proxy is not asked", async () => {
  const script = `
    const { createElement } = await import("react");
    const { renderToString } = await import("react-dom/server");
    const { BouncesReport } = await import("bounces-report/react");
    const props = { campaignActivityId: "a", pageSize: 20, className: "wide", messages: {}, onBouncesLoad() {} };
    console.log(renderToString(createElement(BouncesReport, props)));
    console.log(renderToString(createElement(BouncesReport, { ...props, fetcher() {} })));
    console.log(renderToString(createElement(BouncesReport, { ...props, data: { tracking_activities: [] } })));`;
  const { stdout } = await run(execPath, ["--input-type=module", "--eval", script], { cwd: here, timeout: 10_000 });
  const [asked, ...others] = stdout.trim().split("\n");
  assert.equal(asked, '<bounces-report campaign-activity-id="a" page-size="20" class="wide"></bounces-report>');
  const withoutId = '<bounces-report page-size="20" class="wide"></bounces-report>';
  assert.deepEqual(others, [withoutId, withoutId]);
});

test("before the element is defined, placeholder.css gives it the height of its skeleton", async () => {
  const css = await readFile(join(root, "pkg/npm/placeholder.css"), "utf8");
  const html = (script) =>
    `<!doctype html><html lang="en"><title>Host</title><link rel="stylesheet" href="/placeholder.css">${script}<bounces-report campaign-activity-id="98edac88-f4bc-408c-9e64-acd890384231">Not available</bounces-report>`;
  const heights = [];
  for (const script of ["", '<script type="module" src="/bounces/bounces-report.js"></script>']) {
    // Without its WebAssembly, the skeleton stays.
    const responses = { "/index.html": html(script), "/placeholder.css": css };
    const { page } = await open(browser, { "/bounces/": plain }, "/index.html", responses, { hangs: /\.wasm$/ });
    const measured = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      measured.push(await page.locator("bounces-report").evaluate((report) => report.getBoundingClientRect().height));
    }
    assert.equal(await page.locator("bounces-report:defined").count(), script ? 1 : 0);
    heights.push(measured);
    await page.close();
  }
  const differences = WIDTHS.map((_, index) => Math.abs(heights[0][index] - heights[1][index]));
  assert.ok(Math.max(...differences) <= TOLERANCE_PX, `${WIDTHS}: ${heights.join(" and ")}`);
});
