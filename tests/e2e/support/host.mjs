// Host pages: defined by a test, served from the proxy's origin under the policy that the test chooses.

import { STRICT } from "./policy.mjs";

/** The script tag from README. */
export const EMBED = '<script type="module" src="/embed.js"></script>';

/**
 * Opens a host page: `body` is its HTML, `script` a module that runs before the widget's, `style` its style sheet.
 */
export async function openHostPage(
  page,
  { body, script = "", style = "", policy = STRICT, embed = EMBED, path = "/host.html" },
) {
  const serve = (at, contentType, text, headers = {}) =>
    page.route(`**${at}`, (route) => route.fulfill({ contentType, headers, body: text }));
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="stylesheet" href="/host.css"><script type="module" src="/host.js"></script>${embed}<body>${body}</body></html>`;
  await serve("/host.css", "text/css", style);
  await serve("/host.js", "text/javascript", script);
  await serve("/favicon.ico", "image/x-icon", "");
  await serve(path, "text/html", html, { "Content-Security-Policy": policy });
  await page.goto(path);
}

/** The text of a module that sets a complete report as the widget's `data`. */
export const withData = (data) => `
  const setData = (element) => { element.data = ${JSON.stringify(data)}; };
  addEventListener("DOMContentLoaded", () => document.querySelectorAll("bounces-report").forEach(setData));
  globalThis.setData = setData;`;

/** Breaks a report: its listener for typing into the search field throws. */
export async function breakReport(search) {
  await search.evaluate((field) => {
    const get = () => {
      throw new Error("on purpose");
    };
    Object.defineProperty(field, "value", { get, set() {} });
  });
  await search.press("a");
}

/** Generates distinct rows. */
export function rows(count) {
  const row = (_, number) => ({
    contact_id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    email_address: `person${number}@example.com`,
    first_name: `Person ${number}`,
    bounce_code: ["B", "S", "Z"][number % 3],
    created_time: "2026-11-12T10:00:00Z",
  });
  return { tracking_activities: Array.from({ length: count }, row) };
}
