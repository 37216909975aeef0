// Installs the package as npm would: what `npm pack` packs, into the `node_modules` of folders. scripts/test runs it.
//
//   node tests/package/install.mjs FOLDER...

import { execFile } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const built = fileURLToPath(new URL("../../pkg/npm", import.meta.url));

/** The packed package, for checks of it. */
export const archiveOf = (folder) => join(folder, "node_modules/bounces-report.tgz");

async function install(folder) {
  const modules = join(folder, "node_modules");
  const target = join(modules, "bounces-report");
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", modules], { cwd: built });
  const [{ filename }] = JSON.parse(stdout);
  await rename(join(modules, filename), archiveOf(folder));
  await run("tar", ["-xzf", archiveOf(folder), "-C", target, "--strip-components=1"]);
}

if (argv[1] === fileURLToPath(import.meta.url)) for (const folder of argv.slice(2)) await install(resolve(folder));
