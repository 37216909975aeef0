// Adds a `modulepreload` link for every module of the widget to the HTML pages of a folder. Without it, a browser finds an imported module only after it
// has downloaded the module that imports it.
//
//   node scripts/add_modulepreload.mjs dist

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { argv } from "node:process";

const folder = argv[2];
const files = (await readdir(folder, { recursive: true })).map((path) => path.split(sep).join("/"));
const modules = ["bounces-report.js", ...files.filter((path) => /^snippets\/.*\.js$/.test(path)).sort()];

for (const name of files.filter((path) => path.endsWith(".html"))) {
  const path = join(folder, name);
  const page = await readFile(path, "utf8");
  const missing = modules.filter((module) => !page.includes(`href="${module}"`));
  const links = missing.map((module) => `<link rel="modulepreload" href="${module}">\n`).join("");
  await writeFile(
    path,
    page.replace("</head>", () => `${links}</head>`),
  );
}
