// The exhausted daily quota. It needs its own file, because the proxy then sends no more requests until midnight.

import assert from "node:assert/strict";
import { QUOTA_EXCEEDED, ROWS_23 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

test("when the daily quota is exhausted, every report says when it resets", async ({ admin, guard }) => {
  guard.expectStatus(429, /^\/api\//);
  await admin.open(QUOTA_EXCEEDED);
  await admin.heading("Daily request limit reached");
  await admin.widget.getByText(/The limit resets on \d+ \w+ \d{4}, \d\d:00\./).waitFor();
  await guard.settled();

  await admin.open(ROWS_23);
  await admin.heading("Daily request limit reached");
  assert.equal(await admin.table.count(), 0);
  await guard.settled();
});
