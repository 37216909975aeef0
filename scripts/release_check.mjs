// What a release needs and no other check demands: who publishes it, and that all files name its version.
//
//   node scripts/release_check.mjs      fails and says what is missing

import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { publisherFields, versionOf } from "../package/publisher.mjs";

/**
 * @param {(path: string) => string} read a file of the repository
 * @returns {string[]} what is missing
 */
export function missingForRelease(read) {
  const version = versionOf(read("Cargo.toml"));
  const problems = publisherFields(JSON.parse(read("package/publisher.json"))).missing.map(
    (name) => `package/publisher.json: ${name}`,
  );
  for (const path of ["CHANGELOG.md", "package/CHANGELOG.md"]) {
    if (!new RegExp(`^## ${version.replaceAll(".", "\\.")} - \\d{4}-\\d\\d-\\d\\d$`, "m").test(read(path)))
      problems.push(`${path}: the heading "## ${version} - " and the date`);
  }
  if (!read("deploy/kubernetes.yaml").includes(`:${version}`)) problems.push(`deploy/kubernetes.yaml: ${version}`);
  return problems;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const root = new URL("../", import.meta.url);
  const problems = missingForRelease((path) => readFileSync(new URL(path, root), "utf8"));
  for (const problem of problems) console.error(`release: missing in ${problem}`);
  if (problems.length > 0) process.exit(1);
}
