// Takes the report of docs/playground from the sandbox: scripts/e2e playground.

import { writeFile } from "node:fs/promises";
import * as activities from "./support/activities.mjs";
import { Admin } from "./support/admin.mjs";
import { launchBrowser, openWindow } from "./support/browser.mjs";
import { ConsoleGuard } from "./support/console_guard.mjs";
import { startProduct } from "./support/product.mjs";

const FILE = new URL("../../docs/playground/report.json", import.meta.url);
const ID = activities.RESEND;

const product = await startProduct();
const browser = await launchBrowser();
try {
  const page = await (await openWindow(browser, product.origin)).newPage();
  const admin = new Admin(page, await ConsoleGuard.over(page));
  await page.goto("/");
  await admin.signIn();
  const report = await page.evaluate(async (id) => {
    const get = async (path) => {
      const response = await fetch(`/api/v3${path}`, { headers: { "X-Bounces-CSRF": "1" } });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    };
    const [activity, stats, send_history, page] = [
      await get(`/emails/activities/${id}`),
      await get(`/reports/stats/email_campaign_activities/${id}`),
      await get(`/emails/activities/${id}/send_history`),
      await get(`/reports/email_reports/${id}/tracking/bounces?limit=500`),
    ];
    return { activity, stats, send_history, tracking_activities: page.tracking_activities };
  }, ID);
  await writeFile(FILE, `${JSON.stringify(report)}\n`);
  console.log(`${report.tracking_activities.length} rows`);
} finally {
  await browser.close();
  await product.stop();
}
