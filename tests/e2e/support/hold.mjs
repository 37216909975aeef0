// Holds requests back, so that a test can look at the report while it waits.

/** The requests for rows, and those for all pages but the first. */
export const ROWS = /\/tracking\/bounces/;
export const NEXT_ROWS = /\/tracking\/bounces.*cursor=/;

/**
 * Holds all requests whose URL matches, until the test calls the result; they stay pending if it does not.
 * @param {import("playwright-core").Page} page
 * @param {string | RegExp} url
 */
export async function hold(page, url) {
  let release = () => {};
  const released = new Promise((/** @type {(value: void) => void} */ resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    await released;
    await route.continue().catch(() => {}); // the report may have aborted it
  });
  return release;
}
