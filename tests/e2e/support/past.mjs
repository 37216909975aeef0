// A static report with earlier emails: nothing is requested.

import { openHostPage, withData } from "./host.mjs";

const contact = (number) => `00000000-0000-4000-8000-00000000000${number}`;
export const campaign = (number) => `00000000-0000-4000-8000-0000000000c${number}`;
export const activity = (number) => `00000000-0000-4000-8000-0000000000a${number}`;

const row = (number, name, code, created_time) => ({
  contact_id: contact(number),
  email_address: `${name}@example.com`,
  bounce_code: code,
  created_time,
});

/** Ann was undeliverable in the last email and her mailbox full two before; Eve did not exist in the fourth. */
const BOUNCES = {
  1: [row(1, "ann", "D", "2019-10-06T08:00:00Z")],
  3: [row(1, "ann", "F", "2019-08-06T08:00:00Z")],
  4: [row(3, "eve", "B", "2019-07-06T08:00:00Z")],
};

/**
 * A report of three contacts, and its earlier emails: one a month with these bounces of 1,000 sends, the newest first.
 * @param {number[]} bounces that of the report itself first
 */
export function reportOf(bounces) {
  const numbers = bounces.map((_, number) => number);
  return {
    activity: { current_status: "DONE", role: "primary_email", subject: "Spring", campaign_id: campaign(0) },
    send_history: [{ run_date: "2019-11-05T08:00:00.000Z", count: 1000 }],
    stats: {
      results: [{ stats: { em_sends: 1000, em_bounces: 3, em_bounces_undeliverable: 2, em_bounces_suspended: 1 } }],
    },
    tracking_activities: [
      row(1, "ann", "D", "2019-11-12T09:40:00Z"),
      row(2, "bob", "D", "2019-11-11T09:40:00Z"),
      row(3, "eve", "S", "2019-11-10T09:40:00Z"),
    ],
    history: {
      summaries: numbers.map((number) => ({
        campaign_id: campaign(number),
        last_sent_date: `2019-${String(11 - number).padStart(2, "0")}-05T08:00:00.000Z`,
        unique_counts: { sends: 1000, bounces: bounces[number] },
      })),
      campaigns: numbers.map((number) => ({
        campaign_id: campaign(number),
        name: `Email ${number}`,
        campaign_activities: [{ campaign_activity_id: activity(number), role: "primary_email" }],
      })),
      bounces: Object.fromEntries(numbers.map((number) => [activity(number), BOUNCES[number] ?? []])),
    },
  };
}

/** Opens a host page with a report; events that ask for another email are recorded in `window.opened`. */
export async function openWithPast(page, data, attributes = "", lang = "en-GB") {
  const script = `${withData(data)}
    window.opened = [];
    addEventListener("bounces-open-email", ({ detail, cancelable }) => window.opened.push({ ...detail, cancelable }));`;
  await openHostPage(page, {
    body: `<main><h1>Host</h1><bounces-report lang="${lang}" time-zone="UTC" ${attributes}></bounces-report></main>`,
    script,
  });
  return page.locator("bounces-report");
}

export const bars = (report) => report.getByRole("list", { name: /^Bounce rates of / }).getByRole("button");
export const rowOf = (report, name) => report.getByRole("row").filter({ hasText: `${name}@example.com` });
