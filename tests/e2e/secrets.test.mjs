// The browser never receives a token, a code or a secret. The proxy's own tests cover how it stores them.

import assert from "node:assert/strict";
import { ROWS_23, ROWS_2140 } from "./support/activities.mjs";
import { test } from "./support/fixture.mjs";

/** The formats of the sandbox. */
const CLIENT_SECRET = "sandbox-client-secret-not-a-secret";
/** A JWT whose header begins with `{"alg":`. Sealed cookies are random: sooner or later one contains the first three letters alone. */
const ACCESS_TOKEN = /eyJhbGci[\w-]{20,}/;
const REFRESH_TOKEN_LENGTH = 43;
const TOKEN_WORDS = /access_token|refresh_token|client_secret|\bBearer\b/i;

/** Records all exchanges from now on. Bodies are read at once, because leaving the page discards them. */
function record(page) {
  const exchanges = [];
  const read = async (response) => {
    const request = response.request();
    const hasBody = response.ok() && response.status() !== 204;
    const body = hasBody ? await response.body() : Buffer.of();
    return {
      url: new URL(response.url()),
      requestHeaders: await request.headersArray(),
      responseHeaders: await response.headersArray(),
      body: body.toString("latin1"),
    };
  };
  page.on("response", (response) => exchanges.push(read(response)));
  return () => Promise.all(exchanges);
}

const lines = (headers) => headers.map(({ name, value }) => `${name}: ${value}`).join("\n");

test("no token, code or secret reaches the browser", { signedIn: false }, async ({
  page,
  admin,
  context,
  guard,
  origin,
}) => {
  const recorded = record(page);
  // Without leaving the page afterwards: that would discard answers about earlier emails.
  guard.expectStatus(401, new RegExp(ROWS_2140));
  await admin.open(ROWS_2140);
  await admin.signIn();
  await admin.shows("1–50 of 2,140");
  await guard.settled();
  const seen = await recorded();

  // The code is in a URL once, in the redirect from the authorization server to the proxy.
  const withCode = seen.filter(({ url }) => url.searchParams.has("code"));
  assert.deepEqual(
    withCode.map(({ url }) => url.origin + url.pathname),
    [`${origin}/auth/callback`],
  );
  const code = withCode[0].url.searchParams.get("code");
  assert.ok(code.length >= 32);

  const [cookie] = await context.cookies(origin);
  const ours = seen.filter(({ url }) => url.origin === origin);
  assert.ok(ours.length > 10, "too few exchanges were recorded");
  for (const { url, requestHeaders, responseHeaders, body } of ours) {
    const everything = [url.pathname, url.search, lines(requestHeaders), lines(responseHeaders), body].join("\n");
    assert.ok(!everything.includes(CLIENT_SECRET), `the client secret, at ${url.pathname}`);
    assert.doesNotMatch(everything, ACCESS_TOKEN, url.pathname);
    assert.ok(
      !`${lines(requestHeaders)}\n${lines(responseHeaders)}\n${body}`.includes(code),
      `the code, at ${url.pathname}`,
    );
    assert.ok(!body.includes(cookie.value), `the session id in a body, at ${url.pathname}`);
    assert.ok(!requestHeaders.some(({ name }) => name.toLowerCase() === "authorization"), url.pathname);
  }
  for (const { url, responseHeaders, body } of ours.filter(({ url }) => /^\/(api|auth)\//.test(url.pathname))) {
    assert.doesNotMatch(`${lines(responseHeaders)}\n${body}`, TOKEN_WORDS, url.pathname);
    // Cursors are the only opaque text in responses.
    const withoutCursors = body.replace(/cursor=[\w%-]+/g, "");
    assert.doesNotMatch(withoutCursors, new RegExp(`[\\w-]{${REFRESH_TOKEN_LENGTH},}`), url.pathname);
  }
});

test("the browser stores only an HttpOnly cookie", async ({ page, admin, context, guard }) => {
  await admin.openReport(ROWS_23, 23);
  await guard.settled();
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    history: JSON.stringify(history.state),
    name: window.name,
  }));
  assert.deepEqual(stored, {
    local: 0,
    session: 0,
    cookie: "",
    databases: 0,
    caches: 0,
    workers: 0,
    history: "null",
    name: "",
  });

  const cookies = await context.cookies();
  assert.deepEqual(
    cookies.map(({ name, path, httpOnly, sameSite, domain }) => ({ name, path, httpOnly, sameSite, domain })),
    [{ name: "bounces", path: "/", httpOnly: true, sameSite: "Strict", domain: "127.0.0.1" }],
  );
});

test("after the sign-in neither the URL nor the history contains the code", { signedIn: false }, async ({
  page,
  admin,
}) => {
  await admin.open();
  await admin.signIn();
  assert.doesNotMatch(page.url(), /code=|state=/);
  assert.equal(await page.evaluate(() => document.referrer), "");
  const entries = await page.evaluate(() =>
    performance
      .getEntries()
      .map(({ name }) => name)
      .join("\n"),
  );
  assert.doesNotMatch(entries, /code=|state=/);
});
