import { cp, readdir } from "node:fs/promises";
import { build } from "esbuild";

await build({ entryPoints: ["main.js"], outdir: "dist", bundle: true, format: "esm", minify: true, splitting: true });
const files = (await readdir("node_modules/bounces-report")).filter((name) => /\.wasm$|^[a-z]{2}\.json$/.test(name));
for (const name of files) await cp(`node_modules/bounces-report/${name}`, `dist/bounces/${name}`);
