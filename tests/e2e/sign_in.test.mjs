// Signing in and out by the sandbox's sign-in page.

import assert from "node:assert/strict";
import { SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

const session = (page) =>
  page.evaluate(async () => (await fetch("/auth/session", { headers: { "X-Bounces-CSRF": "1" } })).json());

test("a visitor starts signed out, and no report is requested", { signedIn: false }, async ({ page, admin }) => {
  const requested = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await admin.open();
  await page.getByRole("heading", { name: "See which contacts bounced, and why" }).waitFor();
  await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
  assert.equal(await admin.widget.isVisible(), false);
  assert.deepEqual(await session(page), { authenticated: false, expires_in: null });
  assert.deepEqual(
    requested.filter((path) => path.startsWith("/api/")),
    [],
  );
});

test("the page is labeled as a sandbox", { signedIn: false }, async ({ page, admin }) => {
  await admin.open();
  await page.getByText("Sandbox. This is a demo account.").waitFor();
});

test("signing in shows the account's first email", { signedIn: false }, async ({ page, admin }) => {
  await admin.open();
  await admin.signIn(page.getByRole("link", { name: "Sign in with Constant Contact" }));
  await admin.widget.getByRole("heading", { name: "Cyber Week starts early for you" }).waitFor();
  const { authenticated, expires_in: seconds } = await session(page);
  assert.equal(authenticated, true);
  assert.ok(seconds > 0);
});

test("the sign-in returns to a linked report", { signedIn: false }, async ({ page, admin, guard }) => {
  guard.expectStatus(401, new RegExp(SAMPLE_ONE_ROW));
  await admin.open(SAMPLE_ONE_ROW);
  const url = page.url();
  await admin.heading("You are signed out");
  await admin.signIn(admin.widget.getByRole("link", { name: "Sign in" }));
  assert.equal(page.url(), url);
  await admin.shows("1–1 of 1");
});

test("the page's sign-in link returns to the same URL", { signedIn: false }, async ({ page, admin, guard }) => {
  guard.expectStatus(401, new RegExp(SAMPLE_ONE_ROW));
  await page.goto(`/?activity=${SAMPLE_ONE_ROW}&from=a+%26+b`);
  const url = page.url();
  await admin.signIn();
  assert.equal(page.url(), url);
  await admin.shows("1–1 of 1");
});

test("a canceled sign-in shows a message and can be retried", { signedIn: false }, async ({ page, admin, guard }) => {
  guard.expectStatus(403, /^\/auth\/callback$/);
  await admin.open();
  await admin.follow(page.getByRole("link", { name: "Sign in with Constant Contact" }));
  await admin.follow(page.getByRole("link", { name: "Cancel" }));
  await page.getByRole("heading", { name: "You didn’t allow access" }).waitFor();
  await admin.follow(page.getByRole("link", { name: "Continue" }));
  await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
});

test("signing out ends the session", { signedIn: false }, async ({ page, admin, guard, context }) => {
  await admin.open();
  await admin.signIn();
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  await guard.settled();
  const cookies = await context.cookies();
  await admin.account.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in with Constant Contact" }).waitFor();
  assert.deepEqual(await session(page), { authenticated: false, expires_in: null });
  assert.deepEqual(await context.cookies(), []);
  // The proxy has ended the session, not only this browser.
  await context.addCookies(cookies);
  assert.deepEqual(await session(page), { authenticated: false, expires_in: null });

  guard.expectStatus(401, new RegExp(SAMPLE_ONE_ROW));
  await admin.open(SAMPLE_ONE_ROW);
  await admin.heading("You are signed out");
  await admin.widget.getByText("Sign in to Constant Contact to see this report.").waitFor();
  assert.equal(await admin.table.count(), 0);
  await guard.settled();
});

test("a session that ended elsewhere is detected, and the next sign-in shows the report again", {
  signedIn: false,
}, async ({ context, admin, guard }) => {
  await admin.open();
  await admin.signIn();
  await admin.openReport(SAMPLE_ONE_ROW, 1);
  // Earlier emails are read, too.
  await admin.widget.getByText("Nothing to compare with yet").waitFor();
  await guard.settled();
  await context.clearCookies();
  guard.expectStatus(401, new RegExp(SAMPLE_ONE_ROW));
  await admin.widget.getByRole("button", { name: "Refresh" }).click();
  // Loaded rows stay.
  await admin.widget.getByRole("alert").filter({ hasText: "You are signed out" }).waitFor();
  await admin.signIn(admin.widget.getByRole("link", { name: "Sign in" }));
  await admin.shows("1–1 of 1");
});
