// Builds the npm package and the plain folder from the output of wasm-pack. scripts/package runs it.
//
//   node package/build.mjs BUILT OUT      writes OUT/npm and OUT/plain

import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { skeletonStyles } from "../scripts/skeleton_styles.mjs";
import { customProperties } from "./api/code.mjs";
import { htmlCustomData, manifest, webTypes } from "./api/manifest.mjs";
import { bundle, replaceIn, writeHashed, writeLanguages } from "./bundle.mjs";

const [built, out] = argv.slice(2);
const root = new URL("../", import.meta.url);
/** @param {string} path in the repository */
const source = (path) => new URL(path, root);
const npm = join(out, "npm");
const plain = join(out, "plain");

const [, version] = (await readFile(source("Cargo.toml"), "utf8")).match(/^version = "([^"]+)"/m);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const sha384 = async (path) =>
  createHash("sha384")
    .update(await readFile(path))
    .digest();

for (const folder of [npm, plain]) await rm(folder, { recursive: true, force: true });
await mkdir(npm, { recursive: true });
await mkdir(plain, { recursive: true });

// The npm package.
const sources = ["index.js", "index.d.ts", "element.js", "element.d.ts", "types.d.ts", "messages.d.ts", "widget.js"];
for (const name of [...sources, "README.md"]) await cp(source(`package/${name}`), join(npm, name));
for (const name of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) await cp(source(name), join(npm, name));
for (const name of ["bounces-report.js", "bounces-report_bg.wasm", "snippets"])
  await cp(join(built, name), join(npm, "wasm", name), { recursive: true });
await cp(source("src/i18n/languages"), join(npm, "wasm", "languages"), { recursive: true });
await cp(source("src/element/shell"), join(npm, "shell"), { recursive: true });
await writeFile(
  join(npm, "skeleton_styles.js"),
  `export const skeletonStyles = ${JSON.stringify(await skeletonStyles())};\n`,
);
const properties = await customProperties(root);
await writeFile(join(npm, "custom-elements.json"), json(manifest(properties)));
await writeFile(join(npm, "web-types.json"), json(webTypes(version, properties)));
await writeFile(join(npm, "html-custom-data.json"), json(htmlCustomData()));
const tokens = properties.flatMap((property) =>
  "light" in property
    ? [`  ${property.name}-light: ${property.light};`, `  ${property.name}-dark: ${property.dark};`]
    : [`  ${property.name}: ${property.default};`],
);
const tokensCss = [
  "/* The custom properties of <bounces-report>, with their defaults. Copy the ones that you change. */",
  "bounces-report {",
  ...tokens,
  "}",
  "",
];
await writeFile(join(npm, "tokens.css"), tokensCss.join("\n"));
await writeFile(
  join(npm, "package.json"),
  json({
    name: "bounces-report",
    version,
    description:
      "A web component that shows which contacts of a Constant Contact email bounced, why, and what to do about it",
    license: "MIT OR Apache-2.0",
    type: "module",
    main: "./index.js",
    types: "./index.d.ts",
    customElements: "./custom-elements.json",
    "web-types": "./web-types.json",
    exports: {
      ".": { types: "./index.d.ts", default: "./index.js" },
      "./element": { types: "./element.d.ts", default: "./element.js" },
      "./tokens.css": "./tokens.css",
      "./custom-elements.json": "./custom-elements.json",
      "./web-types.json": "./web-types.json",
      "./html-custom-data.json": "./html-custom-data.json",
      "./package.json": "./package.json",
    },
    sideEffects: ["./index.js", "./tokens.css"],
    files: ["*.js", "*.d.ts", "*.json", "*.css", "shell", "wasm", "LICENSE*"],
  }),
);

// The plain folder: a single module, so that one hash covers all scripts; the names of what it loads contain their hashes.
const withLanguages = await writeLanguages(join(npm, "wasm/languages"), plain);
const wasm = await readFile(join(built, "bounces-report_bg.wasm"));
const wasmPath = await writeHashed(plain, "bounces-report.wasm", wasm);
const integrity = `sha384-${createHash("sha384").update(wasm).digest("base64")}`;
const single = await bundle(join(npm, "index.js"), { define: { BOUNCES_WASM_INTEGRITY: JSON.stringify(integrity) } });
const script = replaceIn(withLanguages(single, "./"), "./wasm/bounces-report_bg.wasm", `./${wasmPath}`);
await writeFile(join(plain, "bounces-report.js"), script);
const files = (await readdir(plain, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const paths = files
  .map((entry) => pathToFileURL(join(entry.parentPath, entry.name)).href.slice(pathToFileURL(`${plain}/`).href.length))
  .sort();
const sums = await Promise.all(
  paths.map(async (path) => `${(await sha384(join(plain, path))).toString("hex")}  ${path}\n`),
);
await writeFile(join(plain, "SHA384SUMS"), sums.join(""));
const hash = (await sha384(join(plain, "bounces-report.js"))).toString("base64");
const embedHtml = [
  `<script type="module" src="/bounces/bounces-report.js" integrity="sha384-${hash}" crossorigin="anonymous"></script>`,
  '<bounces-report campaign-activity-id="98edac88-f4bc-408c-9e64-acd890384231"></bounces-report>',
  "",
];
await writeFile(join(plain, "embed.html"), embedHtml.join("\n"));
