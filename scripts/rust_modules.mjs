// Reads which Rust and JavaScript files of a crate use which others: `use` declarations, paths in code, imports, and `#[wasm_bindgen(module = …)]`.
// Tests are left out. A re-export (`pub use`) is followed to the file that defines the name, and is not itself a use.

/**
 * @typedef {{ segments: string[], alias: string, isPublic: boolean }} Use
 * @typedef {{ file: string, children: Set<string>, tests: Set<string>, items: Set<string>, uses: Use[], paths: string[][], scripts: string[] }} Module
 */

const ITEM = /\b(?:fn|struct|enum|trait|type|const|static|union|mod|macro_rules!)\s+(?:mut\s+)?([A-Za-z_]\w*)/g;

/**
 * Removes comments and the contents of strings and character literals.
 *
 * @param {string} text
 */
export function stripRust(text) {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\b[bc]?r(#*)"[\s\S]*?"\1|\b[bc]?"(?:\\[\s\S]|[^"\\])*"|"(?:\\[\s\S]|[^"\\])*"|\bb?'(?:\\[^']+|\\'|[^'\\])'|'(?:\\[^']+|\\'|[^'\\])'/g;
  return text.replace(token, (match) => (match.startsWith("/") ? " " : '""'));
}

/**
 * The end of the item that begins at `start`: after its block, or its semicolon.
 *
 * @param {string} text
 * @param {number} start
 */
function endOfItem(text, start) {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if ("([{".includes(character)) depth += 1;
    if (")]}".includes(character)) {
      depth -= 1;
      if (depth === 0 && character === "}") return index + 1;
    }
    if (character === ";" && depth === 0) return index + 1;
  }
  return text.length;
}

/**
 * Splits the text into what is compiled for the product and what only for tests.
 *
 * @param {string} text
 */
function splitTests(text) {
  let product = "";
  let tests = "";
  let from = 0;
  const attribute = /#!?\[cfg\((?:test|all\(test\b[^\]]*)\)\]/g;
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    const end = match[0].startsWith("#!") ? text.length : endOfItem(text, match.index + match[0].length);
    product += text.slice(from, match.index);
    tests += text.slice(match.index, end);
    from = end;
    attribute.lastIndex = end;
  }
  return { product: product + text.slice(from), tests };
}

/**
 * The paths of a `use` tree: `a::{b, c as d}` gives `a::b` and `a::c`, known as `d`.
 *
 * @param {string} tree
 * @param {string[]} [prefix]
 * @returns {{ segments: string[], alias: string }[]}
 */
export function expandUse(tree, prefix = []) {
  const text = tree.trim();
  const brace = text.indexOf("{");
  if (brace >= 0) {
    const head = segmentsOf(text.slice(0, brace));
    const parts = splitTopLevel(text.slice(brace + 1, text.lastIndexOf("}")));
    return parts.flatMap((part) => expandUse(part, [...prefix, ...head]));
  }
  if (text === "") return [];
  const [path, alias] = text.split(/\s+as\s+/);
  const segments = [...prefix, ...segmentsOf(path)];
  if (segments.length > 1 && segments.at(-1) === "self") segments.pop();
  return [{ segments, alias: alias ?? segments.at(-1) ?? "" }];
}

/** @param {string} path */
const segmentsOf = (path) =>
  path
    .split("::")
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "");

/** @param {string} text */
function splitTopLevel(text) {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * The module of a file, and its inline modules, by path (`["state", "loader"]`).
 *
 * @param {string[]} path
 * @param {string} file
 * @param {string} text
 * @returns {[string, Module][]}
 */
function parseModule(path, file, text) {
  const scripts = [...text.matchAll(/\bmodule\s*=\s*"\/([^"]+\.js)"/g)].map(([, script]) => script);
  return parseText(path, file, stripRust(text), scripts);
}

/**
 * @param {string[]} path
 * @param {string} file
 * @param {string} stripped
 * @param {string[]} scripts
 * @returns {[string, Module][]}
 */
function parseText(path, file, stripped, scripts) {
  const { product, tests } = splitTests(stripped);
  let code = product.replace(/\bpub\s*\([^)]*\)/g, "pub");
  /** @type {Module} */
  const module = { file, children: new Set(), tests: new Set(), items: new Set(), uses: [], paths: [], scripts };
  for (const [, name] of tests.matchAll(/\bmod\s+(\w+)/g)) module.tests.add(name);

  /** @type {[string, Module][]} */
  const inline = [];
  const block = /\bmod\s+(\w+)\s*\{/g;
  for (let match = block.exec(code); match; match = block.exec(code)) {
    const end = endOfItem(code, match.index);
    const body = code.slice(match.index + match[0].length, end - 1);
    inline.push(...parseText([...path, match[1]], file, body, []));
    module.children.add(match[1]);
    code = code.slice(0, match.index) + code.slice(end);
    block.lastIndex = match.index;
  }
  for (const [, name] of code.matchAll(/\bmod\s+(\w+)\s*;/g)) module.children.add(name);
  for (const [, name] of code.matchAll(ITEM)) module.items.add(name);
  code = code.replace(/(\bpub\s+)?\buse\s+([^;]+);/g, (_, isPublic, tree) => {
    module.uses.push(...expandUse(tree).map((use) => ({ ...use, isPublic: isPublic !== undefined })));
    return ";";
  });
  module.paths = [...code.matchAll(/(?<![\w:]|::\s*)[A-Za-z_]\w*(?:\s*::\s*[A-Za-z_]\w*)+/g)].map(([found]) =>
    segmentsOf(found),
  );
  return [[path.join("::"), module], ...inline];
}

/** The uses between the files of one crate. */
export class Crate {
  /** @type {Map<string, Module>} */
  modules = new Map();
  /** @type {Map<string, string>} */
  scripts = new Map();

  /**
   * @param {string} root the folder of the crate's sources, such as `crates/core/src`
   * @param {Map<string, string>} files the text of each file, by path from the top of the repository
   */
  constructor(root, files) {
    for (const [file, text] of files) {
      if (!file.startsWith(`${root}/`)) continue;
      const relative = file.slice(root.length + 1);
      if (file.endsWith(".js")) this.scripts.set(file, text);
      if (!file.endsWith(".rs") || relative === "main.rs") continue;
      const path = relative.replace(/(^|\/)(lib|mod)\.rs$/, "").replace(/\.rs$/, "");
      for (const [name, module] of parseModule(path.split("/").filter(Boolean), file, text)) {
        this.modules.set(name, module);
      }
    }
    for (const [path, { tests }] of this.modules) {
      for (const name of tests) this.#drop([...path.split("::"), name].filter(Boolean).join("::"));
    }
  }

  /** @param {string} path */
  #drop(path) {
    for (const name of this.modules.keys()) {
      if (name === path || name.startsWith(`${path}::`)) this.modules.delete(name);
    }
  }

  /**
   * The module that defines what a path means, or undefined for other crates.
   *
   * @param {string} from
   * @param {string[]} segments
   * @param {Set<string>} [seen] guards against names that lead back to themselves
   * @returns {string | undefined}
   */
  resolve(from, segments, seen = new Set()) {
    const key = `${from} ${segments.join("::")}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    let [first, ...rest] = segments;
    let current = from;
    if (first === "crate") current = "";
    else if (first === "super") current = parentOf(from);
    else if (first !== "self") return this.#lookUp(from, segments, seen);
    for (first = rest[0]; first === "super"; first = rest[0]) {
      current = parentOf(current);
      rest = rest.slice(1);
    }
    return rest.length === 0 ? current : (this.#lookUp(current, rest, seen) ?? current);
  }

  /**
   * @param {string} from
   * @param {string[]} segments
   * @param {Set<string>} seen
   * @returns {string | undefined}
   */
  #lookUp(from, [first, ...rest], seen) {
    const module = this.modules.get(from);
    if (!module) return undefined;
    if (module.children.has(first)) {
      const child = [from, first].filter(Boolean).join("::");
      return rest.length === 0 ? child : (this.#lookUp(child, rest, seen) ?? child);
    }
    if (module.items.has(first)) return from;
    for (const { segments, alias } of module.uses) {
      if (alias === first && segments[0] !== first) return this.resolve(from, [...segments, ...rest], seen);
    }
    for (const { segments, alias } of module.uses) {
      if (alias !== "*") continue;
      const target = this.resolve(from, segments.slice(0, -1), seen);
      if (target !== undefined && this.modules.get(target)?.items.has(first)) return target;
    }
    return undefined;
  }

  /**
   * Which file uses which others.
   *
   * @returns {Map<string, Set<string>>}
   */
  fileUses() {
    /** @type {Map<string, Set<string>>} */
    const uses = new Map();
    /** @type {(from: string, to: string | undefined) => void} */
    const add = (from, to) => {
      if (!uses.has(from)) uses.set(from, new Set());
      if (to !== undefined && to !== from) uses.get(from)?.add(to);
    };
    for (const [path, module] of this.modules) {
      add(module.file, undefined);
      const isModule = (/** @type {string[]} */ segments) =>
        this.modules.get(this.resolve(path, segments) ?? "?")?.items.has(segments.at(-1) ?? "") === false;
      for (const use of module.uses) {
        // A module that is imported is used by the paths that begin with it.
        if (use.isPublic || (use.alias !== "*" && isModule(use.segments))) continue;
        const segments = use.alias === "*" ? use.segments.slice(0, -1) : use.segments;
        add(module.file, this.#fileOf(this.resolve(path, segments)));
      }
      for (const segments of module.paths) add(module.file, this.#fileOf(this.resolve(path, segments)));
      for (const script of module.scripts) add(module.file, script);
    }
    for (const [file, text] of this.scripts) {
      add(file, undefined);
      for (const [, target] of text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
        add(file, new URL(target, `file:///${file}`).pathname.slice(1));
      }
    }
    return uses;
  }

  /** @param {string | undefined} path */
  #fileOf(path) {
    return path === undefined ? undefined : this.modules.get(path)?.file;
  }
}

/** @param {string} path */
const parentOf = (path) => path.split("::").slice(0, -1).join("::");

/**
 * Groups of nodes that reach each other (Tarjan's algorithm), each sorted.
 *
 * @param {Map<string, Set<string>>} graph
 * @returns {string[][]}
 */
export function circles(graph) {
  /** @type {Map<string, { index: number, low: number, onStack: boolean }>} */
  const visited = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  /** @type {(node: string) => { index: number, low: number, onStack: boolean }} */
  const visit = (node) => {
    const entry = { index: visited.size, low: visited.size, onStack: true };
    visited.set(node, entry);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const other = visited.get(next);
      if (!other) entry.low = Math.min(entry.low, visit(next).low);
      else if (other.onStack) entry.low = Math.min(entry.low, other.index);
    }
    if (entry.low === entry.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const member of group) {
        const state = visited.get(member);
        if (state) state.onStack = false;
      }
      if (group.length > 1) found.push(group.sort());
    }
    return entry;
  };
  for (const node of graph.keys()) if (!visited.has(node)) visit(node);
  return found.sort();
}
