// Removes the names of functions from the WebAssembly of a release build: `wasm-opt` orders the functions by their names, and nothing needs them later. Trunk
// runs this script after each build.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { withoutFunctionNames } from "../package/short_names.mjs";

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = env;
if (TRUNK_PROFILE === "release" && TRUNK_STAGING_DIR) {
  const path = join(TRUNK_STAGING_DIR, "bounces-report_bg.wasm");
  await writeFile(path, withoutFunctionNames(await readFile(path)));
}
