// Checks the code samples in the documentation: `make docs-check`. Those of the package's README are in readme.test.mjs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { transformSync } from "esbuild";
import { launch, open, plain, ROWS, root, shows } from "./support.mjs";

const EMBED = '<script type="module" src="/bounces/bounces-report.js"></script>';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Pasted into an empty page, the sample shows rows. */
async function showsRows(html) {
  const page = html.includes("<script") ? html : EMBED + html;
  const opened = await open(browser, { "/bounces/": plain }, "/pasted.html", {
    "pasted.html": page,
    "/tracking/bounces": ROWS,
  });
  await shows(opened, "1–2 of 2");
  assert.deepEqual(opened.problems, []);
  await opened.page.close();
}

async function isStyle(css) {
  const page = await browser.newPage();
  const rules = await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet.cssRules.length;
  }, css);
  assert.equal(rules, css.match(/\{/g).length);
  await page.close();
}

/** Every key is a setting of the proxy. */
async function areSettings(toml) {
  const keys = await readFile(join(root, "crates/proxy/src/config/key.rs"), "utf8");
  for (const [, key] of toml.matchAll(/^([a-z_]+) = /gm)) assert.ok(keys.includes(`=> "${key}"`), key);
}

function isShell(text) {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

const CHECKS = {
  html: showsRows,
  js: (text) => transformSync(text, { loader: "js", format: "esm" }),
  css: isStyle,
  toml: areSettings,
  sh: isShell,
  // nginx is not installed here.
  nginx: (text) => assert.equal(text.split("{").length, text.split("}").length),
  // Diagrams.
  "": () => undefined,
};

const files = [
  "README.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  ...(await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
];
for (const file of files) {
  const text = await readFile(join(root, file), "utf8");
  for (const [number, [, language, code]] of [...text.matchAll(/^```([a-z]*)\n([\s\S]*?)^```$/gm)].entries()) {
    test(`${file}, code sample ${number + 1} (${language || "plain"})`, async () => {
      assert.ok(language in CHECKS, `there is no check for ${language}`);
      await CHECKS[language](code);
    });
  }
}
