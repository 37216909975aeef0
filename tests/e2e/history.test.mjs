// Earlier emails: whether a report is worse than usual, who bounced before, what that costs, and what happens if they cannot be read.

import assert from "node:assert/strict";
import { PAST, RESEND, ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { Admin } from "./support/admin.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { hold } from "./support/hold.mjs";
import { openHostPage } from "./support/host.mjs";
import { startProduct } from "./support/product.mjs";

const SUMMARIES = /\/summary_reports\/email_campaign_summaries/;
const HIGHER = "Higher than usual";
const MEDIAN = "The 10 emails before had 2.1% (median)";

const bars = (admin) => admin.widget.getByRole("list", { name: /^Bounce rates of/ }).getByRole("button");
const beforeColumn = (admin) => admin.table.getByRole("columnheader", { name: "Before" });

/** Records the requests in the background, and the largest number of them at a time. */
function recordBackground(page) {
  const recorded = { paths: [], most: 0, pending: new Set() };
  page.on("request", (request) => {
    if (request.headers()["x-bounces-priority"] !== "background") return;
    const { pathname, search } = new URL(request.url());
    recorded.paths.push(pathname + search);
    recorded.pending.add(request);
    recorded.most = Math.max(recorded.most, recorded.pending.size);
  });
  for (const event of ["requestfinished", "requestfailed"]) page.on(event, (one) => recorded.pending.delete(one));
  return recorded;
}

/** Waits until the earlier emails are read. */
const read = (admin) => admin.guard.settled();

/** In how many of the five emails before it each contact of the newsletter bounced, counted naively. Auto-replies were delivered. */
async function countsBefore(admin) {
  const counts = new Map((await admin.upstreamRows(ROWS_2140)).map((row) => [row.contact_id, 0]));
  for (const email of PAST) {
    for (const { contact_id: contact, bounce_code: code } of await admin.upstreamRows(email)) {
      if (code !== "V" && counts.has(contact)) counts.set(contact, counts.get(contact) + 1);
    }
  }
  return [...counts.values()];
}

test("a report says that it is worse than usual, and its bars open the earlier emails", async ({ page, admin }) => {
  await admin.openReport(ROWS_2140, "2,140");
  await admin.widget.getByText(HIGHER, { exact: true }).waitFor();
  await admin.widget.getByText(MEDIAN, { exact: true }).waitFor();
  await admin.until(() => bars(admin).count(), 12);
  const names = () => bars(admin).evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
  await admin.until(async () => (await names())[11], "This email, 12 Nov, 3.49%, 2,140 of 61,240 emails");
  await read(admin);
  const [oldest, ...others] = await names();
  assert.match(oldest, /^June newsletter, 11 Jun, 2\.14%/);
  assert.ok(others.some((name) => /^July newsletter .*, 9 Jul, 6\.30%/.test(name)));

  await bars(admin).nth(10).click();
  await admin.heading("Ten soups for slow evenings");
  await admin.shows("1–50 of 1,275");
  assert.equal(new URL(page.url()).searchParams.get("activity"), PAST[0]);
});

test("a report shows who bounced before, and reading it costs what is documented", { signedIn: false }, async ({
  page,
  admin,
  guard,
}) => {
  const recorded = recordBackground(page);
  guard.expectStatus(401, new RegExp(ROWS_2140));
  await admin.open(ROWS_2140);
  await admin.signIn();
  await admin.shows("1–50 of 2,140");
  await eventually(() => assert.equal(recorded.paths.length, 23));
  await read(admin);

  const [summaries, ...others] = recorded.paths;
  assert.match(summaries, SUMMARIES);
  const count = (pattern) => others.filter((path) => pattern.test(path)).length;
  const calls = {
    names: count(/\/emails\?limit=/),
    activities: count(/\/emails\/[^/?]+$/),
    counts: count(/\/stats\/email_campaign_activities\//),
    pages: count(/\/tracking\/bounces/),
  };
  assert.deepEqual(calls, { names: 1, activities: 5, counts: 1, pages: 15 });
  assert.equal(others.length, 22);
  assert.equal(recorded.most, 1, "one request at a time");

  const expected = await countsBefore(admin);
  const repeats = expected.filter((times) => times > 0);
  await beforeColumn(admin).waitFor();
  await admin.sortButton("Before").click();
  const shown = (times) => (times > 0 ? `${times} of last 5` : "");
  const first = (compare) => [...expected].sort(compare).slice(0, 50).map(shown);
  const isDescending = async () => (await admin.sorted()).Before === "descending";
  if (!(await isDescending())) await admin.sortButton("Before").click();
  await admin.until(
    () => admin.column("Before"),
    first((a, b) => b - a),
  );

  await admin.menuButton("Reason").click();
  const option = admin.widget.getByRole("checkbox", { name: /^Bounced before/ });
  await option.click();
  await admin.shows(`1–50 of ${repeats.length}`);
});

test("while earlier emails are read, the report says how far; its end is announced, and nothing moves", async ({
  page,
  admin,
}) => {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(new RegExp(`${PAST[2]}/tracking/bounces`), async (route) => {
    await released;
    await route.continue();
  });
  await admin.openReport(ROWS_2140, "2,140");
  await admin.widget.getByText("Reading earlier emails: 2 of 5", { exact: true }).waitFor();
  const header = (name) => admin.table.getByRole("columnheader", { name, exact: true });
  await header("Before (2 of 5)").waitFor();
  const step = (name) => admin.widget.getByRole("button", { name });
  await step(/^Remove \d+ so far/).waitFor();
  await step(/^Wait \d+ so far/).waitFor();
  assert.equal(await step(/^Blocked .* so far/).count(), 0);
  const tops = () =>
    admin.widget.evaluate((widget) =>
      [...widget.querySelectorAll(".steps, .evidence, .toolbar, thead, tbody tr:first-child")].map(
        (part) => part.getBoundingClientRect().top,
      ),
    );
  const announced = () => admin.widget.getByRole("status").first().innerText();
  const topsBefore = await tops();
  assert.doesNotMatch(await announced(), /bounced before/);
  release();
  const total = (await countsBefore(admin)).filter((times) => times > 0).length;
  await step(`${total} bounced before`).waitFor();
  await header("Before").waitFor();
  assert.equal(await step(/so far/).count(), 0);
  assert.deepEqual(await tops(), topsBefore);
  assert.equal(await announced(), `Earlier emails read. ${total} bounced before`);
  await step(`${total} bounced before`).click();
  await admin.shows(`1–50 of ${total}`);
});

test("on a phone, the mark of a number that may change does not make its card higher", {
  viewport: { width: 390, height: 844 },
}, async ({ page, admin }) => {
  const release = await hold(page, new RegExp(`${PAST[2]}/tracking/bounces`));
  await admin.openReport(ROWS_2140, "2,140");
  for (const [lang, progress] of [
    ["de", "Frühere E-Mails geladen: 2 von 5"],
    ["es", "Correos anteriores leídos: 2 de 5"],
    ["fr", "E-mails précédents lus : 2 sur 5"],
  ]) {
    await page.locator("bounces-report").evaluate((element, lang) => element.setAttribute("lang", lang), lang);
    await page.getByText(progress, { exact: true }).waitFor();
    const cards = await page.locator("bounces-report .step").evaluateAll((all) => all.map((card) => card.clientHeight));
    assert.equal(new Set(cards).size, 1, `${lang}: ${cards}`);
  }
  release();
});

test("a second report needs only what is not known yet", { signedIn: false }, async ({ page, admin }) => {
  await admin.open();
  await admin.signIn();
  const first = recordBackground(page);
  await admin.openReport(ROWS_2140, "2,140");
  const isRead = (email) => first.paths.some((path) => path.includes(`/${email}/tracking/bounces`));
  await eventually(() => assert.deepEqual(PAST.filter(isRead), PAST));
  await eventually(() => assert.equal(first.pending.size, 0));
  await read(admin);
  const recorded = recordBackground(page);
  await admin.campaign.selectOption({ label: "Soups for slow evenings (sent)" });
  await admin.shows("1–50 of 1,275");
  await admin.until(() => bars(admin).count(), 12);
  await read(admin);
  const activities = recorded.paths.filter((path) => /\/emails\/[^/?]+$/.test(path));
  assert.equal(activities.length, 1, "four of its five earlier emails were among the first report's");
});

test("requests of the day that are kept for reports are not used", { signedIn: false }, async ({
  page,
  admin: { guard },
  context,
}) => {
  await page.close();
  const product = await startProduct({
    BOUNCES_UPSTREAM_PER_DAY: "40",
    BOUNCES_ACCOUNT_SHARE_PERCENT: "100",
    BOUNCES_HISTORY_RESERVE_PERCENT: "40",
  });
  try {
    const own = await context.newPage();
    const admin = new Admin(own, guard);
    await own.goto(`${product.origin}/?activity=${ROWS_2140}`);
    await admin.account.getByRole("link", { name: "Sign in" }).click();
    await own.getByRole("button", { name: "Sign in" }).click();
    await admin.shows("1–50 of 2,140");
    await admin.widget.getByText(HIGHER, { exact: true }).waitFor();
    await admin.widget
      .getByText(/^Earlier emails read: [1-4] of 5. The rest of today’s requests is kept for reports.$/)
      .waitFor();
    // The user can still read a report.
    await admin.campaign.selectOption({ label: "Members’ evening (sent)" });
    await admin.shows("1–23 of 23");
    await own.close();
  } finally {
    await product.stop();
  }
});

/** Signs in to an account of the sandbox, and opens a report. */
async function openAs(admin, account, activity, rows) {
  await admin.open();
  await admin.signIn(undefined, account);
  await admin.openReport(activity, rows);
}

test("a slow answer delays the verdict alone", { signedIn: false }, async ({ page, admin }) => {
  let isAnswered = false;
  page.on("requestfinished", (request) => {
    isAnswered ||= SUMMARIES.test(request.url());
  });
  await admin.open();
  await admin.signIn(undefined, "slow-summaries");
  isAnswered = false;
  await admin.openReport(ROWS_2140, "2,140");
  assert.equal(isAnswered, false, "the rows came first");
  await admin.widget.getByText(HIGHER, { exact: true }).waitFor();
});

test("without an answer the report is complete, and can try again", { signedIn: false }, async ({ admin, guard }) => {
  guard.expectStatus(502, SUMMARIES);
  await openAs(admin, "failing-summaries", ROWS_2140, "2,140");
  await admin.widget.getByText("No comparison", { exact: true }).waitFor();
  await admin.widget.getByText("Your earlier emails couldn’t be read.").waitFor();
  await read(admin);
  await admin.widget.getByRole("button", { name: "Try again" }).click();
  await read(admin);
  await admin.widget.getByText("No comparison", { exact: true }).waitFor();
});

test("numbers that come as text are numbers", { signedIn: false }, async ({ admin }) => {
  await openAs(admin, "summaries-as-strings", ROWS_2140, "2,140");
  await admin.widget.getByText(HIGHER, { exact: true }).waitFor();
  await admin.widget.getByText(MEDIAN, { exact: true }).waitFor();
});

test("a first email has nothing to compare with", { signedIn: false }, async ({ admin }) => {
  await openAs(admin, "without-past", ROWS_23, 23);
  await admin.widget.getByText("Nothing to compare with yet", { exact: true }).waitFor();
});

test("an email that the summaries do not list says so", async ({ admin }) => {
  await admin.openReport(ROWS_23, 23);
  await admin.widget.getByText("Constant Contact’s summaries don’t list it").waitFor();
});

test("a resend without a summary is not judged by the numbers of its email, and shows who bounced before", async ({
  admin,
}) => {
  await admin.openReport(RESEND, 186);
  await admin.widget.getByText("No comparison", { exact: true }).waitFor();
  await admin.widget.getByText("Constant Contact’s summaries don’t list it").waitFor();
  await admin.widget.getByRole("button", { name: "25 bounced before", exact: true }).waitFor();
  assert.equal(await bars(admin).count(), 0);
});

test("a report that fails among the earlier emails is said, and the others count", async ({ page, admin, guard }) => {
  guard.expectStatus(502, new RegExp(PAST[1]));
  await page.route(new RegExp(`${PAST[1]}/tracking/bounces`), (route) =>
    route.fulfill({
      status: 502,
      contentType: "application/problem+json",
      body: '{"status":502,"code":"unavailable","title":"x"}',
    }),
  );
  await admin.openReport(ROWS_2140, "2,140");
  await admin.widget.getByText("Earlier emails read: 4 of 5. The others couldn’t be read.", { exact: true }).waitFor();
  await beforeColumn(admin).waitFor();
});

test("the host can switch it off", async ({ page }) => {
  const recorded = recordBackground(page);
  await openHostPage(page, {
    body: `<bounces-report history="0" campaign-activity-id="${ROWS_2140}"></bounces-report>`,
  });
  const widget = page.getByRole("region", { name: "Bounces" });
  await widget.getByText("1–50 of 2,140", { exact: true }).waitFor();
  assert.equal(await widget.getByText("No comparison").count(), 0);
  assert.deepEqual(recorded.paths, []);
});

test("the proxy can switch it off, and the report shows nothing of it", { signedIn: false }, async ({
  page,
  context,
  admin: { guard },
}) => {
  await page.close();
  const product = await startProduct({ BOUNCES_HISTORY: "false" });
  try {
    const own = await context.newPage();
    const recorded = recordBackground(own);
    const admin = new Admin(own, guard);
    await own.goto(`${product.origin}/?activity=${ROWS_2140}`);
    await admin.account.getByRole("link", { name: "Sign in" }).click();
    await own.getByRole("button", { name: "Sign in" }).click();
    await admin.shows("1–50 of 2,140");
    await eventually(() => assert.equal(recorded.paths.length, 1));
    await eventually(() => assert.equal(recorded.pending.size, 0));
    for (const text of ["No comparison", HIGHER, "What is normal?"]) {
      assert.equal(await admin.widget.getByText(text).count(), 0, text);
    }
    assert.equal(await beforeColumn(admin).count(), 0);
    await own.close();
  } finally {
    await product.stop();
  }
});
