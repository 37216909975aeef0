// The public names of <bounces-report> and their defaults, as the code has them.

import { readdir, readFile } from "node:fs/promises";

/**
 * A custom property with its default, or with one for each color scheme, which `NAME-light` and `NAME-dark` override.
 * @typedef {{ name: string, default: string } | { name: string, light: string, dark: string }} CustomProperty
 */

/** @param {string[]} names */
const unique = (names) => [...new Set(names)].sort();

/**
 * The first capture group of all matches.
 * @param {string} text
 * @param {RegExp} pattern
 */
const capturesOf = (text, pattern) => unique([...text.matchAll(pattern)].map(([, name]) => name));

/**
 * The text of all files below a folder whose names end with `extension`.
 * @param {URL} folder
 * @param {string} extension
 */
async function readAll(folder, extension) {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith(extension)).sort();
  const texts = await Promise.all(paths.map((path) => readFile(new URL(path, folder), "utf8")));
  return texts.join("\n");
}

/**
 * The public names in the code.
 * @param {URL} root the root of the repository
 */
export async function readCode(root) {
  const read = (/** @type {string} */ path) => readFile(new URL(path, root), "utf8");
  const mount = await read("src/element/mount.rs");
  const element = await read("src/element/shell/element.js");
  const [, ofClass = ""] = (await read("src/element/shell/attributes.js")).match(/ATTRIBUTES = \[([^\]]+)\]/) ?? [];
  const attributes = capturesOf(ofClass, /"([a-z-]+)"/g);
  // The widget reads nothing that the class does not know.
  const ofWidget = capturesOf(mount, /\b(?:text\(|(?:word|number)\(&element, )"([a-z-]+)"/g);
  const unknown = ofWidget.filter((name) => !attributes.includes(name));
  if (unknown.length > 0) throw new Error(`the class of the element does not observe ${unknown}`);
  const publicMembers = capturesOf(element, /^ {4}(?:get |async |\*|async \*)?([a-zA-Z]+)\(.*\) \{$/gm).filter(
    (name) => !/^(constructor|\w+Callback)$/.test(name),
  );
  const accessors = capturesOf(element, /^ {4}get ([a-zA-Z]+)\(/gm);
  const properties = new Set(attributes.map(propertyOf));
  return {
    attributes,
    fields: accessors.filter((name) => !properties.has(name)),
    methods: publicMembers.filter((name) => !accessors.includes(name)),
    events: capturesOf(await read("src/state/event.rs"), /"(bounces-[a-z-]+)"/g),
    parts: partsOf(await readAll(new URL("src/view/", root), ".rs")),
    customProperties: await customProperties(root),
  };
}

/** @param {string} views */
const partsOf = (views) =>
  unique(capturesOf(views, /\bpart(?:="|", ")([a-z -]+)"/g).flatMap((names) => names.split(" ")));

/** @param {string} attribute */
export const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * The custom properties of the style sheet with their defaults.
 * @param {URL} root the root of the repository
 * @returns {Promise<CustomProperty[]>}
 */
export async function customProperties(root) {
  const styles = (await readAll(new URL("style/bounces/", root), ".css")).replaceAll(/\s+/g, " ");
  /** @type {Map<string, CustomProperty>} */
  const found = new Map();
  for (const { 0: start, 1: name, index } of styles.matchAll(/var\( ?(--bounces-[a-z0-9-]+), ?/g)) {
    if (/-(?:light|dark)$/.test(name)) continue;
    // Hosts know the inner names by those that they can set.
    const value = argumentAt(styles, index + start.length).replaceAll(/var\(--(?!bounces-)/g, "var(--bounces-");
    const schemes = value.match(/^light-dark\( ?var\((--[a-z0-9-]+)-light, (.+?)\), var\(\1-dark, (.+?)\) ?\)$/);
    if (value.startsWith("light-dark(") && schemes?.[1] !== name)
      throw new Error(`hosts need ${name}-light and ${name}-dark, because bundlers rewrite light-dark()`);
    const property = schemes ? { name, light: schemes[2], dark: schemes[3] } : { name, default: value };
    if (found.has(name) && JSON.stringify(found.get(name)) !== JSON.stringify(property))
      throw new Error(`${name} has several defaults`);
    found.set(name, property);
  }
  return [...found.values()];
}

/**
 * The text from a position up to the parenthesis that closes it.
 * @param {string} text
 * @param {number} start
 */
function argumentAt(text, start) {
  let depth = 0;
  for (let end = start; end < text.length; end += 1) {
    if (text[end] === "(") depth += 1;
    else if (text[end] === ")" && depth-- === 0) return text.slice(start, end).trim();
  }
  throw new Error("a parenthesis is not closed");
}
