import assert from "node:assert/strict";
import { test } from "node:test";
import { shortenNames } from "../package/short_names.mjs";

const IMPORTED = "__wbg_now_0123456789abcdef";
const EXPORTED = "wasm_bindgen_0123456789abcdef___invoke";

const text = (/** @type {string} */ value) => [value.length, ...Buffer.from(value)];
const section = (/** @type {number} */ id, /** @type {number[]} */ content) => [id, content.length, ...content];

/** A module that imports a function without parameters and exports it twice. */
const WASM = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 0, 0]),
  ...section(2, [1, ...text("glue"), ...text(IMPORTED), 0, 0]),
  ...section(7, [2, ...text(EXPORTED), 0, 0, ...text("report_clear"), 0, 0]),
]);

const SCRIPT = `
function ${EXPORTED}(a) { return wasm.${EXPORTED}(a); }
export function clear() { wasm.report_clear(); }
const imports = {
        ${IMPORTED}: function() {},
};
`;

test("names with a hash become short, in the WebAssembly and in its script", () => {
  const { wasm, script } = shortenNames(WASM, SCRIPT);
  const compiled = new WebAssembly.Module(wasm);
  assert.deepEqual(
    WebAssembly.Module.imports(compiled).map(({ module, name }) => `${module} ${name}`),
    ["glue $0"],
  );
  assert.deepEqual(
    WebAssembly.Module.exports(compiled).map(({ name }) => name),
    ["$1", "report_clear"],
  );
  assert.match(script, /^ +\$0: function/m);
  assert.ok(script.includes(`function ${EXPORTED}(a) { return wasm.$1(a); }`), script);
  assert.ok(script.includes("wasm.report_clear()"), script);
});

test("names that are short already stay", () => {
  const once = shortenNames(WASM, SCRIPT);
  assert.deepEqual(shortenNames(once.wasm, once.script), once);
});

test("an import that is not a function is refused", () => {
  const memory = [0, 97, 115, 109, 1, 0, 0, 0, ...section(2, [1, ...text("glue"), ...text("memory"), 2, 0, 1])];
  assert.throws(() => shortenNames(Uint8Array.from(memory), SCRIPT), /something else than functions/);
});
