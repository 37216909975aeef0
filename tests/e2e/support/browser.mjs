// The browser, and how a user's window in it is set up.

import { env } from "node:process";
import { chromium } from "playwright-core";
import { PATIENCE } from "./eventually.mjs";

const FLAGS = [
  "--no-sandbox", // Chromium refuses to run as root with it
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 390, height: 844 };

/** A zone west of Greenwich, so that a date without a time would be seen to slip to the day before. */
const USER = { locale: "en-GB", timezoneId: "America/New_York", viewport: WIDE, colorScheme: "light" };

export async function launchBrowser() {
  if (!env.CHROMIUM) throw new Error("CHROMIUM is not set: start these tests by scripts/e2e");
  return chromium.launch({ executablePath: env.CHROMIUM, args: FLAGS });
}

/** A user's window: cookies of its own, and whatever `options` of Playwright's contexts say otherwise. */
export async function openWindow(browser, origin, options = {}) {
  const context = await browser.newContext({ ...USER, baseURL: origin, ...options });
  context.setDefaultTimeout(PATIENCE);
  return context;
}
