// The day's quota, used up. In a file of its own: this proxy asks nothing more until midnight, as it should.

import assert from "node:assert/strict";
import { QUOTA_EXCEEDED, ROWS_23 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

test("when the day's requests are used up the report says when they come back, for every email", async ({
  admin,
  watch,
}) => {
  watch.expectStatus(429, /^\/api\//);
  await admin.open(QUOTA_EXCEEDED);
  await admin.heading("Today’s requests are used up");
  await admin.widget.getByText(/They return on \d+ \w+ \d{4}, \d\d:00\./).waitFor();
  await watch.settled();

  await admin.open(ROWS_23);
  await admin.heading("Today’s requests are used up");
  assert.equal(await admin.table.count(), 0);
  await watch.settled();
});
