import assert from "node:assert/strict";
import { test } from "node:test";
import { pageHtml } from "../package/page_html.mjs";

test("a page for release has the new names and our hints, and nothing that only directs Trunk", () => {
  const html = [
    "<head>",
    "    <title>Page</title>",
    '    <link rel="stylesheet" href="/page-1a2b.css">',
    '    <link data-trunk rel="rust" href="Cargo.toml" data-wasm-opt-params="--enable-simd" data-trunk-id="1">',
    '    <link rel="modulepreload" href="/bounces-report.js" crossorigin="anonymous">',
    '    <script type="module" src="page.js"></script>',
    "</head>",
  ].join("\n");
  const names = new Map([
    ["page-1a2b.css", "assets/page-3c.css"],
    ["page.js", "assets/page-4d.js"],
  ]);
  const written = [
    "<head>",
    '    <title>Page</title><link rel="preload" href="a.wasm">',
    '    <link rel="stylesheet" href="assets/page-3c.css">',
    '    <script type="module" src="assets/page-4d.js"></script>',
    "</head>",
  ].join("\n");
  assert.equal(pageHtml(html, ['<link rel="preload" href="a.wasm">'], names), written);
});
