// Who publishes the package: publisher.json, which the publisher fills in. scripts/release demands it. Without it, the package has no
// links to its documentation.

import { readFile } from "node:fs/promises";

const FIELDS = ["author", "homepage", "repository", "bugs"];

/**
 * The fields of package.json, and the names of those that are missing: an author, and URLs.
 * @param {Record<string, string>} publisher
 */
export function publisherFields(publisher) {
  const { author, homepage, repository, bugs } = publisher;
  return {
    missing: FIELDS.filter((name) => !(name === "author" ? publisher[name]?.trim() : URL.canParse(publisher[name]))),
    fields: {
      ...(author ? { author } : {}),
      ...(homepage ? { homepage } : {}),
      ...(repository ? { repository: { type: "git", url: `git+${repository}` } } : {}),
      ...(bugs ? { bugs: { url: bugs } } : {}),
    },
  };
}

/**
 * The page that the widget links to; empty if there is none.
 * @param {Record<string, string>} publisher
 */
export const homepageOf = ({ homepage }) => (URL.canParse(homepage) ? homepage : "");

/** @returns {Promise<Record<string, string>>} */
export const readPublisher = async () => JSON.parse(await readFile(new URL("publisher.json", import.meta.url), "utf8"));

/**
 * The version of everything in the repository.
 * @param {string} manifest the text of Cargo.toml
 */
export function versionOf(manifest) {
  const [, version] = manifest.match(/^version = "([^"]+)"/m) ?? [];
  if (!version) throw new Error("Cargo.toml has no version");
  return version;
}

/**
 * The README as npm shows it: links into the repository lead to the files of the version, or only name them where the repository is unknown.
 * @param {string} text
 * @param {string} version
 * @param {Record<string, string>} publisher
 */
export function publishedReadme(text, version, { repository }) {
  const files = repository && `${repository.trim().replace(/(?:\.git)?\/*$/, "")}/blob/v${version}`;
  return text
    .replaceAll(/<!-- (?:end of )?\w+ -->\n+/g, "")
    .replaceAll(/\[([^\]]+)\]\(\.\.\/(docs\/[^)#]+)(#[^)]*)?\)/g, (_, label, path, anchor = "") =>
      files ? `[${label}](${files}/${path}${anchor})` : `${label} (\`${path}\` in the repository)`,
    );
}
