// Copying a mouse selection of table cells.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { openHostPage, withData } from "./support/host.mjs";

const ROWS = [
  {
    email_address: "ada@example.com",
    first_name: "Ada",
    last_name: "Lovelace",
    bounce_code: "B",
    created_time: "2019-11-12T09:41:00Z",
  },
  {
    email_address: "b@gmial.com",
    bounce_code: "B",
    created_time: "2019-11-12T08:41:00Z",
    current_email_address: "bob@example.com",
  },
  { email_address: "carl@example.com", first_name: "=1+1", bounce_code: "Z", created_time: "2019-11-12T07:41:00Z" },
];

async function openRows(page) {
  const listen =
    'globalThis.copied = []; addEventListener("copy", ({ clipboardData }) => copied.push(["text/plain", "text/html"].map((type) => clipboardData.getData(type))));';
  await openHostPage(page, {
    script: withData({ tracking_activities: ROWS }) + listen,
    body: '<bounces-report lang="en-GB" time-zone="UTC"></bounces-report>',
  });
  await page.getByText("1–3 of 3", { exact: true }).waitFor();
}

/** Selects from one text to another and copies. Returns the copied text and HTML, which are empty if the browser copies by itself. */
async function copy(page, from, to) {
  await page.locator("bounces-report").evaluate(
    ({ shadowRoot }, [from, to]) => {
      const nodes = [];
      const walker = document.createTreeWalker(shadowRoot.querySelector("table"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const [first, last] = [from, to].map((text) => nodes.find(({ data }) => data.includes(text)));
      getSelection().setBaseAndExtent(first, first.data.indexOf(from), last, last.data.indexOf(to) + to.length);
    },
    [from, to],
  );
  await page.keyboard.press("Control+c");
  return page.evaluate(() => globalThis.copied.pop());
}

test("selected rows are copied as tab-separated text and as an HTML table", async ({ page }) => {
  await openRows(page);
  const [text, html] = await copy(page, "ada", "7:41");
  assert.deepEqual(text.split("\n"), [
    "ada@example.com\tAda Lovelace\tNon-existent\t12 Nov 2019, 09:41",
    "b@gmial.com\t\tNon-existent\t12 Nov 2019, 08:41\tmoved to bob@example.com",
    "carl@example.com\t=1+1\tBlocked\t12 Nov 2019, 07:41",
  ]);
  assert.match(html, /^<table><tbody><tr><td>ada@example.com<\/td><td>Ada Lovelace<\/td>.*<\/table>$/);
});

test("cells before the selection stay empty columns, and the header can be copied", async ({ page }) => {
  await openRows(page);
  const [text] = await copy(page, "Lovelace", "@gmial.com");
  assert.deepEqual(text.split("\n"), ["\tAda Lovelace\tNon-existent\t12 Nov 2019, 09:41", "b@gmial.com"]);
  const [withHeader] = await copy(page, "Contact", "Lovelace");
  assert.deepEqual(withHeader.split("\n"), ["Contact\t\tReason\tBounced", "ada@example.com\tAda Lovelace"]);
  const [oneRow] = await copy(page, "Ada", "Non-existent");
  assert.equal(oneRow, "Ada Lovelace\tNon-existent");
});

test("a selection within one cell is copied by the browser", async ({ page }) => {
  await openRows(page);
  assert.deepEqual(await copy(page, "Love", "lace"), ["", ""]);
});
