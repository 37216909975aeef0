// The policy of the summary page allows its style sheet by hash.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const read = (path) => readFile(new URL(`../${path}`, import.meta.url), "utf8");

test("the policy of the summary page has the hash of its style sheet", async () => {
  const hash = createHash("sha256")
    .update(await read("style/summary_page.css"))
    .digest("base64");
  const code = await read("src/view/actions/summary_page.rs");
  assert.ok(code.includes(`STYLE_SOURCE: &str = "sha256-${hash}"`), `STYLE_SOURCE has to be sha256-${hash}`);
});
