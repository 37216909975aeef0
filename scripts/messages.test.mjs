// Tests of the widget's messages: all are used and documented, and no text of the view is outside of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  documentation,
  documentedKeys,
  messages,
  messagesOf,
  rustSources,
  unusedKeys,
  userVisibleLiterals,
} from "./messages.mjs";

const DECLARATION = `
macro_rules! messages { }

messages! {
    // Header
    Refresh = "Refresh",
    SentOn = "sent {date}",

    // Table
    Quoted = "“{text}” \\"x\\"",
}
`;
const sources = rustSources("src");
const texts = sources.filter(({ path }) => path !== "src/i18n/messages.rs").map(({ text }) => text);

test("messages are read with their areas", () => {
  assert.deepEqual(messagesOf(DECLARATION), [
    { key: "Refresh", english: "Refresh", area: "Header" },
    { key: "SentOn", english: "sent {date}", area: "Header" },
    { key: "Quoted", english: '“{text}” "x"', area: "Table" },
  ]);
});

test("a key counts as used in code, not in comments, strings and tests", () => {
  const declared = messagesOf(DECLARATION);
  const unused = (/** @type {string} */ text) => unusedKeys(declared, [text]);
  assert.deepEqual(unused("t(Key::Refresh); [Key::SentOn, Key::Quoted]"), []);
  assert.deepEqual(unused("use super::Key::{Refresh, SentOn, Quoted};"), []);
  assert.deepEqual(unused('// Key::Refresh\n"Key::SentOn" Key::QuotedToo'), ["Refresh", "SentOn", "Quoted"]);
  assert.deepEqual(unused("Key::SentOn\n#[cfg(test)]\nmod tests { Key::Refresh Key::Quoted }"), ["Refresh", "Quoted"]);
  assert.deepEqual(unused("#[cfg(test)]\nmod tests;\nt(Key::Refresh)"), ["SentOn", "Quoted"]);
});

test("the code uses every message", () => {
  assert.ok(messages().length > 200);
  assert.deepEqual(unusedKeys(messages(), texts), []);
});

test("a literal that users read is found, and a technical one is not", () => {
  const cases = {
    '<p class="row">"rows"</p>': ["rows"],
    '<button aria-label="remove">': ["remove"],
    'text_fn(move || "No rows".to_owned())': ["No rows"],
    'format!("{count} Rows")': ["{count} Rows"],
    'match key { "Escape" => "hard", _ => "btn ghost" }': [],
    '<svg viewBox="0 0 24 24"><path d="M3 6.5h18v11H3zm0 .5 9 6.5L21 7"/>': [],
    '// "No rows"\n#[expect(lint, reason = "A reason")]': [],
    '#[cfg(test)]\nmod tests { "No rows" }': [],
  };
  for (const [source, found] of Object.entries(cases)) assert.deepEqual(userVisibleLiterals(source), found, source);
});

test("the words of the view are messages", () => {
  const drawing = sources.filter(({ path }) => /^src\/(?:view|state|element)\//.test(path));
  const found = drawing.flatMap(({ path, text }) => userVisibleLiterals(text).map((literal) => `${path}: ${literal}`));
  assert.deepEqual(found, []);
});

test("docs/messages.md lists the messages (make fmt brings it up to date)", () => {
  const { page, expected } = documentation();
  assert.equal(page, expected);
});

test("CHANGELOG.md names current keys as new ones, and no current key as gone", () => {
  const { current, gone } = documentedKeys();
  const keys = messages().map(({ key }) => key);
  const exists = (/** @type {string} */ name) =>
    name.endsWith("…") ? keys.some((key) => key.startsWith(name.slice(0, -1))) : keys.includes(name);
  assert.ok(current.length > 40);
  assert.deepEqual(
    current.filter((name) => !exists(name)),
    [],
  );
  assert.deepEqual(gone.filter(exists), []);
});
