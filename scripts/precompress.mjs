// Writes FILE.br beside every text and wasm file over 1 KiB of a folder, with brotli at its best: the proxy serves them as they are.
//
//   node scripts/precompress.mjs dist

import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { argv } from "node:process";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TEXT = [".html", ".css", ".js", ".json", ".svg", ".txt"];
// Smaller files fit into a packet or two as they are.
const WORTH_IT = 1024;

const compress = promisify(brotliCompress);

async function precompress(path) {
  const kind = extname(path);
  if (kind !== ".wasm" && !TEXT.includes(kind)) return;
  const plain = await readFile(path);
  if (plain.length <= WORTH_IT) return;
  const small = await compress(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: kind === ".wasm" ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  await writeFile(`${path}.br`, small);
}

const entries = await readdir(argv[2], { recursive: true, withFileTypes: true });
await Promise.all(
  entries.filter((entry) => entry.isFile()).map((entry) => precompress(join(entry.parentPath, entry.name))),
);
