// Shortens the names between the WebAssembly and its JavaScript. wasm-bindgen ends each with a hash of 16 digits, which do not
// compress and are in both files.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode, HEADER_LENGTH, Reader, sectionsOf } from "./wasm_format.mjs";

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;
/** The names of wasm-bindgen's own imports and exports. */
const HASHED = /^(?:__wbg_|__wbindgen_|wasm_bindgen_)\w*[0-9a-f]{16}\w*$/;

/**
 * The content of a section with other names. Imports that are not functions would need more code here; wasm-bindgen writes none.
 * @param {number} id
 * @param {Uint8Array} content
 * @param {(name: string) => string} rename
 */
function renamed(id, content, rename) {
  const reader = new Reader(content);
  const count = reader.integer();
  /** @type {Uint8Array[]} */
  const parts = [encode(count)];
  const addName = (/** @type {string} */ name) => {
    const bytes = new TextEncoder().encode(name);
    parts.push(encode(bytes.length), bytes);
  };
  for (let index = 0; index < count; index++) {
    if (id === IMPORTS) addName(reader.name());
    addName(rename(reader.name()));
    const kind = reader.byte();
    if (id === IMPORTS && kind !== FUNCTION) throw new Error("the WebAssembly imports something else than functions");
    parts.push(Uint8Array.of(kind), encode(reader.integer()));
  }
  return Buffer.concat(parts);
}

/**
 * @param {Uint8Array} wasm
 * @param {string} script its JavaScript by wasm-bindgen
 */
export function shortenNames(wasm, script) {
  /** @type {Map<string, string>} */
  const names = new Map();
  const shorten = (/** @type {string} */ name) => {
    if (!HASHED.test(name)) return name;
    const short = names.get(name) ?? `$${names.size.toString(36)}`;
    names.set(name, short);
    return short;
  };
  const parts = [wasm.subarray(0, HEADER_LENGTH)];
  for (const { id, content } of sectionsOf(wasm)) {
    const written = id === IMPORTS || id === EXPORTS ? renamed(id, content, shorten) : content;
    parts.push(Uint8Array.of(id), encode(written.length), written);
  }
  // Only as members: functions of the script may have the same names, and keep them.
  const shortScript = script
    .replaceAll(/(?<=\bwasm\.)\w+/g, (name) => names.get(name) ?? name)
    .replaceAll(/^(\s+)(\w+)(?=: )/gm, (whole, space, name) => (names.has(name) ? space + names.get(name) : whole));
  return { wasm: Buffer.concat(parts), script: shortScript };
}

/**
 * Shortens the names in the output of wasm-bindgen. Does nothing if it is done already.
 * @param {string} folder
 */
export async function shortenNamesIn(folder) {
  const [wasmPath, scriptPath] = ["bounces-report_bg.wasm", "bounces-report.js"].map((name) => join(folder, name));
  const { wasm, script } = shortenNames(await readFile(wasmPath), await readFile(scriptPath, "utf8"));
  await writeFile(wasmPath, wasm);
  await writeFile(scriptPath, script);
}
