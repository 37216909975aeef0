// Reads the messages of the widget: which there are, which the code uses, and which texts of the code should be one. Run as a program, it updates
// the list in docs/messages.md.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const MESSAGES = "src/i18n/messages.rs";
const PAGE = "docs/messages.md";
const LIST = /(<!-- keys -->\n)[\s\S]*(<!-- end of keys -->)/;

/** @typedef {{ key: string, english: string, area: string }} Message */

/**
 * All messages, in their order; `area` is the comment above each group.
 * @param {string} text of messages.rs
 * @returns {Message[]}
 */
export function messagesOf(text) {
  let area = "";
  const list = text.slice(text.indexOf("\nmessages! {"));
  const lines = list.matchAll(/^ {4}(?:\/\/ (.*)|(\w+) =\s+("(?:[^"\\]|\\.)*"),)$/gm);
  return [...lines].flatMap(([, comment, key, english]) => {
    area = comment ?? area;
    return key ? [{ key, english: JSON.parse(english), area }] : [];
  });
}

/**
 * Rust without comments and without tests, which are last in a file.
 * @param {string} text
 */
function productOf(text) {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\])*"|'"'/g;
  const code = text.replace(token, (match) => (match.startsWith("/") ? "" : match));
  return code.split(/#\[cfg\((?:test|all\(test)[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*mod \w+ \{/)[0];
}

/**
 * The keys that no source names.
 * @param {Message[]} messages
 * @param {string[]} sources Rust
 */
export function unusedKeys(messages, sources) {
  const names = sources.flatMap((source) => {
    const code = productOf(source).replace(/"(?:\\[\s\S]|[^"\\])*"/g, '""');
    const paths = [...code.matchAll(/\bKey::(?:(\w+)|\{([^}]*)\})/g)];
    return paths.flatMap(([, name, group = ""]) => [name, ...group.split(/\W+/)]);
  });
  const used = new Set(names);
  return messages.map(({ key }) => key).filter((key) => !used.has(key));
}

/** Texts that are no words of a user: keys of the keyboard, and paths and view boxes of pictures. */
const TECHNICAL = /^(?:Escape|Enter|Tab|Home|End|Page(?:Up|Down)|Arrow\w+|[Mm]?[\d\s.,a-zA-Z-]*\d[\d\s.,a-zA-Z-]*)$/;
/** Attributes whose values users read or hear. */
const SPOKEN = /\b(?:aria-label|aria-description|aria-roledescription|title|placeholder|alt|label)=\s*$/;

/**
 * The literals that look as if a user reads them: children of elements, values of spoken attributes, and words that begin with a capital letter.
 * @param {string} source Rust
 */
export function userVisibleLiterals(source) {
  const code = productOf(source)
    .replace(/#!?\[[^\]]*\]/g, "")
    .replace(/\b(?:expect|debug_assert\w*!|unreachable!|panic!)\(\s*"(?:[^"\\]|\\.)*"/g, "");
  const literals = [...code.matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)];
  return literals
    .filter(({ index, 1: literal }) => {
      if (!/\p{L}{2}/u.test(literal) || TECHNICAL.test(literal)) return false;
      const before = code.slice(Math.max(0, index - 40), index);
      const isChild = /(?:^|[^=-])>\s*$/.test(before);
      return isChild || SPOKEN.test(before) || /(?:^|[\s“(])\p{Lu}\p{Ll}+/u.test(literal);
    })
    .map(({ 1: literal }) => literal);
}

/**
 * All Rust files of a folder, with its sub-folders; test files are left out.
 * @param {string} folder
 */
export function rustSources(folder) {
  const paths = readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => path.endsWith(".rs") && !/(?:^|\/)(?:tests|test_support)(?:\.rs$|\/)/.test(path))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(`${ROOT}${folder}/${path}`, "utf8") }));
}

/** The messages of the widget. */
export const messages = () => messagesOf(readFileSync(ROOT + MESSAGES, "utf8"));

/** docs/messages.md as it is, and as it should be. */
export function documentation() {
  const page = readFileSync(ROOT + PAGE, "utf8");
  let area = "";
  const lines = messages().flatMap((message) => {
    const heading = message.area === area ? [] : ["", `**${message.area}**`, "", "| key | English |", "|---|---|"];
    area = message.area;
    return [...heading, `| \`${message.key}\` | ${message.english.replaceAll("|", "\\|")} |`];
  });
  return { page, expected: page.replace(LIST, (_, start, end) => `${start}${lines.join("\n")}\n\n${end}`) };
}

/** The names after the arrows in the table of keys in CHANGELOG.md, and those of its row "gone". */
export function documentedKeys() {
  const [, table] = readFileSync(`${ROOT}CHANGELOG.md`, "utf8").split("- Keys of `messages`:");
  const rows = table.split("\n").filter((line) => line.startsWith("| "));
  const names = (/** @type {string} */ text, /** @type {RegExp} */ pattern) =>
    [...text.matchAll(pattern)].map(([, name]) => name);
  const isGone = (/** @type {string} */ row) => row.startsWith("| gone ");
  return {
    current: rows.flatMap((row) => (isGone(row) ? [] : names(row, /→ `(\w+…?)`/g))),
    gone: rows.flatMap((row) => (isGone(row) ? names(row, /`(\w+…?)`/g) : [])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ROOT + PAGE, documentation().expected);
