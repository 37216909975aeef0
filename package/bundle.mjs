// Bundles the JavaScript of the widget, and names files by their content, for page.mjs and build.mjs.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { build } from "esbuild";

/** The folder of the files whose names contain their hash; servers may send it as immutable. */
export const ASSETS = "assets";

/**
 * Writes a file into the assets of a folder; its new name.
 * @param {string} folder
 * @param {string} name such as "page.js"
 * @param {string | Uint8Array} content
 */
export async function writeHashed(folder, name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const extension = extname(name);
  const path = `${ASSETS}/${basename(name, extension)}-${hash}${extension}`;
  await mkdir(join(folder, dirname(path)), { recursive: true });
  await writeFile(join(folder, path), content);
  return path;
}

/**
 * A minified module.
 * @param {string} entry
 * @param {{ external?: string[], define?: Record<string, string>, banner?: string, plugins?: import("esbuild").Plugin[] }} [options]
 *   `external` stays an import
 */
export async function bundle(entry, { external = [], define = {}, banner = "", plugins = [] } = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    external,
    define,
    plugins,
    banner: banner ? { js: banner } : {},
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/**
 * The names and texts of all language files, without white space.
 * @param {string | URL} folder
 */
export async function readLanguages(folder) {
  const names = (await readdir(folder)).sort();
  const path = (/** @type {string} */ name) => (folder instanceof URL ? new URL(name, folder) : join(folder, name));
  const read = async (/** @type {string} */ name) => JSON.stringify(JSON.parse(await readFile(path(name), "utf8")));
  return Promise.all(names.map(async (name) => ({ name, text: await read(name) })));
}

/**
 * Writes the files of all languages into the assets of a folder.
 * @param {string | URL} from
 * @param {string} folder
 * @returns {Promise<(script: string, base: string) => string>} replaces their URLs in a script by those below `base`
 */
export async function writeLanguages(from, folder) {
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (const { name, text } of await readLanguages(from)) paths.set(name, await writeHashed(folder, name, text));
  return (script, base) =>
    script.replaceAll(/(["'`])(?:(?:\.\.\/)+languages\/|\.\/)([a-z]{2}\.json)\1/g, (_, quote, name) => {
      const path = paths.get(name);
      if (!path) throw new Error(`there is no language file ${name}`);
      return `${quote}${base}${path}${quote}`;
    });
}

/**
 * Replaces a text that must occur.
 * @param {string} script
 * @param {string} text
 * @param {string} replacement
 */
export function replaceIn(script, text, replacement) {
  if (!script.includes(text)) throw new Error(`the script does not contain ${text}`);
  return script.replaceAll(text, replacement);
}
