// Prints the transfer size, with brotli at quality 11, of everything that `<bounces-report>` needs in English. Fails above the budget.
//
//   node scripts/size.mjs dist

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { brotliCompressSync, constants } from "node:zlib";

/** In bytes; a kilobyte is 1,000 bytes. */
const BUDGET = 110_000;
const TARGET = 80_000;

/** The widget's module and its imports; the scripts of the pages are not part of it. */
const NEEDED = /^(bounces-report\.js|bounces-report_bg\.wasm|snippets\/.*\.js)$/;

/** @param {Buffer} bytes */
const transferSize = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

/** @type {(name: string, size: string | number, compressed: string | number) => void} */
const printLine = (name, size, compressed) =>
  console.log(name.padEnd(64), String(size).padStart(9), String(compressed).padStart(9));

const folder = argv[2];
const files = (await readdir(folder, { recursive: true })).filter((path) => NEEDED.test(path)).sort();
if (!files.some((path) => path.endsWith(".wasm"))) throw new Error(`${folder} has no built widget.`);

printLine("file", "bytes", "brotli 11");
const total = { size: 0, compressed: 0 };
for (const path of files) {
  const bytes = await readFile(join(folder, path));
  const compressed = transferSize(bytes);
  printLine(path, bytes.length, compressed);
  total.size += bytes.length;
  total.compressed += compressed;
}
printLine("total", total.size, total.compressed);
const budget = `the budget of ${BUDGET} (target: ${TARGET})`;
if (total.compressed > BUDGET) {
  console.error(`${total.compressed - BUDGET} bytes above ${budget}`);
  exit(1);
}
console.log(`${BUDGET - total.compressed} bytes below ${budget}`);
