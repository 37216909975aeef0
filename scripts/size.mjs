// Prints the transfer size, with brotli at quality 11, of what `<bounces-report>` loads: before its first row in English, and in all, with the largest
// translation. Fails above the budgets in size_budgets.json.
//
//   node scripts/size.mjs dist

import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { argv, exit } from "node:process";
import { brotliCompressSync, constants } from "node:zlib";

/** The files by their names without hashes. The scripts of the pages are not part of the widget. */
const BEFORE_FIRST_ROW = /^(embed\.js|assets\/bounces-report-[0-9a-f]{16}\.(js|wasm))$/;
const TRANSLATION = /^assets\/[a-z]{2}-[0-9a-f]{16}\.json$/;

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
  console.log(name.padEnd(48), String(size).padStart(9), String(compressed).padStart(9));

const folder = argv[2];
const paths = (await readdir(folder, { recursive: true })).map((path) => path.split(sep).join("/")).sort();

/** @param {RegExp} pattern */
async function sizesOf(pattern) {
  const sizes = [];
  for (const path of paths.filter((one) => pattern.test(one))) {
    const bytes = await readFile(join(folder, path));
    const compressed = transferSize(bytes);
    printLine(path, bytes.length, compressed);
    sizes.push(compressed);
  }
  if (sizes.length === 0) throw new Error(`${folder} has no release page: run scripts/build page`);
  return sizes;
}

printLine("file", "bytes", "brotli 11");
const first = (await sizesOf(BEFORE_FIRST_ROW)).reduce((sum, size) => sum + size);
const all = first + Math.max(...(await sizesOf(TRANSLATION)));
const { budgets } = JSON.parse(await readFile(new URL("size_budgets.json", import.meta.url), "utf8"));

/** @type {Record<string, number>} */
const measured = { "before the first row": first, "in all": all };
let isAbove = false;
for (const [name, size] of Object.entries(measured)) {
  const { bytes, aim } = budgets[name];
  console.log(`${name}: ${size} bytes; budget ${bytes}, aim ${aim}`);
  if (size > bytes) {
    console.error(`${name}: ${size - bytes} bytes above the budget`);
    isAbove = true;
  }
}
if (isAbove) exit(1);
