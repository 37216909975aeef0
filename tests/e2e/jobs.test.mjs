// The five jobs of a marketer, from the sign-in: each takes at most three presses, and the file or the clipboard has exactly what the screen said.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ROWS_2140 } from "./support/activities.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";

const MAX_PRESSES = 3;

/** Signs in, follows the link of a report, and counts what is pressed from then on. */
async function signedIn({ admin, page, context, origin }) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  await admin.open();
  await admin.signIn();
  await admin.open(`${ROWS_2140}&view=size%3D500`);
  await admin.shows("1–500 of 2,140");
  await admin.guard.settled();
  // Contacts move between the next steps while earlier emails are read.
  await admin.widget.getByText(/^[\d,]+ bounced before$/).waitFor();
  let presses = 0;
  const press = async (name) => {
    presses += 1;
    assert.ok(presses <= MAX_PRESSES, `${name} is press number ${presses}`);
    await buttonOf(admin, name).click();
  };
  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await press(name);
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  return { press, saved };
}

/** A button, or the button of a menu. Cards come before lines of the same name. */
function buttonOf(admin, name) {
  const summary = admin.widget.locator("summary").filter({ hasText: name });
  return admin.widget.getByRole("button", { name }).or(summary).first();
}

/** The number on a step's card. */
async function cardNumber(admin, name) {
  const text = await buttonOf(admin, name).innerText();
  return text.match(/[\d,]+/)[0];
}

const toNumber = (text) => Number(text.replaceAll(",", ""));

/** The addresses of all rows that match, from all pages, in display order, each with its line below. */
async function shownContacts(admin, count) {
  const contacts = [];
  for (;;) {
    const cells = await admin.table.getByRole("rowheader").evaluateAll((headers) =>
      headers.map((header) => ({
        address: header.querySelector("bdi").textContent,
        text: header.textContent.replace(/\s+/g, " "),
      })),
    );
    contacts.push(...cells);
    if (contacts.length >= count) return contacts;
    await admin.next.click();
    await admin.shows(new RegExp(`^${(contacts.length + 1).toLocaleString("en-GB")}–`));
  }
}

const addressesOf = (contacts) => contacts.map(({ address }) => address);

/** The records of a CSV file whose cells contain no line breaks. */
const recordsOf = (text) =>
  text
    .replace("\u{feff}", "")
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell]) => cell));

test("is it bad: the answer comes first, and agrees with Constant Contact", { signedIn: false }, async (opened) => {
  const { admin } = opened;
  await signedIn(opened);
  const { results } = await admin.fetchJson(`/api/v3/reports/stats/email_campaign_activities/${ROWS_2140}`);
  const { em_bounces: bounced, em_sends: sent } = results[0].stats;
  const rate = new Intl.NumberFormat("en-GB", {
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(bounced / sent);
  const answer = admin.widget.getByRole("group", { name: "Summary" });
  assert.ok((await answer.innerText()).includes(rate), `${rate} in ${await answer.innerText()}`);
});

test("whom to remove: two presses, and the clipboard has the contacts of the card", {
  signedIn: false,
}, async (opened) => {
  const { admin, page } = opened;
  const { press } = await signedIn(opened);
  const number = await cardNumber(admin, /^Remove/);
  await press(/^Remove/);
  await admin.shows(`1–500 of ${number}`);
  await press("Copy addresses");
  await admin.widget.getByText(`Copied ${number} addresses`).first().waitFor();
  const copied = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n");
  assert.equal(copied.length, toNumber(number));
  assert.deepEqual(copied, addressesOf(await shownContacts(admin, copied.length)));
});

test("which typos: two presses, and the file has the corrections of the rows", { signedIn: false }, async (opened) => {
  const { admin } = opened;
  const { press, saved } = await signedIn(opened);
  const number = toNumber(await cardNumber(admin, /^Fix typos/));
  await press(/^Fix typos/);
  await admin.shows(`1–${number} of ${number}`);
  const { name, text } = await saved("Corrections as CSV");
  assert.match(name, /^Corrections .*\.csv$/);
  const [header, ...records] = recordsOf(text);
  assert.deepEqual(header, ["Old address", "New address"]);
  const contacts = await shownContacts(admin, number);
  assert.deepEqual(
    records.map(([old]) => old),
    addressesOf(contacts),
  );
  records.forEach(([, corrected], index) => {
    const [, domain] = corrected.split("@");
    assert.ok(contacts[index].text.includes(domain), `${corrected} in ${contacts[index].text}`);
  });
});

test("why blocked: two presses, and the file has the rows of the advice", { signedIn: false }, async (opened) => {
  const { admin } = opened;
  const { press, saved } = await signedIn(opened);
  const number = toNumber(await cardNumber(admin, /^Blocked/));
  await press(/^Blocked/);
  await admin.shows(`1–${number} of ${number}`);
  await admin.widget.getByText("The mail servers refused this email, not these contacts.").waitFor();
  const { text } = await saved("Export as CSV");
  const [header, ...records] = recordsOf(text);
  assert.deepEqual(
    records.map((record) => record[header.indexOf("Email")]),
    addressesOf(await shownContacts(admin, number)),
  );
  assert.deepEqual(new Set(records.map((record) => record[header.indexOf("Reason")])), new Set(["Blocked"]));
});

test("what to tell the boss: three presses, and the page has the numbers of the screen and no contact", {
  signedIn: false,
}, async (opened) => {
  const { admin } = opened;
  const { press, saved } = await signedIn(opened);
  const answer = await admin.widget.getByRole("group", { name: "Summary" }).innerText();
  const [rate] = answer.match(/[\d.]+%/);
  const cards = [];
  for (const name of ["Remove", "Fix typos", "Blocked", "Wait"])
    cards.push([await cardNumber(admin, new RegExp(`^${name}`)), name]);
  await press("Export");
  await press(/^Summary for sharing/);
  const { name, text } = await saved("Save as a web page");
  assert.match(name, /^Summary .*\.html$/);
  assert.ok(text.includes(`${rate} of the emails bounced: 2,140 of`), rate);
  for (const [number, label] of cards) assert.ok(text.includes(`<li><b>${number}</b> ${label}</li>`), label);
  const addresses = (await admin.upstreamRows(ROWS_2140)).map((row) => row.email_address);
  for (const address of addresses) assert.ok(!text.includes(address), address);
  assert.doesNotMatch(text.split("</style>")[1], /<script|@/);
  await eventually(async () => assert.ok(await admin.widget.getByText("Summary saved").first().isVisible()));
});

test("Back restores the filters that a card replaced", async ({ admin, page }) => {
  await admin.openReport(ROWS_2140, "2,140");
  await admin.search.fill("gmail");
  await admin.filtered();
  await page.waitForURL(/view=q/);
  const searched = await admin.widget.locator(".row-range").innerText();
  const card = admin.widget.getByRole("button", { name: /^Remove/ }).first();
  await card.click();
  await page.waitForURL(/view=step/);
  assert.equal(await admin.search.inputValue(), "");
  await admin.guard.settled();
  await page.goBack();
  await admin.shows(searched);
  assert.equal(await admin.search.inputValue(), "gmail");
  assert.equal(await card.getAttribute("aria-pressed"), "false");
  await page.goForward();
  await admin.until(() => card.getAttribute("aria-pressed"), "true");
  assert.equal(await admin.search.inputValue(), "");
});
