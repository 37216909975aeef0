// Reads what a test runner printed and says how many tests passed and failed.
//
//   node scripts/sum_tests.mjs LOG EXIT_STATUS [--tests] [--says TEXT]
//
// --tests: a run without any test is a failure. --says: so is one that never prints TEXT.
// Prints "PASSED FAILED", and on a second line why something that no runner counted counts as failed.

import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const COLOURS = /\x1b\[[0-9;]*m/g;
// cargo test and wasm-bindgen-test-runner, one line a test binary.
const RESULT = /^test result: (ok|FAILED)\. (\d+) passed; (\d+) failed;/gm;
// cargo, one line a test binary that did not succeed, with or without a result line of its own.
const BROKEN = /^error: (?:test|doctest) failed, to rerun pass/gm;
// node --test with the spec reporter. A cancelled test did not pass.
const NODE = /^ℹ (pass|fail|cancelled) (\d+)$/gm;

export function count(output, { status = 0, expectsTests = false, says } = {}) {
  const text = output.replace(COLOURS, "").replace(/\r/g, "");
  let passed = 0;
  let failed = 0;
  let failedBinaries = 0;
  const notes = [];
  for (const [, verdict, good, bad] of text.matchAll(RESULT)) {
    passed += Number(good);
    failed += Number(bad);
    failedBinaries += verdict === "FAILED" ? 1 : 0;
  }
  for (const [, kind, number] of text.matchAll(NODE)) {
    if (kind === "pass") passed += Number(number);
    else failed += Number(number);
  }

  // What broke without telling a number counts once each.
  const crashes = Math.max(0, [...text.matchAll(BROKEN)].length - failedBinaries);
  if (crashes > 0) {
    failed += crashes;
    notes.push(`${crashes} test programs ended without a result`);
  }
  if (says !== undefined && !text.includes(says)) {
    failed += 1;
    notes.push(`never said "${says}"`);
  }
  if (expectsTests && passed + failed === 0) {
    failed = 1;
    notes.push("ran no test");
  }
  if (status !== 0 && failed === 0) {
    failed = 1;
    notes.push(`stopped with status ${status}`);
  }
  return { passed, failed, note: notes.join("; ") };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tests: { type: "boolean" }, says: { type: "string" } },
  });
  const [log, status] = positionals;
  const options = { status: Number(status), expectsTests: values.tests, says: values.says };
  const { passed, failed, note } = count(readFileSync(log, "utf8"), options);
  console.log(`${passed} ${failed}\n${note}`);
}
