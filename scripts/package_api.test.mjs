// The source of the package's types and reference has what the code has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readCode } from "../package/api/code.mjs";
import { ROW_FIELDS, VIEW_PARTS } from "../package/api/fields.mjs";
import { htmlCustomData, manifest, parametersOf, webTypes } from "../package/api/manifest.mjs";
import { ATTRIBUTES, CSS_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES } from "../package/api/source.mjs";
import { generatedFiles } from "../package/api/write.mjs";

const root = new URL("../", import.meta.url);
const code = await readCode(root);

const described = {
  attributes: ATTRIBUTES,
  fields: PROPERTIES,
  methods: METHODS,
  events: EVENTS,
  parts: PARTS,
};
for (const [kind, members] of Object.entries(described)) {
  test(`package/api/source.mjs describes exactly the ${kind} of the code`, () => {
    assert.deepEqual(members.map(({ name }) => name).sort(), code[kind]);
  });
}

test("package/api/source.mjs says what each custom property applies to", () => {
  assert.deepEqual(Object.keys(CSS_PROPERTIES).sort(), code.customProperties.map(({ name }) => name).sort());
});

const read = (path) => readFileSync(new URL(path, root), "utf8");
const namesIn = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

test("package/api/fields.mjs describes exactly the fields of rows", () => {
  const fields = namesIn(read("crates/rows/src/column.rs"), /Self::\w+ => Some\("(\w+)"\)/g);
  assert.deepEqual(ROW_FIELDS.map(({ name }) => name).sort(), fields.sort());
});

test("package/api/fields.mjs and the type describe exactly the parts of a view", () => {
  const [body] = read("crates/core/src/view_state.rs").match(/fn set_part[\s\S]*?\n {4}\}\n/);
  const parts = namesIn(body, /^ {12}"(\w+)" =>/gm);
  assert.deepEqual(VIEW_PARTS.map(({ name }) => name).sort(), parts.sort());
  const [, members] = read("package/view.d.ts").match(/interface ReportView \{\n([\s\S]*?)\n\}/);
  assert.deepEqual(namesIn(members, /^ {2}(\w+)\?:/gm).sort(), parts.sort());
});

test("docs/embedding.md names each member, each error code and each field of an error", () => {
  const page = read("docs/embedding.md");
  const types = read("package/types.d.ts");
  const [, codes] = types.match(/type ErrorCode =([^;]+);/);
  const [, fields] = types.match(/interface ErrorDetail \{([\s\S]*?)\n\}/);
  const members = [...PROPERTIES, ...METHODS, ...EVENTS].map(({ name }) => name);
  for (const name of [...members, ...namesIn(codes, /"(\w+)"/g), ...namesIn(fields, /^ {2}(\w+)\??:/gm)])
    assert.match(page, new RegExp(`\`${name}(?:\\(|\`)`), name);
});

test("each member has a description that is a sentence", () => {
  for (const { name, description } of [...ATTRIBUTES, ...PROPERTIES, ...METHODS, ...EVENTS])
    assert.match(description, /^[A-Z].*\.$/s, name);
});

test("values of attributes are those that the element accepts", () => {
  const code = readFileSync(new URL("src/element/shell/attributes.js", root), "utf8");
  for (const { name, values } of ATTRIBUTES.filter(({ values }) => values)) {
    const [, accepted] = code.match(new RegExp(`^  ${name}: (\\[.+\\]),$`, "m")) ?? [];
    assert.deepEqual(Object.keys(values), JSON.parse(accepted ?? "[]"), name);
  }
});

test("nothing that editors show is undefined", () => {
  const properties = code.customProperties;
  const shown = JSON.stringify([manifest(properties), webTypes("1.0.0", properties), htmlCustomData()]);
  assert.doesNotMatch(shown, /undefined[^"| ]|: undefined|\bnull,|NaN|\[object/);
  for (const { type } of manifest(properties).modules[0].declarations[0].attributes) assert.ok(type.text);
});

test("the parameters of a method are read from its text", () => {
  assert.deepEqual(parametersOf(""), []);
  assert.deepEqual(parametersOf("a: string, options?: { scope?: Scope, all: boolean }"), [
    { name: "a", type: { text: "string" } },
    { name: "options", optional: true, type: { text: "{ scope?: Scope, all: boolean }" } },
  ]);
});

for (const [path, text] of await generatedFiles()) {
  test(`${path} is up to date (make fmt writes it)`, () => {
    assert.equal(readFileSync(new URL(path, root), "utf8"), text);
  });
}
