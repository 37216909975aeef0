// Writes the npm package: modules for bundlers, a single file for pages without one, types, and data for editors. All files that
// the modules need are beside them.

import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { customProperties, propertyOf } from "./api/code.mjs";
import { htmlCustomData, manifest, webTypes } from "./api/manifest.mjs";
import { ATTRIBUTES, EVENTS, PROPERTIES } from "./api/source.mjs";
import { bundle, readLanguages } from "./bundle.mjs";
import { packageModules } from "./modules.mjs";
import { publishedReadme, publisherFields, readPublisher } from "./publisher.mjs";

const root = new URL("../", import.meta.url);
/** @param {string} path in the repository */
const source = (path) => fileURLToPath(new URL(path, root));
const json = (/** @type {unknown} */ value) => `${JSON.stringify(value, null, 2)}\n`;
/** For programs only: without white space. */
const compactJson = (/** @type {unknown} */ value) => `${JSON.stringify(value)}\n`;

/** Modules with their types in the folder frameworks/, for templates. */
const FRAMEWORKS = ["react", "vue", "svelte", "preact"];
const STYLES = ["tokens.css", "placeholder.css"];

/** @param {string} name */
const moduleEntry = (name) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });

/**
 * @param {string} version
 * @param {Record<string, string>} publisher
 */
const packageJson = (version, publisher) => ({
  name: "bounces-report",
  version,
  description:
    "A web component that shows which contacts of a Constant Contact email bounced, why, and what to do about it",
  keywords: ["web-component", "custom-element", "constant-contact", "email", "bounces", "webassembly", "react", "vue"],
  license: "MIT OR Apache-2.0",
  ...publisherFields(publisher).fields,
  type: "module",
  engines: { node: ">=18" },
  main: "./index.js",
  types: "./index.d.ts",
  unpkg: "./bounces-report.min.js",
  jsdelivr: "./bounces-report.min.js",
  customElements: "./custom-elements.json",
  "web-types": "./web-types.json",
  exports: {
    ".": moduleEntry("index"),
    "./element": moduleEntry("element"),
    "./view": moduleEntry("view"),
    ...Object.fromEntries(FRAMEWORKS.map((name) => [`./${name}`, moduleEntry(name)])),
    "./bounces-report.min.js": { types: "./index.d.ts", default: "./bounces-report.min.js" },
    ...Object.fromEntries(STYLES.map((name) => [`./${name}`, `./${name}`])),
    "./themes/*": "./themes/*",
    "./*.json": "./*.json",
    "./*.wasm": "./*.wasm",
  },
  sideEffects: ["./index.js", ...FRAMEWORKS.map((name) => `./${name}.js`), "./*.min.js", "./*.css", "./themes/*.css"],
  files: ["*.js", "*.d.ts", "*.json", "*.css", "*.wasm", "themes", "CHANGELOG.md", "LICENSE*"],
  peerDependencies: { react: ">=18", vue: ">=3.4", svelte: ">=5", preact: ">=10" },
  peerDependenciesMeta: Object.fromEntries(FRAMEWORKS.map((name) => [name, { optional: true }])),
  publishConfig: { access: "public" },
});

/** @param {import("./api/code.mjs").CustomProperty[]} properties */
function tokensCss(properties) {
  const lines = properties.flatMap((property) =>
    "light" in property
      ? [`  ${property.name}-light: ${property.light};`, `  ${property.name}-dark: ${property.dark};`]
      : [`  ${property.name}: ${property.default};`],
  );
  return [
    "/* The custom properties of <bounces-report>, with their defaults. Copy the ones that you change. */",
    "bounces-report {",
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** The names that the React component has to tell apart. */
function members() {
  const camelCase = (/** @type {{ name: string }} */ { name }) => propertyOf(name);
  const attributes = ATTRIBUTES.map((attribute) => [camelCase(attribute), attribute.name]);
  const events = EVENTS.map((event) => [propertyOf(`on-${event.name}`), event.name]);
  const properties = PROPERTIES.filter(({ readonly }) => !readonly).map(({ name }) => name);
  return [
    `export const ATTRIBUTES = ${JSON.stringify(Object.fromEntries(attributes))};`,
    `export const EVENTS = ${JSON.stringify(Object.fromEntries(events))};`,
    `export const PROPERTIES = ${JSON.stringify(properties)};`,
    "",
  ].join("\n");
}

/**
 * @param {string} built the output of Trunk
 * @param {string} npm the folder to write
 * @param {{ version: string, banner: string, define: Record<string, string>, single: string, integrity: string }} release
 *   `define` replaces names in the modules, `single` is the text of the single-file module, `integrity` its hash
 */
export async function writeNpmPackage(built, npm, { version, banner, define, single, integrity }) {
  await mkdir(npm, { recursive: true });
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFile(join(npm, name), text);
  const copied = [
    ...[
      "CHANGELOG.md",
      "types.d.ts",
      "element.d.ts",
      "index.d.ts",
      "messages.d.ts",
      "view.js",
      "view.d.ts",
      "placeholder.css",
    ].map((name) => `package/${name}`),
    ...(await readdir(source("package/frameworks"))).map((name) => `package/frameworks/${name}`),
    ...["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"],
  ];
  for (const path of copied) await cp(source(path), join(npm, basename(path)));
  await cp(source("package/themes"), join(npm, "themes"), { recursive: true });
  await cp(join(built, "bounces-report_bg.wasm"), join(npm, "bounces-report.wasm"));
  for (const { name, text } of await readLanguages(new URL("src/i18n/languages/", root))) await write(name, text);

  // Modules of their own: what one imports from another stays an import.
  const modules = ["./files.js", "./element.js", "./glue.js"];
  const options = { banner, define };
  const entries = { index: "package/index.js", element: "package/element.js", files: "package/files.js" };
  for (const [name, path] of Object.entries({ ...entries, glue: join(built, "bounces-report.js") }))
    await write(
      `${name}.js`,
      await bundle(name === "glue" ? path : source(path), { ...options, plugins: [packageModules(built, modules)] }),
    );
  await write("bounces-report.min.js", single);
  await write("members.js", members());

  const publisher = await readPublisher();
  await write("README.md", publishedReadme(await readFile(source("package/README.md"), "utf8"), version, publisher));
  const properties = await customProperties(root);
  await write("custom-elements.json", compactJson(manifest(properties)));
  await write("web-types.json", compactJson(webTypes(version, properties)));
  await write("html-custom-data.json", compactJson(htmlCustomData()));
  await write("integrity.json", json({ version, integrity: { "bounces-report.min.js": integrity } }));
  await write("tokens.css", tokensCss(properties));
  await write("package.json", json(packageJson(version, publisher)));
}
