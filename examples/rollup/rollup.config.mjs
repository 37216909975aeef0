import { cp, readdir } from "node:fs/promises";
import resolve from "@rollup/plugin-node-resolve";

const PACKAGE = "node_modules/bounces-report";

/** Rollup leaves `new URL(…, import.meta.url)` as it is: copies the package's files beside its output. */
const copyFiles = {
  name: "copy-bounces-report",
  async writeBundle({ dir }) {
    const files = (await readdir(PACKAGE)).filter((name) => /\.(wasm|css)$|^[a-z]{2}\.json$/.test(name));
    for (const name of files) await cp(`${PACKAGE}/${name}`, `${dir}/${name}`);
  },
};

export default {
  input: "main.js",
  output: { dir: "dist", format: "es" },
  plugins: [resolve(), copyFiles],
};
