// The presets after Vite 8's production build, whose Lightning CSS rewrites style sheets: the report has the same colors as with
// the files of the package.

import assert from "node:assert/strict";
import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runTool, serve } from "./examples.mjs";
import { here, launch, root, shows } from "./support.mjs";

const npm = join(root, "pkg/npm");
const PRESETS = await readdir(join(npm, "themes"));
const project = join(here, "scratch/themes");
const page = (head, theme) =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${theme}</title><style>:root { color-scheme: light dark }</style>${head}</head><body><bounces-report></bounces-report></body></html>\n`;
const DATA = `document.querySelector("bounces-report").data = { tracking_activities: [{ email_address: "ada@example.com", bounce_code: "B" }] };\n`;

let browser;
before(async () => {
  browser = await launch();
  await rm(project, { recursive: true, force: true });
  await mkdir(join(project, "raw"), { recursive: true });
  await symlink(join(here, "node_modules"), join(project, "node_modules"));
  const pages = {};
  const write = (name, text) => writeFile(join(project, name), text);
  await write("raw/data.js", DATA);
  const script = '<script type="module" src="/package/bounces-report.min.js"></script>';
  const data = '<script type="module" src="data.js"></script>';
  await write("raw/none.html", page(`${script}${data}`, "none"));
  for (const theme of PRESETS) {
    const link = `<link rel="stylesheet" href="/package/themes/${theme}">`;
    await write(`raw/${theme}.html`, page(`${link}${script}${data}`, theme));
    await write(`${theme}.js`, `import "bounces-report";\nimport "bounces-report/themes/${theme}";\n${DATA}`);
    await write(`${theme}.html`, page(`<script type="module" src="./${theme}.js"></script>`, theme));
    pages[theme] = join(project, `${theme}.html`);
  }
  const config = { build: { rolldownOptions: { input: pages } } };
  await write("vite.config.mjs", `export default ${JSON.stringify(config)};\n`);
  await runTool(project, "vite", "build", "--logLevel", "error");
});
after(() => browser?.close());

/** What the user prefers, and the attribute `theme`. */
const SCHEMES = [
  ["light", "auto"],
  ["dark", "auto"],
  ["light", "dark"],
  ["dark", "light"],
];

/** The styles of all elements of the report, in each color scheme. */
async function stylesOf(url) {
  const opened = await browser.newPage();
  await opened.goto(url);
  await shows({ page: opened, problems: [] }, "1–1 of 1");
  const styles = [];
  for (const [colorScheme, theme] of SCHEMES) {
    await opened.emulateMedia({ colorScheme });
    const found = await opened.locator("bounces-report").evaluate((report, theme) => {
      report.theme = theme;
      const names = [
        "color",
        "backgroundColor",
        "borderTopColor",
        "borderRadius",
        "fontFamily",
        "fontSize",
        "minHeight",
      ];
      return [report, ...report.shadowRoot.querySelectorAll("*")].map((element) =>
        [element.localName, ...names.map((name) => getComputedStyle(element)[name])].join(" "),
      );
    }, theme);
    styles.push([colorScheme, theme, found]);
  }
  await opened.close();
  return styles;
}

for (const theme of PRESETS) {
  test(`${theme}, built by Vite, has the colors of the file`, async () => {
    const server = await serve({
      "/built/": join(project, "dist"),
      "/assets/": join(project, "dist/assets"),
      "/raw/": join(project, "raw"),
      "/package/": npm,
    });
    try {
      const raw = await stylesOf(`${server.origin}/raw/${theme}.html`);
      assert.deepEqual(await stylesOf(`${server.origin}/built/${theme}.html`), raw);
      // The preset itself applies.
      assert.notDeepEqual(raw, await stylesOf(`${server.origin}/raw/none.html`));
    } finally {
      server.close();
    }
  });
}
