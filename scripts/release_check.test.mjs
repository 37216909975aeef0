import assert from "node:assert/strict";
import { test } from "node:test";
import { publisherFields } from "../package/publisher.mjs";
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
