// Prints the bytes on the wire, brotli 11, of everything that `<bounces-report>` needs in English, and fails over the budget.
//
//   node scripts/size.mjs dist

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { brotliCompressSync, constants } from "node:zlib";

/** A kilobyte is 1,000 bytes. */
const BUDGET = 110_000;
const AIM = 80_000;

/** The module, what it imports, and nothing of the pages that show it. */
const NEEDED = /^(bounces-report\.js|bounces-report_bg\.wasm|snippets\/.*\.js)$/;

const wire = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

const folder = argv[2];
const files = (await readdir(folder, { recursive: true })).filter((path) => NEEDED.test(path)).sort();
if (!files.some((path) => path.endsWith(".wasm"))) throw new Error(`There is no built widget in ${folder}.`);

const line = (name, plain, small) => console.log(name.padEnd(64), String(plain).padStart(9), String(small).padStart(9));
line("file", "bytes", "brotli 11");
const sum = { plain: 0, small: 0 };
for (const path of files) {
  const bytes = await readFile(join(folder, path));
  const small = wire(bytes);
  line(path, bytes.length, small);
  sum.plain += bytes.length;
  sum.small += small;
}
line("all", sum.plain, sum.small);
const against = `the budget of ${BUDGET} (aim: ${AIM})`;
if (sum.small > BUDGET) {
  console.error(`${sum.small - BUDGET} bytes over ${against}`);
  exit(1);
}
console.log(`${BUDGET - sum.small} bytes below ${against}`);
