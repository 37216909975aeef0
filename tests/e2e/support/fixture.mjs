// What each test file stands on: a product and a browser of its own, and a watched page for every test.

import assert from "node:assert/strict";
import { after, test as nodeTest } from "node:test";
import { Admin } from "./admin.mjs";
import { launchBrowser, openWindow } from "./browser.mjs";
import { Watch } from "./console_guard.mjs";
import { enforceStrictPolicy } from "./policy.mjs";
import { startProduct } from "./product.mjs";

const TIMEOUT = 90_000;

const product = await startProduct();
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await product.stop();
});

/** A page that is watched, in a window of its own. */
async function openPage(options) {
  const context = await openWindow(browser, product.origin, options);
  const page = await context.newPage();
  const watch = await Watch.over(page);
  await enforceStrictPolicy(page, product.origin);
  return { context, page, watch, admin: new Admin(page, watch), origin: product.origin };
}

let signedIn;

/** The cookies of one real sign-in, which all tests of a file share unless they sign in or out themselves. */
function cookiesOfSignIn() {
  signedIn ??= (async () => {
    const { context, watch, admin } = await openPage();
    await admin.open();
    await admin.signIn();
    await watch.settled();
    assert.deepEqual(await watch.problems(), []);
    const cookies = await context.storageState();
    await context.close();
    return cookies;
  })();
  return signedIn;
}

/**
 * A test with a page: `test(name, async ({ page, admin, watch, context, origin }) => …)`. It fails if anything goes wrong in the page that it does not expect.
 *
 * Of the options, `signedIn: false` begins without a session; the others are those of Playwright's contexts.
 */
export function test(name, ...rest) {
  const [{ signedIn = true, ...options }, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  nodeTest(name, { timeout: TIMEOUT }, async (t) => {
    const storageState = signedIn ? await cookiesOfSignIn() : undefined;
    const opened = await openPage({ storageState, ...options });
    try {
      await body(opened);
      assert.deepEqual(await opened.watch.problems(), []);
    } catch (error) {
      for (const problem of await opened.watch.problems()) t.diagnostic(problem);
      t.diagnostic(await opened.page.locator("body").ariaSnapshot().catch(String));
      throw error;
    } finally {
      await opened.context.close();
    }
  });
}
