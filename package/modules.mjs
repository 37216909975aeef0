// Finds the modules of the package for esbuild: those in package/, the class in src/element/shell, and the JavaScript of the
// WebAssembly, in which all files are beside the module that needs them, or in the folder that the host names.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { skeletonStyles } from "../scripts/skeleton_styles.mjs";
import { replaceIn } from "./bundle.mjs";

const pathOf = (/** @type {string} */ path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** In the file that wasm-bindgen writes: not needed, since the package passes the module. */
const DEFAULT_URL = "new URL('bounces-report_bg.wasm', import.meta.url)";
const LANGUAGE_URL = /new URL\("(?:\.\.\/)+languages\/(\w+\.json)", import\.meta\.url\)/g;

/**
 * @param {string} built the output of Trunk
 * @param {string[]} external modules that stay imports
 * @returns {import("esbuild").Plugin}
 */
export const packageModules = (built, external = []) => ({
  name: "package-modules",
  setup(build) {
    build.onResolve({ filter: /^\.\/\w+\.js$/ }, ({ path, resolveDir }) =>
      // The modules of the class have names of their own.
      external.includes(path) && !resolveDir.endsWith("shell") ? { path, external: true } : undefined,
    );
    // Also those that the WebAssembly imports: one copy for both.
    build.onResolve({ filter: /^\.\/(?:snippets\/.+\/)?shell\// }, ({ path }) => ({
      path: pathOf(`src/element${path.slice(path.indexOf("/shell/"))}`),
    }));
    build.onResolve({ filter: /^\.\/glue\.js$/ }, () => ({ path: join(built, "bounces-report.js") }));
    build.onResolve({ filter: /^\.\/files\.js$/ }, () => ({ path: pathOf("package/files.js") }));
    build.onResolve({ filter: /^\.\/skeleton_styles\.js$/ }, () => ({ path: "skeleton_styles", namespace: "styles" }));
    build.onLoad({ filter: /.*/, namespace: "styles" }, async () => ({
      contents: `export const skeletonStyles = ${JSON.stringify(await skeletonStyles())};`,
    }));
    build.onLoad({ filter: /[\\/]bounces-report\.js$/ }, async ({ path }) => ({
      contents: replaceIn(await readFile(path, "utf8"), DEFAULT_URL, "undefined"),
    }));
    build.onLoad({ filter: /[\\/]i18n[\\/]languages\.js$/ }, async ({ path }) => {
      const script = await readFile(path, "utf8");
      const urls = script.replaceAll(LANGUAGE_URL, 'fileUrl("./$1", new URL("./$1", import.meta.url))');
      if (urls === script) throw new Error(`${path} has no URLs of languages`);
      return { contents: `import { fileUrl } from "./files.js";\n${urls}` };
    });
  },
});
