import assert from "node:assert/strict";
import { test } from "node:test";
import { namedByCode, withoutNames } from "./order_functions.mjs";

const text = (/** @type {string} */ value) => [value.length, ...Buffer.from(value)];
const section = (/** @type {number} */ id, /** @type {number[]} */ content) => [id, content.length, ...content];
const TYPES = section(0, [...text("target_features"), 0]);

/** A module that imports a function; its own two return 2 and 1. */
const WASM = [
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 0, 1, 0x7f]),
  ...section(2, [1, ...text("glue"), ...text("now"), 0, 0]),
  ...section(3, [2, 0, 0]),
  ...section(7, [2, ...text("two"), 0, 1, ...text("one"), 0, 2]),
  ...section(10, [2, 4, 0, 0x41, 2, 0x0b, 4, 0, 0x41, 1, 0x0b]),
];
const names = (/** @type {[number, string][]} */ list) => {
  const entries = list.flatMap(([index, name]) => [index, ...text(name)]);
  return section(0, [...text("name"), 1, entries.length + 1, list.length, ...entries]);
};

test("functions are named by the place of their code, and keep their indices", () => {
  const named = namedByCode(Uint8Array.from([...WASM, ...TYPES]));
  const expected = [
    ...WASM,
    ...TYPES,
    ...names([
      [1, "f000001"],
      [2, "f000000"],
    ]),
  ];
  assert.deepEqual(named, Buffer.from(expected));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(named), { glue: { now: () => 0 } });
  assert.equal(/** @type {() => number} */ (exports.two)(), 2);
});

test("names are replaced and removed, and other sections are kept", () => {
  const named = Uint8Array.from([...WASM, ...names([[1, "two"]]), ...TYPES]);
  assert.deepEqual(withoutNames(named), Buffer.from([...WASM, ...TYPES]));
  assert.deepEqual(namedByCode(named), namedByCode(Uint8Array.from([...WASM, ...TYPES])));
});
