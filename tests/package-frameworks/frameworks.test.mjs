// Every framework and bundler: the example, built by its own tool, opened in Chromium.

import assert from "node:assert/strict";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkExample, checkPage, copyExample, EXPECTED, linesOf, runTool } from "../package/examples.mjs";
import { checkSample, sampleProject } from "../package/readme.mjs";
import { launch } from "../package/support.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const MAX_LINES = 40;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Next and Astro write inline scripts, and Parcel an import map. */
const INLINE =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Two versions are installed, whose programs have the same name. */
const vite = (example, folder = "vite") =>
  runTool(example, "node", `node_modules/${folder}/bin/vite.js`, "build", "--logLevel", "error");
const copyPage = (example) => cp(join(example, "index.html"), join(example, "dist/index.html"));

/** React 18 is installed beside React 19, by another name. */
const REACT_18 = { resolve: { alias: { react: "react-18", "react-dom": "react-dom-18" } } };

const BUILDS = {
  "react-18": {
    build: async (example) => {
      await writeFile(join(example, "vite.config.js"), `export default ${JSON.stringify(REACT_18)};`);
      await vite(example);
      const assets = join(example, "dist/assets");
      const names = (await readdir(assets)).filter((name) => name.endsWith(".js"));
      const scripts = await Promise.all(names.map((name) => readFile(join(assets, name), "utf8")));
      assert.match(scripts.join(""), /"18\.3\.1"|`18\.3\.1`/);
      assert.doesNotMatch(scripts.join(""), /["`]19\.\d+\.\d+/);
    },
  },
  svelte: { build: (example) => vite(example) },
  preact: { build: (example) => vite(example) },
  angular: { build: (example) => runTool(example, "ng", "build"), out: "dist/browser" },
  next: { build: (example) => runTool(example, "next", "build"), out: "out", policy: INLINE },
  astro: { build: (example) => runTool(example, "astro", "build"), policy: INLINE },
  webpack: {
    build: async (example) => {
      await runTool(example, "webpack");
      await copyPage(example);
    },
  },
  rollup: {
    build: async (example) => {
      await runTool(example, "rollup", "--config");
      await copyPage(example);
      await cp(join(example, "../shared/theme.css"), join(example, "dist/theme.css"));
    },
  },
  esbuild: {
    build: async (example) => {
      await runTool(example, "node", "build.mjs");
      await copyPage(example);
    },
  },
  parcel: {
    build: (example) =>
      runTool(example, "parcel", "build", "index.html", "--dist-dir", "dist", "--cache-dir", ".parcel-cache"),
    policy: INLINE,
  },
};

for (const [name, { build, out = "dist", policy }] of Object.entries(BUILDS)) {
  test(`${name}: data, fetcher, messages, events, languages and colors`, async () => {
    const example = await copyExample(here, name);
    await build(example);
    assert.deepEqual(await checkExample(browser, join(example, out), { policy }), EXPECTED);
    const lines = await linesOf(name);
    assert.ok(lines < MAX_LINES, `${lines} lines`);
  });
}

test("react, built by Vite 7", async () => {
  const example = await copyExample(here, "react");
  await writeFile(join(example, "vite.config.js"), 'export default { esbuild: { jsx: "automatic" } };');
  await vite(example, "vite-7");
  assert.deepEqual(await checkExample(browser, join(example, "dist")), EXPECTED);
});

/** Vite 8 needs no configuration; Vite 7 would separate the module from its files. */
const DEVELOPMENT = {
  vite: {},
  "vite-7": { optimizeDeps: { exclude: ["bounces-report"] }, esbuild: { jsx: "automatic" } },
};
for (const [version, config] of Object.entries(DEVELOPMENT)) {
  test(`react in the development server of ${version}`, async () => {
    const example = await copyExample(here, "react");
    const { createServer } = await import(version);
    const address = { port: 0, host: "127.0.0.1" };
    const server = await createServer({
      root: example,
      configFile: false,
      logLevel: "error",
      server: address,
      ...config,
    });
    try {
      await server.listen();
      assert.deepEqual(await checkPage(browser, server.resolvedUrls.local[0]), EXPECTED);
    } finally {
      await server.close();
    }
  });
}

test("the package's README: the sample for Svelte builds and shows rows", async () => {
  const project = await sampleProject(here, "Svelte");
  await vite(project);
  await checkSample(browser, join(project, "dist"));
});

test("the component compiles with the types of React 18, and its mistakes are found", async () => {
  await runTool(here, "tsc", "--project", "types/react-18");
});

test("JSX of Preact compiles, and its mistakes are found", async () => {
  await runTool(here, "tsc", "--project", "types");
});

test("svelte-check finds the mistakes in Svelte's templates, and no others", async () => {
  const checked = runTool(here, "svelte-check", "--workspace", "types", "--output", "machine");
  const { message } = await checked.then(
    () => assert.fail("no mistakes were found"),
    (error) => error,
  );
  const errors = [...message.matchAll(/ ERROR "([^"]+)" (\d+):/g)].map(([, file, line]) => `${file}:${line}`);
  assert.deepEqual(errors, ["Bad.svelte:6", "Bad.svelte:8"]);
});
