// The skeleton is drawn twice: before the WebAssembly by JavaScript, then by the report. Nothing moves in between if both have as many parts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** The numbers among the constants of a file, by name. */
async function numbersOf(path) {
  const code = await readFile(new URL(`../${path}`, import.meta.url), "utf8");
  const constants = code.matchAll(/^const (\w+)(?:: usize)? = (\d+);$/gm);
  return Object.fromEntries([...constants].map(([, name, number]) => [name, Number(number)]));
}

test("both skeletons have the same number of parts", async () => {
  const numbers = await numbersOf("src/view/status/skeleton.rs");
  assert.deepEqual(Object.keys(numbers), ["ROWS", "STEPS", "STEP_LINES", "LINES"]);
  assert.deepEqual(await numbersOf("src/element/shell/skeleton.js"), numbers);
});
