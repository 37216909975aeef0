// Tests of the sum that `make test` prints.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sumTests } from "./sum_tests.mjs";

const ok = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
const bad = "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
const rerun = "error: test failed, to rerun pass `-p bounces-core --test wire`\n";
const node = (pass, fail, cancelled) =>
  `ℹ tests 9\nℹ suites 0\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled ${cancelled}\nℹ skipped 0\n`;
const sum = (output, options) => {
  const { passed, failed } = sumTests(output, options);
  return [passed, failed];
};

test("adds up the test programs of a cargo run", () => {
  assert.deepEqual(sum(ok + ok), [6, 0]);
  assert.deepEqual(sum(ok + bad + rerun, { status: 101 }), [5, 1]);
});

test("a test program that crashed counts in addition to one that reported its failures", () => {
  assert.deepEqual(sum(bad + rerun + rerun, { status: 101 }), [2, 2]);
  assert.deepEqual(sum(ok + rerun.replace("test", "doctest"), { status: 101 }), [3, 1]);
});

test("reads the browser runner, which omits `measured`", () => {
  assert.deepEqual(sum("test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s\n"), [2, 0]);
});

test("reads node's runner and counts canceled tests as failed", () => {
  assert.deepEqual(sum(node(7, 0, 0)), [7, 0]);
  assert.deepEqual(sum(node(5, 1, 2), { status: 1 }), [5, 3]);
});

test("ignores color codes", () => {
  assert.deepEqual(
    sum("test result: \x1b[32mok\x1b[0m. 3 passed; 0 failed; 0 ignored\n\x1b[34mℹ pass 2\x1b[39m\n"),
    [5, 0],
  );
});

test("a result inside other text is not a result", () => {
  assert.deepEqual(sum(`it says "${ok.trim()}"\n# pass 4\n`), [0, 0]);
});

test("an error without a count is one failure", () => {
  assert.deepEqual(sum("error[E0425]: cannot find value\n", { status: 101 }), [0, 1]);
  assert.deepEqual(sum(ok, { status: 137 }), [3, 1]);
  assert.deepEqual(sum("error", { status: 1, expectsTests: true }), [0, 1]);
});

test("a run without tests is a failure where tests are expected", () => {
  assert.deepEqual(sum("no tests to run!\n", { expectsTests: true }), [0, 1]);
  assert.deepEqual(sum(ok.replace("3 passed", "0 passed"), { expectsTests: true }), [0, 1]);
  assert.deepEqual(sum("no tests to run!\n"), [0, 0]);
});

test("tests that ran in the wrong browser are a failure", () => {
  const says = "headless tests in Chrome ";
  assert.deepEqual(sum(`Running headless tests in Chrome on …\n${ok}`, { says }), [3, 0]);
  assert.deepEqual(sum(`Running headless tests in Firefox on …\n${ok}`, { says }), [3, 1]);
});
