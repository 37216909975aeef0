// Who publishes the package: publisher.json, which whoever publishes it fills in. A release without it is refused.
//
//   node package/publisher.mjs      fails and says what is missing

import { readFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const FIELDS = ["author", "homepage", "repository", "bugs"];

/**
 * The fields of package.json, and the names of those that are missing.
 * @param {Record<string, string>} publisher
 */
export function publisherFields(publisher) {
  const missing = FIELDS.filter((name) => !publisher[name]?.trim());
  const { author, homepage, repository, bugs } = publisher;
  const fields = {
    ...(author ? { author } : {}),
    ...(homepage ? { homepage } : {}),
    ...(repository ? { repository: { type: "git", url: `git+${repository.replace(/^git\+/, "")}` } } : {}),
    ...(bugs ? { bugs: { url: bugs } } : {}),
  };
  return { fields, missing };
}

export const readPublisher = async () =>
  publisherFields(JSON.parse(await readFile(new URL("publisher.json", import.meta.url), "utf8")));

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { missing } = await readPublisher();
  if (missing.length > 0) {
    console.error(`package/publisher.json: please fill in ${missing.join(", ")}`);
    process.exit(1);
  }
}
