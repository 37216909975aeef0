// Many elements of one report on one page cost what one of them does, earlier emails included.

import assert from "node:assert/strict";
import { PAST, ROWS_2140 } from "./support/activities.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { openHostPage } from "./support/host.mjs";

const COPIES = 5;

/** Opens a page with copies of a report; what they request until all of them know who bounced before. */
async function requestsOf(page, guard, copies) {
  const requested = [];
  const record = (request) => {
    const { pathname, search } = new URL(request.url());
    // Cursors differ from load to load.
    if (pathname.startsWith("/api/")) requested.push(pathname + search.replace(/cursor=.*/, "cursor"));
  };
  page.on("request", record);
  const element = `<bounces-report campaign-activity-id="${ROWS_2140}" sections="summary"></bounces-report>`;
  await openHostPage(page, { body: element.repeat(copies), path: `/copies-${copies}.html` });
  // The last request, and what follows from it in each of them.
  await eventually(() => assert.ok(requested.some((path) => path.includes(PAST.at(-1)))));
  const countInformed = () => {
    const texts = [...document.querySelectorAll("bounces-report")].map((one) => one.shadowRoot.textContent);
    return texts.filter((text) => /of last 5/.test(text)).length;
  };
  await eventually(async () => assert.equal(await page.evaluate(countInformed), copies));
  await guard.settled();
  page.off("request", record);
  return requested.sort();
}

test("copies of a report request what one of them does, earlier emails included", async ({ page, guard }) => {
  const ofOne = await requestsOf(page, guard, 1);
  assert.ok(ofOne.some((path) => path.includes("email_campaign_summaries")));
  assert.deepEqual(await requestsOf(page, guard, COPIES), ofOne);
});
