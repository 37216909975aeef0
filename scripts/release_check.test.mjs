import assert from "node:assert/strict";
import { test } from "node:test";
import { homepageOf, publishedReadme, publisherFields } from "../package/publisher.mjs";
import { missingForRelease } from "./release_check.mjs";

const PUBLISHER = {
  author: "Ada Example",
  homepage: "https://example.org/",
  repository: "https://example.org/bounces.git",
  bugs: "https://example.org/issues",
};
const FILES = {
  "Cargo.toml": '[workspace.package]\nversion = "1.2.3"\n',
  "package/publisher.json": JSON.stringify(PUBLISHER),
  "CHANGELOG.md": "# Changelog\n\n## 1.2.3 - 2026-12-01\n",
  "package/CHANGELOG.md": "# Changes\n\n## 1.2.3 - 2026-12-01\n",
  "deploy/kubernetes.yaml": "image: registry.example/bounces-proxy:1.2.3\n",
};

test("a release with a publisher, its version and its changes is complete", () => {
  assert.deepEqual(
    missingForRelease((path) => FILES[path]),
    [],
  );
});

test("a release says what is missing", () => {
  const files = {
    ...FILES,
    "Cargo.toml": 'version = "1.3.0"\n',
    "package/publisher.json": JSON.stringify({ ...PUBLISHER, author: " ", bugs: "" }),
    "package/CHANGELOG.md": "## Unreleased\n",
  };
  assert.deepEqual(
    missingForRelease((path) => files[path]),
    [
      "package/publisher.json: author",
      "package/publisher.json: bugs",
      'CHANGELOG.md: the heading "## 1.3.0 - " and the date',
      'package/CHANGELOG.md: the heading "## 1.3.0 - " and the date',
      "deploy/kubernetes.yaml: 1.3.0",
    ],
  );
});

test("package.json names the publisher, and nobody where nobody is named", () => {
  assert.deepEqual(publisherFields(PUBLISHER).fields, {
    author: "Ada Example",
    homepage: "https://example.org/",
    repository: { type: "git", url: "git+https://example.org/bounces.git" },
    bugs: { url: "https://example.org/issues" },
  });
  assert.deepEqual(publisherFields({}).fields, {});
});

test("a publisher names URLs, and the widget links to nothing else", () => {
  const named = { ...PUBLISHER, homepage: "example.org", bugs: "mailto:bugs@example.org" };
  assert.deepEqual(publisherFields(named).missing, ["homepage"]);
  assert.equal(homepageOf(named), "");
  assert.equal(homepageOf(PUBLISHER), "https://example.org/");
});

test("links of the published README lead to the files of the version, or name them", () => {
  const text = "<!-- events -->\n\n[Embedding](../docs/embedding.md#bundlers) and [changes](CHANGELOG.md)\n";
  assert.equal(
    publishedReadme(text, "1.2.3", PUBLISHER),
    "[Embedding](https://example.org/bounces/blob/v1.2.3/docs/embedding.md#bundlers) and [changes](CHANGELOG.md)\n",
  );
  assert.equal(
    publishedReadme(text, "1.2.3", { repository: "" }),
    "Embedding (`docs/embedding.md` in the repository) and [changes](CHANGELOG.md)\n",
  );
});
