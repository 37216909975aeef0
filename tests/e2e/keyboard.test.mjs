// Keyboard operation: what Tab reaches, what Enter and Space do, and where the focus is afterwards.

import assert from "node:assert/strict";
import { RESEND, ROWS_23 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** More than the page's controls: each row has a checkbox and a disclosure, and some have a suggestion to copy. */
const MAX_TAB_PRESSES = 250;

const hasFocus = (locator) => locator.evaluate((element) => element.getRootNode().activeElement === element);

/** Presses Tab until `locator` has the focus. */
async function tabTo(page, locator) {
  for (let presses = 0; presses < MAX_TAB_PRESSES; presses += 1) {
    await page.keyboard.press("Tab");
    if (await hasFocus(locator)) return;
  }
  assert.fail(`Tab does not reach ${locator}`);
}

test("Tab reaches every sort header; Enter and Space sort, and the focus stays", async ({ page, admin }) => {
  await admin.openReport(ROWS_23, 23);
  await tabTo(page, admin.sortButton("Contact"));
  await page.keyboard.press("Enter");
  await admin.until(() => admin.sorted(), { Contact: "ascending" });
  assert.ok(await hasFocus(admin.sortButton("Contact")));
  await page.keyboard.press("Space");
  await admin.until(() => admin.sorted(), { Contact: "descending" });
  assert.ok(await hasFocus(admin.sortButton("Contact")));
  for (const column of ["Reason", "Before", "Bounced"]) {
    await page.keyboard.press("Tab");
    assert.ok(await hasFocus(admin.sortButton(column)), column);
  }
  await page.keyboard.press("Enter");
  await admin.until(() => admin.sorted(), { Bounced: "descending" });
});

test("the reasons are one Tab stop, arrows move among them, Space presses one, and the focus stays while the rows change", async ({
  page,
  admin,
}) => {
  await admin.openReport(ROWS_23, 23);
  await tabTo(page, admin.chip("Non-existent"));
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await admin.filtered();
  assert.equal(await admin.chip("Blocked").getAttribute("aria-pressed"), "true");
  assert.ok(await hasFocus(admin.chip("Blocked")));
});

test("Enter turns pages and leads to the top of the table, and the button keeps the focus on the last page", async ({
  page,
  admin,
}) => {
  await admin.openReport(RESEND, 186);
  const table = admin.widget.getByRole("table");
  for (const line of ["51–100", "101–150", "151–186"]) {
    await admin.next.focus();
    await page.keyboard.press("Enter");
    await admin.shows(`${line} of 186`);
    await admin.until(() => hasFocus(table), true);
    const { top, height } = await table.evaluate((table) => ({
      top: table.getBoundingClientRect().top,
      height: innerHeight,
    }));
    assert.ok(top >= 0 && top < height, `${line}: the table begins at ${top} of ${height}`);
  }
  await admin.next.focus();
  await page.keyboard.press("Enter");
  assert.equal(await admin.next.getAttribute("aria-disabled"), "true");
  assert.ok(await hasFocus(admin.next));
  await admin.shows("151–186 of 186");
});

test("the focus is visible", async ({ page, admin }) => {
  await admin.openReport(ROWS_23, 23);
  for (const control of [admin.chip("Non-existent"), admin.sortButton("Contact"), admin.next]) {
    await tabTo(page, control);
    const outline = await control.evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { outlineStyle, wide: parseFloat(outlineWidth) >= 2 };
    });
    assert.deepEqual(outline, { outlineStyle: "solid", wide: true });
  }
});

test("everything from sign-in to sign-out works by keyboard alone", { signedIn: false }, async ({
  page,
  admin,
  guard,
}) => {
  await admin.open();
  const link = page.getByRole("link", { name: "Sign in with Constant Contact" });
  await link.waitFor();
  await tabTo(page, link);
  await guard.settled();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sandbox account" }).waitFor();
  await tabTo(page, page.getByRole("button", { name: "Sign in" }));
  await page.keyboard.press("Enter");
  await admin.shows("1–50 of 57");

  await admin.ready();
  await tabTo(page, admin.campaign);
  // Its first letter is unique: each letter chooses a campaign, whose requests the next one would abort.
  await page.keyboard.type("November");
  await admin.shows("1–50 of 2,140");
  await guard.settled();

  await page.keyboard.press("Shift+Tab");
  assert.ok(await hasFocus(admin.account.getByRole("button", { name: "Sign out" })));
  await page.keyboard.press("Enter");
  await link.waitFor();
});
