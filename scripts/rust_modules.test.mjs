// Tests of rust_modules.mjs, which finds the uses between the files of a crate.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Crate, circles, expandUse, stripRust } from "./rust_modules.mjs";

/** The uses of a crate in `src` whose files are given by name. */
function usesOf(files) {
  /** @type {[string, string][]} */
  const texts = Object.entries(files).map(([name, text]) => [`src/${name}`, text]);
  const uses = new Crate("src", new Map(texts)).fileUses();
  return Object.fromEntries([...uses].map(([file, targets]) => [file.slice(4), [...targets].map((to) => to.slice(4))]));
}

test("comments and strings are no code", () => {
  const text = `a /* crate::b */ // crate::c\n"crate::d \\" x" r#"crate::"e"#  '"' b'x' &'a str`;
  assert.equal(stripRust(text).replace(/\s+/g, " "), `a "" "" "" "" &'a str`);
});

test("a use tree is expanded", () => {
  const paths = expandUse("crate::a::{self, b::{C, D as E}, f::*}");
  assert.deepEqual(
    paths.map(({ segments, alias }) => `${segments.join("::")} as ${alias}`),
    ["crate::a as a", "crate::a::b::C as C", "crate::a::b::D as E", "crate::a::f::* as *"],
  );
});

test("`crate`, `self` and `super` lead to the file that defines the name", () => {
  const uses = usesOf({
    "lib.rs": "mod a; mod b;",
    "a.rs": "mod c; use self::c::C; pub struct A;",
    "a/c.rs": "use super::super::b::{self, B}; pub struct C; fn f() { b::g(); crate::a::A; }",
    "b.rs": "pub struct B; pub fn g() {}",
  });
  assert.deepEqual(uses, { "lib.rs": [], "a.rs": ["a/c.rs"], "a/c.rs": ["b.rs", "a.rs"], "b.rs": [] });
});

test("a re-export is followed and is not a use", () => {
  const uses = usesOf({
    "lib.rs": "mod a; mod b; pub use a::C;",
    "a.rs": "mod c; pub(crate) use c::*;",
    "a/c.rs": "pub struct C;",
    "b.rs": "use crate::C; use crate::a::C as D;",
  });
  assert.deepEqual(uses, { "lib.rs": [], "a.rs": [], "a/c.rs": [], "b.rs": ["a/c.rs"] });
});

test("test modules are left out", () => {
  const uses = usesOf({
    "lib.rs": "mod a; mod b; #[cfg(test)] mod tests;",
    "a.rs": "pub struct A; #[cfg(test)]\nmod tests { use crate::b::B; } fn f() {}",
    "b.rs": "pub struct B;",
    "tests.rs": "use crate::a::A;",
  });
  assert.deepEqual(uses, { "lib.rs": [], "a.rs": [], "b.rs": [] });
});

test("an inline module counts as its file", () => {
  const uses = usesOf({
    "lib.rs": "mod a; mod b;",
    "a.rs": "mod inner { use super::super::b::B; }",
    "b.rs": "pub struct B;",
  });
  assert.deepEqual(uses, { "lib.rs": [], "a.rs": ["b.rs"], "b.rs": [] });
});

test("scripts are found from Rust and from scripts", () => {
  const uses = usesOf({
    "lib.rs": '#[wasm_bindgen(module = "/src/a.js")] extern "C" {}',
    "a.js": 'import { b } from "./b.js";\nconst c = () => import("./c.js");',
    "b.js": "",
    "c.js": "",
  });
  assert.deepEqual(uses, { "lib.rs": ["a.js"], "a.js": ["b.js", "c.js"], "b.js": [], "c.js": [] });
});

test("circles are found, whatever leads into them", () => {
  const graph = new Map(Object.entries({ a: ["b"], b: ["c"], c: ["b", "d"], d: [] }).map(([k, v]) => [k, new Set(v)]));
  assert.deepEqual(circles(graph), [["b", "c"]]);
});
