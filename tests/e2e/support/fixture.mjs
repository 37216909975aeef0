// The fixture of a test file: one product and one browser per file, and a guarded page for each test.

import assert from "node:assert/strict";
import { after, test as nodeTest } from "node:test";
import { Admin } from "./admin.mjs";
import { launchBrowser, openWindow } from "./browser.mjs";
import { ConsoleGuard } from "./console_guard.mjs";
import { enforceStrictPolicy } from "./policy.mjs";
import { startProduct } from "./product.mjs";

// Twice as long as the longest test takes on a slow machine, beside another one.
const TIMEOUT = 240_000;

const product = await startProduct();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await product.stop();
});

/** Opens a guarded page in its own window. */
async function openPage(options) {
  const context = await openWindow(browser, product.origin, options);
  const page = await context.newPage();
  const guard = await ConsoleGuard.over(page);
  await enforceStrictPolicy(page, product.origin);
  return { context, page, guard, admin: new Admin(page, guard), origin: product.origin };
}

let signedIn;

/** The cookies of one real sign-in, shared by the tests of a file that neither sign in nor out. */
function cookiesOfSignIn() {
  signedIn ??= (async () => {
    const { context, guard, admin } = await openPage();
    await admin.open();
    await admin.signIn();
    await guard.settled();
    assert.deepEqual(await guard.problems(), []);
    const cookies = await context.storageState();
    await context.close();
    return cookies;
  })();
  return signedIn;
}

/**
 * Defines a test with a page: `test(name, async ({ page, admin, guard, context, origin }) => …)`. It fails on any unexpected problem in the page.
 *
 * The option `signedIn: false` starts without a session, `timeout` is the test's limit in milliseconds; all others are those of Playwright's contexts.
 */
export function test(name, ...rest) {
  const [{ signedIn = true, timeout = TIMEOUT, ...options }, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  nodeTest(name, { timeout }, async (t) => {
    const storageState = signedIn ? await cookiesOfSignIn() : undefined;
    const opened = await openPage({ storageState, ...options });
    try {
      await body(opened);
      assert.deepEqual(await opened.guard.problems(), []);
    } catch (error) {
      for (const problem of await opened.guard.problems()) t.diagnostic(problem);
      t.diagnostic(await opened.page.locator("body").ariaSnapshot().catch(String));
      throw error;
    } finally {
      await opened.context.close();
    }
  });
}
