// Writes the part of the widget's style sheet that the skeleton of src/element/shell needs, as a module: the rules whose
// classes all occur in the skeleton. So its dimensions are written once, in style/bounces.
//
//   node scripts/skeleton_styles.mjs FOLDER     writes FOLDER/skeleton_styles.js
//
// Trunk passes the folder as TRUNK_STAGING_DIR.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, env } from "node:process";

const root = new URL("../", import.meta.url);
const read = (/** @type {string} */ path) => readFile(new URL(path, root), "utf8");

/** Selectors of what depends on the user. */
const DYNAMIC =
  /(?<!:):(?!:|host|where|is|not|has|dir|nth-child\(n\)|first-child|last-child)|\[(?!hidden|theme|sections)/;
/** Elements that a skeleton does not have. */
const FOREIGN =
  /\b(a|bdi|button|caption|details|dialog|h3|input|li|mark|select|summary|svg|table|tbody|td|th|thead|tr|ul)\b/;

/**
 * The blocks of a style sheet at one level: what is before the brace, and what is inside.
 * @param {string} css without comments
 */
function* blocksOf(css) {
  let start = 0;
  while (true) {
    const open = css.indexOf("{", start);
    if (open < 0) return;
    let depth = 1;
    let end = open + 1;
    for (; depth > 0; end += 1) depth += css[end] === "{" ? 1 : css[end] === "}" ? -1 : 0;
    yield [css.slice(start, open).trim(), css.slice(open + 1, end - 1).trim()];
    start = end;
  }
}

/**
 * @param {string} css
 * @param {Set<string>} classes
 * @returns {string}
 */
function rulesFor(css, classes) {
  const isNeeded = (/** @type {string} */ selector) =>
    !DYNAMIC.test(selector) &&
    !FOREIGN.test(selector.replace(/[.-][\w-]+|"[^"]*"/g, "")) &&
    [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name));
  let rules = "";
  for (const [prelude, body] of blocksOf(css)) {
    if (/^@(media|container|supports)/.test(prelude)) {
      const inner = /print/.test(prelude) ? "" : rulesFor(body, classes);
      if (inner) rules += `${prelude}{${inner}}`;
    } else if (prelude.startsWith("@")) {
      if (prelude === "@keyframes breathe") rules += `${prelude}{${body}}`;
    } else {
      // Commas between selectors, not those inside ":is(…)".
      const needed = prelude.split(/,(?![^(]*\))/).filter((selector) => isNeeded(selector));
      if (needed.length > 0) rules += `${needed.join(",")}{${body}}`;
    }
  }
  return rules;
}

/**
 * The style sheet without custom properties that it does not use.
 * @param {string} css minified
 * @returns {string}
 */
function withoutUnused(css) {
  const shorter = css.replace(/(?<=[{;])(--[\w-]+):[^;}]+;/g, (declaration, name) =>
    css.includes(`var(${name})`) || css.includes(`var(${name},`) ? declaration : "",
  );
  return shorter === css ? css : withoutUnused(shorter);
}

/** The style sheet of the skeleton, minified. */
export async function skeletonStyles() {
  const sheets = (await read("build.rs")).matchAll(/"(style\/bounces\/[^"]+)"/g);
  const css = (await Promise.all([...sheets].map(([, path]) => read(path)))).join("\n");
  const shell = await Promise.all(["skeleton", "startup_problem"].map((name) => read(`src/element/shell/${name}.js`)));
  const names = shell.join("\n").matchAll(/"(?:\w+\.)?([\w -]+)"/g);
  const classes = new Set([...names].flatMap(([, name]) => name.split(" ")));
  const rules = rulesFor(css.replace(/\/\*.*?\*\//gs, ""), classes);
  return withoutUnused(
    rules
      .replace(/\s+/g, " ")
      .replace(/ ?([{};,]) ?/g, "$1")
      .replace(/: (?=[^{}]*[;}])/g, ":")
      .replaceAll(";}", "}"),
  );
}

const folder = argv[1]?.endsWith("skeleton_styles.mjs") && (argv[2] ?? env.TRUNK_STAGING_DIR);
if (folder) {
  const text = JSON.stringify(await skeletonStyles());
  await writeFile(join(folder, "skeleton_styles.js"), `export const skeletonStyles = ${text};\n`);
}
