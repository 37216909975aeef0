// The code samples of the package's README, which readers copy: `PATH` before a sample is where it belongs.

import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { serve } from "./examples.mjs";
import { root, shows } from "./support.mjs";

const readReadme = () => readFile(join(root, "package/README.md"), "utf8");

const HTML = (script) =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Sample</title><script type="module" src="/src/${script}"></script></head><body><div id="app"></div></body></html>\n`;

/** What a new project of Vite has besides. */
const PROJECTS = {
  React: {
    "index.html": HTML("main.jsx"),
    "src/main.jsx":
      'import { createRoot } from "react-dom/client";\nimport App from "./App.tsx";\n\ncreateRoot(document.getElementById("app")).render(<App />);\n',
  },
  Vue: {
    "index.html": HTML("main.ts"),
    "src/main.ts": 'import { createApp } from "vue";\nimport App from "./App.vue";\n\ncreateApp(App).mount("#app");\n',
  },
  Svelte: {
    "index.html": HTML("main.ts"),
    "src/main.ts":
      'import { mount } from "svelte";\nimport App from "./App.svelte";\n\nmount(App, { target: document.getElementById("app")! });\n',
    "vite.config.js":
      'import { svelte } from "@sveltejs/vite-plugin-svelte";\n\nexport default { plugins: [svelte()] };\n',
  },
  "Plain HTML": {},
};

const TYPESCRIPT = {
  compilerOptions: {
    noEmit: true,
    strict: true,
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    noUncheckedSideEffectImports: true,
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    jsx: "react-jsx",
  },
  include: ["src"],
};

/**
 * All samples, with the heading that they are below.
 * @returns {Promise<{ heading: string, path: string | undefined, language: string, code: string }[]>}
 */
export async function samples() {
  const text = await readReadme();
  return text.split(/^## /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"));
    const found = section.matchAll(/(?:^`([\w./-]+)`[^\n]*:\n\n)?^```([a-z]*)\n([\s\S]*?)^```$/gm);
    return [...found].map(([, path, language, code]) => ({ heading, path, language, code }));
  });
}

/**
 * A project with the samples below a heading.
 * @param {string} folder whose `node_modules` it uses
 * @param {string} heading
 */
export async function sampleProject(folder, heading) {
  const project = join(folder, "scratch", `readme-${heading.toLowerCase().replaceAll(" ", "-")}`);
  await rm(project, { recursive: true, force: true });
  const all = await samples();
  const files = { ...PROJECTS[heading], "tsconfig.json": JSON.stringify(TYPESCRIPT) };
  for (const { path, code } of all.filter((sample) => sample.heading === heading && sample.path)) files[path] = code;
  if (heading === "React") files["src/events.ts"] = all.find((sample) => sample.heading === "Events").code;
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await symlink(join(folder, "node_modules"), join(project, "node_modules"));
  return project;
}

/**
 * Opens the page of a sample, under the policy that the README promises.
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 */
export async function checkSample(browser, folder) {
  const policy = (await readReadme()).match(/`(default-src [^`]+)` is sufficient/)[1];
  const server = await serve({ "/": folder }, () => ({ "Content-Security-Policy": policy }));
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/favicon/.test(message.location().url))
      problems.push(message.text());
  });
  try {
    await page.goto(server.origin);
    await shows({ page, problems }, "1–2 of 2");
    await shows({ page, problems }, "2 bounces");
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
    server.close();
  }
}
