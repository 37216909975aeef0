// Builds the npm package and the plain folder from the output of Trunk. scripts/package runs it.
//
//   node package/build.mjs BUILT OUT      writes OUT/npm and OUT/plain

import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { precompress } from "../scripts/precompress.mjs";
import { bundle, replaceIn, writeHashed, writeLanguages } from "./bundle.mjs";
import { packageModules } from "./modules.mjs";
import { writeNpmPackage } from "./npm.mjs";
import { homepageOf, readPublisher, versionOf } from "./publisher.mjs";
import { shortenNamesIn } from "./short_names.mjs";

const [built, out] = argv.slice(2).map((path) => resolve(path));
const root = new URL("../", import.meta.url);
const npm = join(out, "npm");
const plain = join(out, "plain");

const version = versionOf(await readFile(new URL("Cargo.toml", root), "utf8"));
const banner = `/*! bounces-report ${version} | MIT OR Apache-2.0 */`;
const sha384 = (/** @type {string | Uint8Array} */ content) => createHash("sha384").update(content).digest();
const integrityOf = (/** @type {string | Uint8Array} */ content) => `sha384-${sha384(content).toString("base64")}`;

for (const folder of [npm, plain]) await rm(folder, { recursive: true, force: true });

await shortenNamesIn(built);
const define = {
  BOUNCES_VERSION: JSON.stringify(version),
  BOUNCES_HOMEPAGE: JSON.stringify(homepageOf(await readPublisher())),
};
// A single module, so that one hash covers all scripts and the WebAssembly.
const wasm = await readFile(join(built, "bounces-report_bg.wasm"));
const single = await bundle(fileURLToPath(new URL("package/index.js", root)), {
  banner,
  define: { ...define, BOUNCES_WASM_INTEGRITY: JSON.stringify(integrityOf(wasm)) },
  plugins: [packageModules(built)],
});
await writeNpmPackage(built, npm, { version, banner, define, single, integrity: integrityOf(single) });

// The plain folder: the names of what the module loads contain their hashes, so that servers can send them as immutable.
const withLanguages = await writeLanguages(new URL("src/i18n/languages/", root), plain);
const wasmPath = await writeHashed(plain, "bounces-report.wasm", wasm);
const script = replaceIn(withLanguages(single, "./"), "./bounces-report.wasm", `./${wasmPath}`);
await writeFile(join(plain, "bounces-report.js"), script);
await cp(new URL("package/themes/", root), join(plain, "themes"), { recursive: true });
for (const name of ["tokens.css", "placeholder.css"]) await cp(join(npm, name), join(plain, name));
const files = (await readdir(plain, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const paths = files
  .map((entry) => pathToFileURL(join(entry.parentPath, entry.name)).href.slice(pathToFileURL(`${plain}/`).href.length))
  .sort();
const sums = await Promise.all(
  paths.map(async (path) => `${sha384(await readFile(join(plain, path))).toString("hex")}  ${path}\n`),
);
await writeFile(join(plain, "SHA384SUMS"), sums.join(""));
const embedHtml = [
  `<!-- bounces-report ${version} -->`,
  `<script type="module" src="/bounces/bounces-report.js" integrity="${integrityOf(script)}" crossorigin="anonymous"></script>`,
  '<bounces-report campaign-activity-id="98edac88-f4bc-408c-9e64-acd890384231"></bounces-report>',
  "",
];
await writeFile(join(plain, "embed.html"), embedHtml.join("\n"));
await precompress(plain, { gzip: true });
