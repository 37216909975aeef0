// Prepares the output of Trunk for release: bundles and minifies the scripts, and names everything but the pages and the
// entry embed.js by its content, so that browsers keep it.
//
//   node package/page.mjs dist

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { bundle, replaceIn, writeHashed, writeLanguages } from "./bundle.mjs";
import { pageHtml } from "./page_html.mjs";
import { homepageOf, readPublisher } from "./publisher.mjs";
import { shortenNamesIn } from "./short_names.mjs";

const folder = argv[2];
const path = (/** @type {string} */ name) => join(folder, name);

const define = { BOUNCES_HOMEPAGE: JSON.stringify(homepageOf(await readPublisher())) };

await shortenNamesIn(folder);
const withLanguages = await writeLanguages(path("languages"), folder);
const wasm = await writeHashed(folder, "bounces-report.wasm", await readFile(path("bounces-report_bg.wasm")));
const glue = await writeHashed(
  folder,
  "bounces-report.js",
  // Relative to the assets, where the script itself is.
  withLanguages(await bundle(path("bounces-report.js"), { define }), "../"),
);
const entry = await bundle(path("embed.js"), { external: ["./bounces-report.js"] });
const replaced = replaceIn(entry, "./bounces-report.js", `./${glue}`);
await writeFile(path("embed.js"), replaceIn(replaced, "./bounces-report_bg.wasm", `./${wasm}`));

/** The files of the pages themselves, by their names in the HTML. @type {Map<string, string>} */
const names = new Map();
for (const name of ["page.js", "bench.js"]) {
  const script = await bundle(path(name), { external: ["./embed.js"] });
  names.set(name, await writeHashed(folder, name, replaceIn(script, "./embed.js", "../embed.js")));
}
const stylesheet = (await readdir(folder)).find((name) => /^page\b.*\.css$/.test(name));
if (stylesheet) names.set(stylesheet, await writeHashed(folder, "page.css", await readFile(path(stylesheet))));

// The browser requests all of it at once, instead of one after another.
const hints = [
  '<link rel="modulepreload" href="embed.js">',
  `<link rel="modulepreload" href="${glue}">`,
  `<link rel="preload" as="fetch" type="application/wasm" crossorigin href="${wasm}">`,
];
for (const name of (await readdir(folder)).filter((file) => file.endsWith(".html"))) {
  await writeFile(path(name), pageHtml(await readFile(path(name), "utf8"), hints, names));
}

for (const name of [
  "bounces-report.js",
  "bounces-report_bg.wasm",
  "snippets",
  "shell",
  "languages",
  "skeleton_styles.js",
])
  await rm(path(name), { recursive: true });
for (const name of names.keys()) await rm(path(name));
