// Launches the browser and opens windows with a user's settings.

import { env } from "node:process";
import { chromium } from "playwright-core";
import { TIMEOUT_MS } from "./eventually.mjs";

const FLAGS = [
  "--no-sandbox", // with the sandbox Chromium refuses to run as root
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

/** A time zone west of Greenwich: a date without a time that is parsed as UTC would show the day before. */
const USER = { locale: "en-GB", timezoneId: "America/New_York", viewport: WIDE, colorScheme: "light" };

export async function launchBrowser() {
  if (!env.CHROMIUM) throw new Error("CHROMIUM is not set: run these tests with scripts/e2e");
  return chromium.launch({ executablePath: env.CHROMIUM, args: FLAGS });
}

/** A window with its own cookies; `options` are those of Playwright's contexts. */
export async function openWindow(browser, origin, options = {}) {
  const context = await browser.newContext({ ...USER, baseURL: origin, ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  return context;
}
