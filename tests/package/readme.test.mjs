// The package's README, as its readers follow it: each sample is compiled, built and opened.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runTool } from "./examples.mjs";
import { checkSample, sampleProject, samples } from "./readme.mjs";
import { here, launch } from "./support.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("every sample of the README is tested", async () => {
  const tested = (await samples()).map(({ heading, path, language }) => `${heading}: ${path ?? language}`);
  assert.deepEqual(tested, [
    // By the installation itself.
    "# bounces-report: sh",
    "React: src/App.tsx",
    "Vue: vite.config.ts",
    "Vue: src/App.vue",
    // In test-frameworks.
    "Svelte: src/App.svelte",
    "Plain HTML: index.html",
    "Plain HTML: main.js",
    // With that of React.
    "Events: ts",
    // The names are compared with those of the code by scripts/package_api.test.mjs.
    "Colors: css",
  ]);
});

for (const [heading, compiler] of [
  ["React", "tsc"],
  ["Vue", "vue-tsc"],
]) {
  test(`the README's sample for ${heading} compiles, builds and shows rows`, async () => {
    const project = await sampleProject(here, heading);
    await runTool(project, compiler, "--noEmit");
    await runTool(project, "vite", "build", "--logLevel", "error");
    await checkSample(browser, join(project, "dist"));
  });
}

test("the README's sample for plain HTML shows rows", async () => {
  await checkSample(browser, await sampleProject(here, "Plain HTML"));
});
