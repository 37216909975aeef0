// Orders the functions of a release build by their code, so that similar ones are neighbors: brotli then finds more. Trunk runs this script after each build.
// `wasm-opt` only orders by name, so each function is named by its place first; nothing needs the names later.

import { spawnSync } from "node:child_process";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { encode, HEADER_LENGTH, Reader, sectionsOf } from "../package/wasm_format.mjs";

const CUSTOM = 0;
const IMPORTS = 2;
const CODE = 10;
/** Of the names of functions, in the section of names. */
const FUNCTIONS = 1;

const section = (/** @type {number} */ id, /** @type {Uint8Array} */ content) =>
  Buffer.concat([Uint8Array.of(id), encode(content.length), content]);
const text = (/** @type {string} */ value) => Buffer.concat([encode(value.length), Buffer.from(value)]);

/** @param {Uint8Array} content */
function bodiesOf(content) {
  const reader = new Reader(content);
  return Array.from({ length: reader.integer() }, () => Buffer.from(reader.take(reader.integer())));
}

/**
 * A module without names.
 * @param {Uint8Array} wasm
 */
export function withoutNames(wasm) {
  const kept = [...sectionsOf(wasm)].filter(
    ({ id, content }) => id !== CUSTOM || new Reader(content).name() !== "name",
  );
  return Buffer.concat([wasm.subarray(0, HEADER_LENGTH), ...kept.map(({ whole }) => whole)]);
}

/**
 * A module in which the names of functions sort as their code does.
 * @param {Uint8Array} wasm imports nothing but functions, as wasm-bindgen writes it
 */
export function namedByCode(wasm) {
  const contentOf = (/** @type {number} */ wanted) =>
    [...sectionsOf(wasm)].find(({ id }) => id === wanted)?.content ?? Uint8Array.of(0);
  const imported = new Reader(contentOf(IMPORTS)).integer();
  const bodies = bodiesOf(contentOf(CODE));
  const places = [...bodies.keys()].sort((one, other) => bodies[one].compare(bodies[other]) || one - other);
  /** @type {Uint8Array[]} */
  const names = [];
  for (const [place, index] of places.entries())
    names[index] = Buffer.concat([encode(imported + index), text(`f${String(place).padStart(6, "0")}`)]);
  const content = section(FUNCTIONS, Buffer.concat([encode(names.length), ...names]));
  return Buffer.concat([withoutNames(wasm), section(CUSTOM, Buffer.concat([text("name"), content]))]);
}

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = env;
if (TRUNK_PROFILE === "release" && TRUNK_STAGING_DIR) {
  const path = join(TRUNK_STAGING_DIR, "bounces-report_bg.wasm");
  const ordered = `${path}.ordered`;
  await writeFile(`${path}.named`, namedByCode(await readFile(path)));
  const flags = ["--enable-simd", "-g", "--reorder-functions-by-name", `${path}.named`, "-o", ordered];
  const { error, status } = spawnSync("wasm-opt", flags, { stdio: ["ignore", "ignore", "inherit"] });
  await rm(`${path}.named`);
  // Trunk has a `wasm-opt` of its own, so there may be none on PATH. The order is then that of the compiler, which works the same.
  if (error) console.error(`wasm-opt: ${error.message}: the WebAssembly will be a little larger.`);
  else if (status !== 0) throw new Error(`wasm-opt fails with ${status}`);
  else {
    await writeFile(ordered, withoutNames(await readFile(ordered)));
    await rename(ordered, path);
  }
}
