// Who publishes the package: publisher.json, which the publisher fills in. scripts/release demands it.

import { readFile } from "node:fs/promises";

const FIELDS = ["author", "homepage", "repository", "bugs"];

/**
 * The fields of package.json, and the names of those that are missing.
 * @param {Record<string, string>} publisher
 */
export function publisherFields(publisher) {
  const { author, homepage, repository, bugs } = publisher;
  return {
    missing: FIELDS.filter((name) => !publisher[name]?.trim()),
    fields: {
      ...(author ? { author } : {}),
      ...(homepage ? { homepage } : {}),
      ...(repository ? { repository: { type: "git", url: `git+${repository}` } } : {}),
      ...(bugs ? { bugs: { url: bugs } } : {}),
    },
  };
}

export const readPublisher = async () =>
  publisherFields(JSON.parse(await readFile(new URL("publisher.json", import.meta.url), "utf8")));
