// Reads the output of a test runner and counts the passed and failed tests.
//
//   node scripts/sum_tests.mjs LOG EXIT_STATUS [--tests] [--says TEXT]
//
// --tests: a run without tests is a failure. --says: so is a run that never prints TEXT.
// Prints "PASSED FAILED", and on a second line the reason for each failure that no runner reported.

import { readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const COLORS = /\x1b\[[0-9;]*m/g;
// cargo test and wasm-bindgen-test-runner print one line per test binary.
const RESULT = /^test result: (ok|FAILED)\. (\d+) passed; (\d+) failed;/gm;
// cargo prints one line per test binary that did not succeed, with or without a result line.
const BROKEN = /^error: (?:test|doctest) failed, to rerun pass/gm;
// node --test with the spec reporter. A canceled test did not pass.
const NODE = /^ℹ (pass|fail|cancelled) (\d+)$/gm;

/**
 * @param {string} output
 * @param {{ status?: number, expectsTests?: boolean, says?: string }} [options]
 * @returns {{ passed: number, failed: number, note: string }}
 */
export function sumTests(output, { status = 0, expectsTests = false, says } = {}) {
  const text = output.replace(COLORS, "").replace(/\r/g, "");
  let passed = 0;
  let failed = 0;
  let failedBinaries = 0;
  const notes = [];
  for (const [, verdict, passedTests, failedTests] of text.matchAll(RESULT)) {
    passed += Number(passedTests);
    failed += Number(failedTests);
    failedBinaries += verdict === "FAILED" ? 1 : 0;
  }
  for (const [, kind, number] of text.matchAll(NODE)) {
    if (kind === "pass") passed += Number(number);
    else failed += Number(number);
  }

  // A test binary that failed without printing a result counts as one failure.
  const crashes = Math.max(0, [...text.matchAll(BROKEN)].length - failedBinaries);
  if (crashes > 0) {
    failed += crashes;
    notes.push(`${crashes} test programs ended without a result`);
  }
  if (says !== undefined && !text.includes(says)) {
    failed += 1;
    notes.push(`did not print "${says}"`);
  }
  if (expectsTests && passed + failed === 0) {
    failed = 1;
    notes.push("ran no tests");
  }
  if (status !== 0 && failed === 0) {
    failed = 1;
    notes.push(`exited with status ${status}`);
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
  const { passed, failed, note } = sumTests(readFileSync(log, "utf8"), options);
  console.log(`${passed} ${failed}\n${note}`);
}
