// Dependency directions: scripts/dependencies.json lists every allowed arrow between crates and between rooms, and exceptions by file. Any other arrow fails.
// Circles between files, or between sibling modules, fail as well.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Crate, circles } from "./rust_modules.mjs";

const ROOT = new URL("../", import.meta.url);
const rules = JSON.parse(readFileSync(new URL("dependencies.json", import.meta.url), "utf8"));
const run = (command, ...args) => execFileSync(command, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 });
const SOURCES = ["src", "crates/core/src", "crates/rows/src", "crates/proxy/src", "crates/sandbox/src"];
const files = new Map(
  run("git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", ...SOURCES)
    .split("\n")
    .filter((path) => /\.(rs|js)$/.test(path))
    .flatMap((path) => {
      try {
        return [[path, readFileSync(new URL(path, ROOT), "utf8")]];
      } catch {
        return []; // deleted, but not committed yet
      }
    }),
);
const uses = new Map(SOURCES.map((root) => [root, new Crate(root, files).fileUses()]));

const exceptions = new Set(rules.exceptions.map(({ from, to }) => `${from} uses ${to}`));

/** The module of `folder` that a file belongs to: `loader` for `src/state/loader/pages.rs` in `src/state`. */
const moduleIn = (folder, file) =>
  file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).replace(/(\/.*)?(\.\w+)?$/, "") : undefined;

/** The arrows between the modules of a folder, each with the uses between files that cause it. */
function moduleUses(root, folder) {
  const found = new Map();
  for (const [file, targets] of uses.get(root)) {
    const from = moduleIn(folder, file);
    for (const target of targets) {
      const to = moduleIn(folder, target);
      if (!from || !to || from === to || from === "lib" || to === "lib") continue;
      if (!found.has(from)) found.set(from, new Map());
      if (!found.get(from).has(to)) found.get(from).set(to, []);
      found.get(from).get(to).push(`${file} uses ${target}`);
    }
  }
  return found;
}

const rootOf = (folder) => SOURCES.find((root) => folder === root || folder.startsWith(`${root}/`));

test("each crate depends only on the crates that it may use", () => {
  const { packages } = JSON.parse(run("cargo", "metadata", "--no-deps", "--format-version", "1", "--offline"));
  const ours = new Set(packages.map(({ name }) => name));
  for (const { name, dependencies } of packages) {
    const used = dependencies.filter((dependency) => dependency.kind === null && ours.has(dependency.name));
    const forbidden = used.map((dependency) => dependency.name).filter((used) => !rules.crates[name]?.includes(used));
    assert.deepEqual(forbidden, [], `${name} must not depend on them`);
  }
});

for (const [folder, allowed] of Object.entries(rules.rooms)) {
  test(`the rooms of ${folder} use only the rooms that they may use`, () => {
    const problems = [];
    for (const [from, targets] of moduleUses(rootOf(folder), folder)) {
      for (const [to, causes] of targets) {
        if (allowed[from]?.includes(to)) continue;
        problems.push(...causes.filter((cause) => !exceptions.has(cause)).map((cause) => `${from} → ${to}: ${cause}`));
      }
    }
    assert.deepEqual(problems, []);
  });

  test(`every room of ${folder} is listed, and the listed arrows make no circle`, () => {
    const own = [...uses.get(rootOf(folder)).keys()].map((file) => moduleIn(folder, file)).filter(Boolean);
    const rooms = [...new Set(own)].filter((room) => room !== "lib").sort();
    assert.deepEqual(rooms, Object.keys(allowed).sort());
    const graph = new Map(Object.entries(allowed).map(([room, targets]) => [room, new Set(targets)]));
    assert.deepEqual(circles(graph), []);
  });
}

test("every exception occurs", () => {
  const stale = rules.exceptions.filter(({ from, to }) => !uses.get(rootOf(from))?.get(from)?.has(to));
  assert.deepEqual(stale, []);
});

for (const root of SOURCES) {
  test(`no files of ${root} use each other in a circle`, () => {
    assert.deepEqual(circles(uses.get(root)), []);
  });

  test(`no modules beside each other in ${root} use each other in a circle`, () => {
    const folders = new Set([root]);
    for (const file of uses.get(root).keys()) {
      for (let end = file.lastIndexOf("/"); end > root.length; end = file.lastIndexOf("/", end - 1)) {
        folders.add(file.slice(0, end));
      }
    }
    const found = [...folders].flatMap((folder) => {
      const graph = new Map([...moduleUses(root, folder)].map(([from, to]) => [from, new Set(to.keys())]));
      return circles(graph).map((circle) => `${folder}: ${circle.join(", ")}`);
    });
    assert.deepEqual(found, []);
  });
}
