// Writes FILE.br, compressed by brotli at quality 11, for every text and WebAssembly file above 1 KiB in a folder. The proxy serves these files as they are.
// Other servers may need FILE.gz.
//
//   node scripts/precompress.mjs dist

import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip as gzipCompress } from "node:zlib";

const TEXT = [".html", ".css", ".js", ".json", ".svg", ".txt"];
// Smaller files fit into one or two packets uncompressed.
const MIN_SIZE = 1024;

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzipCompress);

/**
 * @param {string} path
 * @param {boolean} gzip
 */
async function precompressFile(path, gzip) {
  const extension = extname(path);
  if (extension !== ".wasm" && !TEXT.includes(extension)) return;
  const original = await readFile(path);
  if (original.length <= MIN_SIZE) return;
  const compressed = await compressBrotli(original, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: extension === ".wasm" ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: original.length,
    },
  });
  await writeFile(`${path}.br`, compressed);
  if (gzip) await writeFile(`${path}.gz`, await compressGzip(original, { level: 9 }));
}

/**
 * @param {string} folder
 * @param {{ gzip?: boolean }} [options] whether there are also files for gzip
 */
export async function precompress(folder, { gzip = false } = {}) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(files.map((path) => precompressFile(path, gzip)));
}

if (argv[1] === fileURLToPath(import.meta.url)) await precompress(argv[2]);
