// Generates the measured report: the same rows in every run, serialized in advance. server.mjs serves them.

/** Rows per page, as upstream. */
const PAGE_SIZE = 500;

const FIRST =
  `Olivia Liam Emma Noah Ava Ethan Grace Bola Priya Lena Dieter Carla Paul Jean-Luc Maria Anna James Robert Linda David Susan Karen Thomas
Daniel Laura Peter Julia Simon Nina Oscar Alice Hugo Clara Marta Pedro Jürgen Käthe Sören José Begoña François Zoé Łukasz Siobhán 陽菜 健太`.split(
    /\s+/,
  );
const LAST =
  `Brown Carter O’Neill Okafor Smith-Jones Patel Walker McAllister Young Bauer Gauthier Zbigniew Kowalski Miller Wilson Moore Taylor
Anderson Jackson White Harris Martin Thompson Garcia Robinson Clark Lewis Lee Hall Allen King Wright Lopez Hill Scott Green Adams Baker Müller
Weiß Schäfer Núñez Lefèvre Żółkiewski 佐藤 鈴木`.split(/\s+/);
const PROVIDERS =
  "gmail.com gmail.com gmail.com gmail.com yahoo.com yahoo.com outlook.com outlook.com hotmail.com aol.com icloud.com".split(
    " ",
  );
const COMPANY =
  "harbour northwind bright muster soleil oakridge sakura river bluefin acme stone linden summit prairie willow granite copper maple".split(
    " ",
  );
const TRADE =
  "logistics dental maschinenbau cafe school travel council studio law foods garden press motors health books energy".split(
    " ",
  );
/** One letter per percent of the bounces. */
const CODES =
  "B".repeat(45) + "D".repeat(14) + "Z".repeat(12) + "V".repeat(11) + "F".repeat(10) + "S".repeat(5) + "X".repeat(3);
const SENT_AT = Date.UTC(2026, 10, 12, 9);
const SPREAD_MS = 16 * 86_400_000;

/** A random number generator seeded by the row (Mulberry32 by Tommy Ettinger, public domain). */
function rngOf(row) {
  let state = Math.imul(row + 1, 0x9e3779b1) | 0;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
}

const asciiLettersOf = (name) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "") || "sample";

function address(random, first, last, row) {
  const number = random(row / 8 + 100);
  const kind = random(10);
  let local = `${last}.${first}${number}`;
  if (kind < 4) local = `${first}.${last}${number}`;
  else if (kind < 6) local = `${first[0]}${last}${number}`;
  else if (kind < 8) local = `${first}${number}`;
  else if (kind < 9) local = `${first}_${last}`;
  if (random(100) < 70) return `${local}@${PROVIDERS[random(PROVIDERS.length)]}`;
  // A few companies have many addresses, most have few.
  const company = COMPANY[Math.min(random(COMPANY.length), random(COMPANY.length))];
  return `${local}@${company}-${TRADE[random(TRADE.length)]}${random(8)}.example`;
}

function contactId(random) {
  const digits = (length) =>
    random(16 ** length)
      .toString(16)
      .padStart(length, "0");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(6)}${digits(6)}`;
}

function rowOf(row, count, activity) {
  const random = rngOf(row);
  const first = FIRST[random(FIRST.length)];
  const last = LAST[random(LAST.length)];
  const email = address(random, asciiLettersOf(first), asciiLettersOf(last), row);
  const named = random(100) >= 12 ? { first_name: first, last_name: last } : {};
  const corrected = random(100) < 4;
  const deleted = random(100) < 3 ? { deleted_at: "2026-11-29" } : {};
  // Newest first. Most rows bounce soon after sending, fewer and fewer later.
  const time = new Date(SENT_AT + Math.floor(((count - row) / count) ** 4 * SPREAD_MS));
  return {
    contact_id: contactId(random),
    campaign_activity_id: activity,
    tracking_activity_type: "em_bounces",
    email_address: email,
    ...named,
    bounce_code: CODES[random(100)],
    current_email_address: corrected ? `new.${email}` : email,
    created_time: time.toISOString(),
    ...deleted,
  };
}

/** The id of the activity with `count` bounces. */
export const activityOf = (count) => `5a4db0c5-ca4a-4000-8000-${String(count).padStart(12, "0")}`;

/** A campaign of the account; 0 is that of the measured activity. */
const campaignOf = (number) => `5a4db0c5-ca4a-4000-9000-${String(number).padStart(12, "0")}`;
/** The numbers of the emails before it, the last one first. */
const EARLIER = Array.from({ length: 11 }, (_, index) => index + 1);
const earlierActivityOf = (number) => `5a4db0c5-ca4a-4000-a000-${String(number).padStart(12, "0")}`;

/** The summaries of the account, with a month between two emails. */
function summaries(bounces) {
  const summary = (number) => ({
    campaign_id: campaignOf(number),
    last_sent_date: new Date(SENT_AT - number * 30 * 86_400_000).toISOString(),
    unique_counts: { sends: bounces * 30, bounces },
  });
  return { bulk_email_campaign_summaries: [0, ...EARLIER].map(summary) };
}

/** The serialized responses for one activity. */
export class Report {
  #pages = [];

  constructor(count) {
    this.count = count;
    this.activity = activityOf(count);
    const codes = Object.fromEntries([..."BDFSVXZ"].map((code) => [code, 0]));
    for (let start = 0; start < count; start += PAGE_SIZE) {
      const length = Math.min(PAGE_SIZE, count - start);
      const rows = Array.from({ length }, (_, index) => rowOf(start + index, count, this.activity));
      for (const row of rows) codes[row.bounce_code] += 1;
      const href = `/v3/reports/email_reports/${this.activity}/tracking/bounces?cursor=${this.#pages.length + 1}`;
      const links = start + PAGE_SIZE < count ? { _links: { next: { href } } } : {};
      this.#pages.push(Buffer.from(JSON.stringify({ tracking_activities: rows, ...links })));
    }
    this.activityBytes = json({
      campaign_activity_id: this.activity,
      campaign_id: campaignOf(0),
      current_status: "DONE",
      role: "primary_email",
      subject: "November news",
    });
    this.statsBytes = json({
      results: [
        {
          campaign_activity_id: this.activity,
          stats: statsOf(count, codes),
          last_refresh_time: "2026-11-30T09:00:00.000Z",
        },
      ],
    });
  }

  /** The response to a request for the account's past, by its path; undefined if it is none. */
  past(path) {
    if (path === "/reports/summary_reports/email_campaign_summaries") return json(summaries(this.count));
    if (path === "/emails") {
      return json({ campaigns: EARLIER.map((one) => ({ campaign_id: campaignOf(one), name: `Email ${one}` })) });
    }
    if (path.startsWith(`/reports/stats/email_campaign_activities/${earlierActivityOf(EARLIER[0])},`)) {
      return json({ results: [] });
    }
    const campaign = EARLIER.find((number) => path === `/emails/${campaignOf(number)}`);
    if (campaign) {
      const activity = { campaign_activity_id: earlierActivityOf(campaign), role: "primary_email" };
      return json({ campaign_activities: [activity] });
    }
    // The contacts of the first page bounced before.
    const isPast = (number) => path === `/reports/email_reports/${earlierActivityOf(number)}/tracking/bounces`;
    const { tracking_activities } = JSON.parse(this.#pages[0]);
    return EARLIER.some(isPast) ? json({ tracking_activities }) : undefined;
  }

  page(number) {
    return this.#pages[number];
  }

  get bytes() {
    return this.#pages.reduce((sum, page) => sum + page.length, 0);
  }
}

const json = (value) => Buffer.from(JSON.stringify(value));

const statsOf = (count, { B, D, F, S, V, X, Z }) => ({
  em_sends: count * 20,
  em_bounces: count,
  em_bounces_nonexistent_address: B,
  em_bounces_undeliverable: D,
  em_bounces_mailbox_full: F,
  em_bounces_suspended: S,
  em_bounces_vacation: V,
  em_bounces_other: X,
  em_bounces_blocked: Z,
});
