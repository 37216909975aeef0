// What the user selects with the mouse in the table, and copies as one does everywhere.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { giving, openHost } from "./support/host.mjs";

const ROWS = [
  {
    email_address: "ada@example.com",
    first_name: "Ada",
    last_name: "Lovelace",
    bounce_code: "B",
    created_time: "2026-11-12T09:41:00Z",
  },
  {
    email_address: "b@gmial.com",
    bounce_code: "B",
    created_time: "2026-11-12T08:41:00Z",
    current_email_address: "bob@example.com",
  },
  { email_address: "carl@example.com", first_name: "=1+1", bounce_code: "Z", created_time: "2026-11-12T07:41:00Z" },
];

async function openRows(page) {
  const listen =
    'globalThis.copied = []; addEventListener("copy", ({ clipboardData }) => copied.push(["text/plain", "text/html"].map((type) => clipboardData.getData(type))));';
  await openHost(page, {
    script: giving({ tracking_activities: ROWS }) + listen,
    body: '<bounces-report lang="en-GB" time-zone="UTC"></bounces-report>',
  });
  await page.getByText("1–3 of 3", { exact: true }).waitFor();
}

/** Selects from one text to another, as the mouse does, and copies. What was copied, as text and as HTML, or nothing if that is left to the browser. */
async function copy(page, from, to) {
  await page.locator("bounces-report").evaluate(
    ({ shadowRoot }, [from, to]) => {
      const all = [];
      const walker = document.createTreeWalker(shadowRoot.querySelector("table"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) all.push(walker.currentNode);
      const [first, last] = [from, to].map((text) => all.find(({ data }) => data.includes(text)));
      getSelection().setBaseAndExtent(first, first.data.indexOf(from), last, last.data.indexOf(to) + to.length);
    },
    [from, to],
  );
  await page.keyboard.press("Control+c");
  return page.evaluate(() => globalThis.copied.pop());
}

test("rows that are selected with the mouse are copied with tabs, and as a table", async ({ page }) => {
  await openRows(page);
  const [text, html] = await copy(page, "ada@example.com", "7:41");
  assert.deepEqual(text.split("\n"), [
    "ada@example.com\tAda Lovelace\tNon-existent\t12 Nov 2026, 09:41\t",
    "b@gmial.com\t\tNon-existent\t12 Nov 2026, 08:41\tNow bob@example.com",
    "carl@example.com\t=1+1\tBlocked\t12 Nov 2026, 07:41",
  ]);
  assert.match(html, /^<table><tbody><tr><td>ada@example.com<\/td><td>Ada Lovelace<\/td>.*<\/table>$/);
});

test("what is left out at the beginning keeps its place, and the header can be copied too", async ({ page }) => {
  await openRows(page);
  const [text] = await copy(page, "Lovelace", "b@gmial.com");
  assert.deepEqual(text.split("\n"), ["\tAda Lovelace\tNon-existent\t12 Nov 2026, 09:41\t", "b@gmial.com"]);
  const [withHeader] = await copy(page, "Email", "Lovelace");
  assert.deepEqual(withHeader.split("\n"), ["Email\tName\tReason\tBounced\tNotes", "ada@example.com\tAda Lovelace"]);
  const [oneRow] = await copy(page, "Ada", "Non-existent");
  assert.equal(oneRow, "Ada Lovelace\tNon-existent");
});

test("of one cell the browser copies what is selected", async ({ page }) => {
  await openRows(page);
  assert.deepEqual(await copy(page, "Love", "lace"), ["", ""]);
});
