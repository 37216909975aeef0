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
  const report = await page.evaluate(
    async ([id, EARLIER]) => {
      const get = async (path) => {
        const response = await fetch(`/api/v3${path}`, { headers: { "X-Bounces-CSRF": "1" } });
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        return response.json();
      };
      const rowsOf = async (activity) =>
        (await get(`/reports/email_reports/${activity}/tracking/bounces?limit=500`)).tracking_activities;
      const activity = await get(`/emails/activities/${id}`);
      const report = {
        activity,
        stats: await get(`/reports/stats/email_campaign_activities/${id}`),
        send_history: await get(`/emails/activities/${id}/send_history`),
        tracking_activities: await rowsOf(id),
      };
      // The emails before this one, as the report compares them, and what bounced of its own contacts.
      const contacts = new Set(report.tracking_activities.map(({ contact_id }) => contact_id));
      const { bulk_email_campaign_summaries: all } = await get(
        "/reports/summary_reports/email_campaign_summaries?limit=500",
      );
      const primary = all.find(({ campaign_id }) => campaign_id === activity.campaign_id);
      const earlier = all.filter(({ last_sent_date }) => last_sent_date < primary.last_sent_date).slice(0, EARLIER);
      // The sandbox lists the primary emails only, with other counts than those of this resend.
      const { em_sends: sends, em_bounces: bounced } = report.stats.results[0].stats;
      const own = { ...primary, unique_counts: { ...primary.unique_counts, sends, bounces: bounced } };
      const campaigns = [];
      const bounces = {};
      for (const { campaign_id } of earlier) {
        const campaign = await get(`/emails/${campaign_id}`);
        campaigns.push(campaign);
        const sent = campaign.campaign_activities.find(({ role }) => role === "primary_email");
        const rows = await rowsOf(sent.campaign_activity_id);
        bounces[sent.campaign_activity_id.toLowerCase()] = rows.filter(({ contact_id }) => contacts.has(contact_id));
      }
      return { ...report, history: { summaries: [own, ...earlier], campaigns, bounces } };
    },
    [ID, 6],
  );
  await writeFile(FILE, `${JSON.stringify(report)}\n`);
  console.log(`${report.tracking_activities.length} rows`);
} finally {
  await browser.close();
  await product.stop();
}
