// The generated files that are part of the repository. Run as a program (`make fmt` does), it writes them.

import { readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { messages } from "../../scripts/messages.mjs";
import { customProperties } from "./code.mjs";
import { reference, withTables } from "./reference.mjs";
import { elementTypes } from "./types.mjs";

const root = new URL("../../", import.meta.url);

/** The keys of the texts. */
function messageTypes() {
  const keys = messages().map(({ key }) => `  | "${key}"`);
  const lines = [
    "// Generated from src/i18n/messages.rs by `make fmt`; do not edit.",
    "",
    "/** The keys of the texts. */",
    "export type MessageKey =",
    `${keys.join("\n")};`,
    "",
  ];
  return lines.join("\n");
}

/**
 * The paths and texts of the generated files.
 * @returns {Promise<[string, string][]>}
 */
export async function generatedFiles() {
  const properties = await customProperties(root);
  /** @type {(path: string) => Promise<[string, string]>} */
  const page = async (path) => [path, withTables(await readFile(new URL(path, root), "utf8"), properties)];
  return [
    ["package/element.d.ts", elementTypes()],
    ["package/messages.d.ts", messageTypes()],
    ["docs/reference.md", reference(properties)],
    ...(await Promise.all(["README.md", "package/README.md", "docs/embedding.md", "docs/theming.md"].map(page))),
  ];
}

if (argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of await generatedFiles()) await writeFile(new URL(path, root), text);
