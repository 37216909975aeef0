// How earlier emails are shown: the verdict, the bars, what is normal, and who bounced before. The report is static, so nothing is requested.

import assert from "node:assert/strict";
import { injectAxe, violations } from "./support/axe.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { activity, bars, campaign, openWithPast as open, reportOf, rowOf } from "./support/past.mjs";

for (const { own, verdict } of [
  { own: 35, verdict: "Higher than usual" },
  { own: 9, verdict: "Better than usual" },
  { own: 23, verdict: "As usual" },
]) {
  test(`${own / 10} % beside a median of 2.1 % is: ${verdict}`, async ({ page }) => {
    const report = await open(page, reportOf([own, 20, 21, 22, 21]));
    await report.getByText(verdict).waitFor();
    await report.getByText("The 4 emails before had 2.1% (median)").waitFor();
    await report.getByText("3 of 1,000 emails").first().waitFor();
  });
}

test("while bounces may arrive, only a higher rate has a verdict", async ({ page }) => {
  for (const [own, verdict] of /** @type {[number, string][]} */ ([
    [9, "Not higher than usual so far"],
    [21, "Not higher than usual so far"],
    [35, "Higher than usual"],
  ])) {
    const young = reportOf([own, 20, 21, 22, 21]);
    young.history.summaries[0].last_sent_date = young.send_history[0].run_date = new Date().toISOString();
    const sending = reportOf([own, 20, 21, 22, 21]);
    sending.activity.current_status = "EXECUTING";
    for (const data of [young, sending]) {
      const report = await open(page, data);
      await report.getByText(verdict).waitFor();
      await report.getByText("bounced so far", { exact: true }).waitFor();
      await report.getByText("The 4 emails before had 2.1% (median)").waitFor();
      assert.equal(await report.getByText("Better than usual").count(), 0);
    }
  }
});

test("an email to few contacts says so, also if it is in no summary", async ({ page }) => {
  const data = reportOf([35, 20, 21, 22, 21]);
  data.stats.results[0].stats.em_sends = 49;
  data.history.summaries.shift();
  const report = await open(page, data);
  await report.getByText("It went to fewer than 50 contacts").waitFor();
});

test("fewer than four earlier emails are no comparison, but have bars", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22]));
  await report.getByText("Nothing to compare with yet").waitFor();
  assert.equal(await bars(report).count(), 4);
});

test("without history, there is neither a comparison nor a column", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21]), 'history="0"');
  await report.getByText("3 of 1,000 emails").waitFor();
  await rowOf(report, "ann").waitFor();
  assert.equal(await report.getByRole("columnheader", { name: "Before" }).count(), 0);
  assert.equal(await report.getByText("What is normal?").count(), 0);
});

test("bars are named, one Tab stop with arrow keys, and ask the host to open their email", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21]));
  const names = [
    "Email 4, 5 Jul 2019, 2.10%, 21 of 1,000 emails",
    "Email 3, 5 Aug 2019, 2.20%, 22 of 1,000 emails",
    "Email 2, 5 Sept 2019, 2.10%, 21 of 1,000 emails",
    "Email 1, 5 Oct 2019, 2.00%, 20 of 1,000 emails",
    "This email, 5 Nov 2019, 3.50%, 35 of 1,000 emails",
  ];
  for (const name of names) await report.getByRole("button", { name, exact: true }).waitFor();
  const stops = () => bars(report).evaluateAll((all) => all.map((bar) => bar.tabIndex));
  assert.deepEqual(await stops(), [-1, -1, -1, -1, 0]);
  assert.equal(await bars(report).last().getAttribute("aria-current"), "true");
  await bars(report).last().focus();
  await page.keyboard.press("Home");
  await eventually(async () => assert.deepEqual(await stops(), [0, -1, -1, -1, -1]));
  const tip = bars(report).first().locator(".tooltip");
  await tip.waitFor();
  await page.keyboard.press("Escape");
  await tip.waitFor({ state: "hidden" });
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const opened = await page.evaluate(() => /** @type {any} */ (window).opened);
  assert.deepEqual(opened, [{ campaignId: campaign(3), activityId: activity(3), cancelable: true }]);
  await page.setViewportSize({ width: 390, height: 844 });
  await bars(report).last().focus();
  await page.keyboard.press("Home");
  await eventually(async () => assert.deepEqual(await stops(), [0, -1, -1, -1, -1]));
});

test("limits of others are theirs, and emails to few contacts are left out", async ({ page }) => {
  const data = reportOf([35, 20, 21, 22, 21, 21]);
  data.history.summaries[2].unique_counts.sends = 49;
  const report = await open(page, data);
  await report.getByText("The 4 emails before had").waitFor();
  const button = report.getByText("What is normal?");
  await button.click();
  await report.getByText("stay below 2%, reviews them at 5% and may pause them at 10%").waitFor();
  await report.getByText("here they are 0.10%").waitFor();
  await report.getByText("Google asks senders to keep spam complaints below 0.3%").waitFor();
  await report.getByText("1 email to fewer than 50 contacts is not compared").waitFor();
  const links = await report
    .locator(".industry-rates a")
    .evaluateAll((all) => all.map((link) => new URL(link.href).host));
  assert.deepEqual(links, ["docs.aws.amazon.com", "support.google.com"]);
  await page.keyboard.press("Escape");
  await report.getByText("Google asks").waitFor({ state: "hidden" });
});

test("who bounced before is in the rows, can be filtered and sorted, and moves contacts to Remove", async ({
  page,
}) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21, 20]));
  await rowOf(report, "ann").getByText("2 of last 5").waitFor();
  await rowOf(report, "eve").getByText("1 of last 5").waitFor();
  assert.equal(
    await rowOf(report, "bob")
      .getByText(/of last/)
      .count(),
    0,
  );
  const dots = await rowOf(report, "ann")
    .locator(".dots i")
    .evaluateAll((all) => all.map((dot) => dot.className));
  assert.deepEqual(dots, ["", "", "hit", "", "hit"], "oldest first");
  assert.equal(await report.getByTitle("5 Aug 2019, Email 3\n5 Oct 2019, Email 1").count(), 1);
  await report.getByRole("button", { name: "Before", exact: true }).click();
  const addresses = () => report.locator("tbody .address").allInnerTexts();
  const sorted = ["ann@example.com", "eve@example.com", "bob@example.com"];
  await eventually(async () => assert.deepEqual(await addresses(), sorted));
  await report.getByText("Reason", { exact: true }).first().click();
  await report.getByRole("checkbox", { name: "Bounced before 2" }).click();
  await eventually(async () => assert.deepEqual(await addresses(), sorted.slice(0, 2)));
  await page.keyboard.press("Escape");
  await report.getByRole("button", { name: "Remove filter: Bounced before" }).click();
  await report.getByRole("button", { name: /^Remove 2/ }).click();
  await report.getByText("or couldn’t be reached in earlier emails either").waitFor();
  await eventually(async () => assert.deepEqual(await addresses(), sorted.slice(0, 2)));
});

test("how many contacts bounced before is said without a press, and a press shows exactly those", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21, 20]), 'view="codes=D"');
  const toggle = report.getByRole("button", { name: "2 bounced before", exact: true });
  await toggle.waitFor();
  await report.getByText("1–2 of 2").waitFor();
  await toggle.click();
  const addresses = () => report.locator("tbody .address").allInnerTexts();
  await eventually(async () => assert.deepEqual(await addresses(), ["ann@example.com", "eve@example.com"]));
  assert.equal(await toggle.getAttribute("aria-pressed"), "true");
  await toggle.focus();
  await page.keyboard.press("ArrowUp");
  assert.equal(await report.locator(":focus").innerText(), "0 corrected or deleted");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal((await addresses()).length, 3));
  assert.equal(await toggle.getAttribute("aria-pressed"), "false");
});

for (const [lang, none, one, two] of [
  ["en", "0 bounced before", "1 bounced before", "2 bounced before"],
  ["de", "0 schon früher gebounct", "1 schon früher gebounct", "2 schon früher gebounct"],
  ["es", "0 ya rebotaron antes", "1 ya rebotó antes", "2 ya rebotaron antes"],
  ["fr", "0 a déjà rebondi", "1 a déjà rebondi", "2 ont déjà rebondi"],
]) {
  test(`how many bounced before is in the singular and the plural, ${lang}`, async ({ page }) => {
    const data = reportOf([35, 20, 21, 22, 21, 20]);
    const report = await open(page, data, "", lang);
    const toggle = (name) => report.getByRole("button", { name, exact: true });
    const withoutBounces = async (number) => {
      data.history.bounces[activity(number)] = [];
      await report.evaluate((element, data) => Object.assign(element, { data }), data);
    };
    await toggle(two).waitFor();
    await withoutBounces(4);
    await toggle(one).waitFor();
    await withoutBounces(3);
    await withoutBounces(1);
    await toggle(none).waitFor();
    assert.equal(await toggle(none).getAttribute("aria-disabled"), "true");
  });
}

test("without history, who bounced before has no line", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21]), 'history="0"');
  await rowOf(report, "ann").waitFor();
  await report.getByText("0 corrected or deleted").waitFor();
  assert.equal(await report.getByText("bounced before").count(), 0);
});

test("a focused bar stays when the report becomes narrower, and keys pass over hidden ones", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21, 20, 21, 22, 21, 20]));
  await bars(report).nth(9).waitFor();
  await bars(report).last().focus();
  await page.keyboard.press("Home");
  await page.setViewportSize({ width: 390, height: 844 });
  await eventually(async () => assert.equal(await bars(report).count(), 7));
  assert.equal(await bars(report).first().getAttribute("tabindex"), "0");
  await bars(report).first().and(report.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowRight");
  await bars(report).first().and(report.locator(":focus")).waitFor();
  await eventually(async () => assert.equal(await bars(report).count(), 6));
  const stops = () => bars(report).evaluateAll((all) => all.filter((bar) => bar.tabIndex === 0).length);
  assert.equal(await stops(), 1);
});

test("details list this email and those before, and since when a contact is suspended", async ({ page }) => {
  const report = await open(page, reportOf([35, 20, 21, 22, 21, 20]));
  await rowOf(report, "ann").getByText("2 of last 5").waitFor();
  await report.getByRole("button", { name: "Details of ann@example.com" }).click();
  const past = report.getByRole("list", { name: "This email and the 5 before" }).getByRole("listitem");
  assert.deepEqual(
    (await past.allInnerTexts()).map((text) => text.replace(/\s+/g, " ")),
    [
      "5 Nov 2019 Spring D Undeliverable",
      "5 Oct 2019 Email 1 D Undeliverable",
      "5 Sept 2019 Email 2 no bounce reported",
      "5 Aug 2019 Email 3 F Mailbox full",
      "5 Jul 2019 Email 4 no bounce reported",
      "5 Jun 2019 Email 5 no bounce reported",
    ],
  );
  await report.getByText("6 Aug 2019, Mailbox full").waitFor();
  await report.getByRole("button", { name: "Details of eve@example.com" }).click();
  await report.getByText("Non-existent on 6 Jul 2019, suspended since").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in the comparison, its panel and the details, ${colorScheme}`, { colorScheme }, async ({
    page,
  }) => {
    await injectAxe(page);
    const report = await open(page, reportOf([35, 20, 21, 22, 21, 20]));
    await rowOf(report, "ann").getByText("2 of last 5").waitFor();
    await report.getByRole("button", { name: "Details of ann@example.com" }).click();
    await report.getByText("What is normal?").click();
    await report.getByText("Google asks").waitFor();
    assert.deepEqual(await violations(page), []);
  });
}
