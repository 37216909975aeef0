// Writes FILE.br, compressed by brotli at quality 11, for every text and WebAssembly file above 1 KiB in a folder. The proxy serves these files as they are.
//
//   node scripts/precompress.mjs dist

import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { argv } from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TEXT = [".html", ".css", ".js", ".json", ".svg", ".txt"];
// Smaller files fit into one or two packets uncompressed.
const MIN_SIZE = 1024;

const compress = promisify(brotliCompress);

/** @param {string} path */
async function precompress(path) {
  const extension = extname(path);
  if (extension !== ".wasm" && !TEXT.includes(extension)) return;
  const original = await readFile(path);
  if (original.length <= MIN_SIZE) return;
  const compressed = await compress(original, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: extension === ".wasm" ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: original.length,
    },
  });
  await writeFile(`${path}.br`, compressed);
}

const entries = await readdir(argv[2], { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
await Promise.all(files.map(precompress));
