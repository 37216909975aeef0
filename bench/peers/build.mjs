// Builds the peers into dist/, minified and compressed, as an application of their own would be.
//
//   scripts/npm_ci bench/peers && node bench/peers/build.mjs && node scripts/precompress.mjs bench/peers/dist

import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const OUT = join(HERE, "dist");

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const { metafile } = await build({
  entryPoints: ["react.js", "ag_grid.js"].map((name) => join(HERE, name)),
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  define: { "process.env.NODE_ENV": '"production"' },
  metafile: true,
});
for (const name of ["react.html", "ag_grid.html", "peers.css"]) await copyFile(join(HERE, name), join(OUT, name));
const { devDependencies } = JSON.parse(await readFile(join(HERE, "package.json"), "utf8"));
console.log(
  Object.entries(devDependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(", "),
);
console.log(Object.keys(metafile.outputs).length, "scripts");
