// Rules of the repository that no other tool checks.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const MAX_LINES = 400;
/** One line for each message: in one invocation of a macro, and the type of the keys. */
const LISTS_OF_MESSAGES = ["src/i18n/messages.rs", "package/messages.d.ts"];
const read = (path) => readFileSync(ROOT + path, "utf8");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(ROOT + path));

test(`no source file has more than ${MAX_LINES} lines`, () => {
  const isSource = (path) => /\.(rs|js|mjs|ts|css|html|toml)$|^scripts\/\w+$|^Makefile$/.test(path);
  const long = tracked
    .filter((path) => isSource(path) && !path.includes("/fixtures/"))
    .map((path) => ({ path, lines: read(path).split("\n").length - 1 }))
    .filter(({ path, lines }) => lines > MAX_LINES && !LISTS_OF_MESSAGES.includes(path));
  assert.deepEqual(long, []);
});

test("no lock file names a registry", () => {
  const naming = tracked.filter((path) => path.endsWith("package-lock.json") && read(path).includes('"resolved"'));
  assert.deepEqual(naming, []);
});

/** The cells of all table rows of a page, but for headings and groups. */
const rowsOf = (page) =>
  read(page)
    .split("\n")
    .filter((line) => /^\| (?!---|\*\*)/.test(line))
    .map((line) => line.slice(2, -2).split(" | "));
const codeOf = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

// docs/features.md has the tables `feature | where | test` and `mistake | test`.
const rows = rowsOf("docs/features.md");

/** The first of some paths that exists, as a file or as a folder. */
const firstFile = (candidates) => candidates.find((path) => existsSync(ROOT + path));

/** The text of a file, or of all files of a folder; with `view.rs`, the folder `view/` counts as well. */
const textOf = (path) =>
  tracked
    .filter((name) => name === path || name.startsWith(`${path.replace(/\.rs$/, "")}/`))
    .map(read)
    .join("\n");

/** A source: `state/loader`, `core/query::Filter` or `style/bounces/table.css`. Rust files go without their extension. */
function sourceOf(path) {
  const inCrate = path.replace(/^(core|rows)(\/|$)/, "crates/$1/src$2");
  return firstFile([`src/${path}.rs`, `src/${path}`, `${inCrate}.rs`, inCrate]);
}

test("every source that docs/features.md names exists", () => {
  const problems = [];
  for (const [, where] of rows.filter((cells) => cells.length === 3 && cells[0] !== "feature")) {
    for (const code of codeOf(where)) {
      const [path, item] = code.split("::");
      const source = sourceOf(path);
      if (!source) problems.push(`${code}: no such file`);
      else if (item && !new RegExp(`\\b${item}\\b`).test(textOf(source))) problems.push(`${code}: not in ${source}`);
    }
  }
  assert.deepEqual(problems, []);
});

/** A test file: `find/tags` in tests/browser, `core/summary` in crates/core/tests, `e2e/states` in tests/e2e. */
function testFileOf(path) {
  const [folder] = path.split("/");
  if (folder === "e2e") return firstFile([`tests/${path}.test.mjs`]);
  if (folder === "core") {
    const inCore = `crates/core/tests/${path.slice("core/".length)}`;
    return firstFile([`${inCore}.rs`, inCore]);
  }
  return firstFile([`tests/browser/${path}.rs`, `tests/browser/${path}`]);
}

test("every test that docs/features.md names exists", () => {
  const problems = [];
  for (const cells of rows.filter((cells) => cells.at(-1) !== "test")) {
    for (const code of codeOf(cells.at(-1))) {
      const [path, name] = code.split("::");
      const file = testFileOf(path);
      const pattern = name && new RegExp(`\\bfn ${name.endsWith("…") ? name.slice(0, -1) : `${name}\\(`}`);
      if (!file) problems.push(`${code}: no such file`);
      else if (pattern && !pattern.test(textOf(file))) problems.push(`${code}: no such test in ${file}`);
    }
  }
  assert.deepEqual(problems, []);
});

// docs/security.md has the tables `point | code | test`, all of the proxy.
test("every source and test that docs/security.md names exists", () => {
  const problems = [];
  for (const [, sources, tests] of rowsOf("docs/security.md").filter((cells) => cells.length === 3)) {
    for (const code of codeOf(sources).filter((code) => code.endsWith(".rs") && !code.includes("*"))) {
      if (!firstFile([`crates/proxy/src/${code}`])) problems.push(`${code}: no such file`);
    }
    for (const code of codeOf(tests).filter((code) => code.includes("::"))) {
      const path = code.replace(/(::tests)?::[^:]+$/, "").replaceAll("::", "/");
      const name = code.split("::").at(-1).replace(/[*…]$/, "");
      const folders = ["crates/proxy/tests/proxy", "crates/proxy/tests", "crates/proxy/src"];
      const file = firstFile(folders.flatMap((folder) => [`${folder}/${path}.rs`, `${folder}/${path}`]));
      if (!file) problems.push(`${code}: no such file`);
      else if (!new RegExp(`\\b${name}`).test(textOf(file))) problems.push(`${code}: no such test in ${file}`);
    }
  }
  assert.deepEqual(problems, []);
});

/** The file that a contributor would add in an example of CONTRIBUTING.md. */
const EXAMPLE = "src/i18n/languages/it.json";

/**
 * The paths in backticks that lead nowhere, whether they begin at the root or in a source folder.
 * @param {string} text
 */
function missingPaths(text) {
  const paths = codeOf(text).filter((code) => /^[\w.-]+(\/[\w.*-]+)+\/?$/.test(code) && code !== EXAMPLE);
  return paths.filter((code) => {
    const path = code.replace(/\/?\*.*$/, "").replace(/\/$/, "");
    const inCrate = path.replace(/^(core|rows|proxy|sandbox)\//, "crates/$1/src/");
    const candidates = [
      path,
      inCrate,
      `src/${path}`,
      `crates/core/src/${path}`,
      `crates/rows/src/${path}`,
      `crates/proxy/${path}`,
    ];
    return !firstFile(candidates.flatMap((candidate) => [candidate, `${candidate}.rs`]));
  });
}

for (const page of ["CONTRIBUTING.md", "ARCHITECTURE.md"]) {
  test(`every path that ${page} names exists`, () => assert.deepEqual(missingPaths(read(page)), []));
}

test("every path that a comment of the widget names exists", () => {
  const sources = tracked.filter((path) => /^src\/.*\.(rs|js)$/.test(path));
  const problems = sources.flatMap((source) => {
    const comments = read(source).match(/^\s*(\/\/|\/?\*).*$/gm) ?? [];
    // Also beside the file itself.
    const missing = missingPaths(comments.join("\n")).filter((path) => !firstFile([`${dirname(source)}/${path}`]));
    return missing.map((path) => `${source}: ${path}`);
  });
  assert.deepEqual(problems, []);
});
