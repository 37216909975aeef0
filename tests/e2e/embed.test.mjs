// The widget in host pages: strict policies, hostile style sheets, frozen prototypes, malformed data, and failures to start.

import assert from "node:assert/strict";
import { SAMPLE_ONE_ROW } from "./support/activities.mjs";
import { eventually } from "./support/eventually.mjs";
import { test } from "./support/fixture.mjs";
import { openHostPage, rows, withData } from "./support/host.mjs";
import { STRICT } from "./support/policy.mjs";

const shows = (page, line) => page.getByRole("region", { name: "Bounces" }).getByText(line, { exact: true }).waitFor();

test("two lines of HTML show the report under a strict policy", async ({ page }) => {
  await openHostPage(page, { body: `<bounces-report campaign-activity-id="${SAMPLE_ONE_ROW}"></bounces-report>` });
  await shows(page, "1–1 of 1");
});

test("a page that blocks WebAssembly shows a message and receives the error", { signedIn: false }, async ({
  page,
  guard,
}) => {
  guard.expectViolation(/^/);
  await openHostPage(page, {
    policy: STRICT.replace(" 'wasm-unsafe-eval'", ""),
    body: '<bounces-report></bounces-report><bounces-report id="own"><p>Ask the office for the list.</p></bounces-report>',
    script:
      'globalThis.errors = []; document.addEventListener("bounces-error", ({ detail, target }) => errors.push([target.id, detail.code]));',
  });
  await page.getByRole("alert").getByText("this page blocks WebAssembly").waitFor();
  await page.getByText("Ask the office for the list.").waitFor();
  assert.equal(await page.getByRole("alert").count(), 1);
  assert.deepEqual(await page.evaluate(() => globalThis.errors), [
    ["", "blocked_wasm"],
    ["own", "blocked_wasm"],
  ]);
  await page.evaluate(() => document.body.append(document.createElement("bounces-report")));
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 2));
  await page.evaluate(() => {
    const card = document.createElement("div");
    const root = card.attachShadow({ mode: "open" });
    root.append(document.createElement("bounces-report"));
    document.body.append(card);
    globalThis.later = () => root.append(document.createElement("bounces-report"));
  });
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 3));
  await page.evaluate(() => globalThis.later());
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 4));
  // A custom element that is defined after it was inserted.
  await page.evaluate(() => {
    document.body.append(document.createElement("late-card"));
    class LateCard extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: "open" }).append(document.createElement("bounces-report"));
      }
    }
    setTimeout(() => customElements.define("late-card", LateCard));
  });
  await eventually(async () => assert.equal(await page.getByRole("alert").count(), 5));
});

test("a widget whose files fail to load shows a message, and tries again for reload() and for another element", {
  signedIn: false,
}, async ({ page, guard }) => {
  guard.expectFailure("net::ERR_FAILED", /\.wasm$/);
  await page.route("**/*.wasm", (route) => route.abort());
  await openHostPage(page, { body: "<bounces-report></bounces-report>", script: withData(rows(3)) });
  await page.getByRole("alert").getByText("couldn’t be loaded").waitFor();
  const reload = () => page.evaluate(() => document.querySelector("bounces-report").reload());
  await reload();
  await page.getByRole("alert").getByText("couldn’t be loaded").waitFor();
  await page.unroute("**/*.wasm");
  await page.evaluate(() => {
    const other = document.createElement("bounces-report");
    globalThis.setData(other);
    document.body.append(other);
  });
  await shows(page, "1–3 of 3");
  await page.getByRole("alert").waitFor();
  await reload();
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await page.getByText("1–3 of 3", { exact: true }).count(), 2);
});

/** What old browsers lack, as scripts that remove it. */
const OLD_BROWSERS = {
  "light-dark()": `const { supports } = CSS;
    CSS.supports = (...condition) => !condition.join().includes("light-dark") && supports.apply(CSS, condition);`,
  ":has()": `const { supports } = CSS;
    CSS.supports = (...condition) => !condition.join().includes(":has") && supports.apply(CSS, condition);`,
  "adopted style sheets": "delete CSSStyleSheet.prototype.replaceSync; delete Document.prototype.adoptedStyleSheets;",
  "SIMD of WebAssembly": "WebAssembly.validate = () => false;",
};

for (const [feature, remove] of Object.entries(OLD_BROWSERS)) {
  test(`a browser without ${feature} says that it is too old, and requests nothing`, async ({ page }) => {
    const requested = [];
    page.on("request", (request) => requested.push(new URL(request.url()).pathname));
    await openHostPage(page, {
      body: `<bounces-report lang="de" campaign-activity-id="${SAMPLE_ONE_ROW}"></bounces-report>`,
      script: `${remove} globalThis.errors = [];
        document.addEventListener("bounces-error", ({ detail }) => errors.push(detail.code));`,
    });
    await page.getByRole("alert").getByText("Dieser Browser ist zu alt").waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.errors), ["unsupported_browser"]);
    await page.evaluate(() => document.querySelector("bounces-report").updateComplete);
    assert.deepEqual(
      requested.filter((path) => /\.wasm$|\/api\//.test(path)),
      [],
    );
  });
}

test("if the script is loaded twice or in two versions, the first one defines the element", async ({ page }) => {
  const embed = ["/embed.js", "/embed.js", "/embed.js?version=2"]
    .map((path) => `<script type="module" src="${path}"></script>`)
    .join("");
  await openHostPage(page, { embed, body: "<bounces-report></bounces-report>", script: withData(rows(3)) });
  await shows(page, "1–3 of 3");
});

test("the host's style sheets do not affect the widget", async ({ page }) => {
  const style =
    "html { font-size: 62.5%; } * { all: unset !important; } button, td, th, p { color: red !important; font-size: 3px !important; display: none !important; }";
  await openHostPage(page, { style, body: "<bounces-report></bounces-report>", script: withData(rows(3)) });
  await shows(page, "1–3 of 3");
  const cell = page.getByRole("region", { name: "Bounces" }).getByText("person1@example.com");
  const { color, fontSize, display } = await cell.evaluate((element) => getComputedStyle(element.closest("th")));
  assert.notEqual(color, "rgb(255, 0, 0)");
  assert.equal(fontSize, "14px");
  assert.equal(display, "block");
  await page.getByRole("button", { name: "Next" }).waitFor();
});

test("the widget works with frozen prototypes", async ({ page }) => {
  const freeze =
    "for (const type of [Object, Array, Function, String, Promise, Map, Set, RegExp, Error, Element, Node, EventTarget, Event]) Object.freeze(type.prototype);";
  await openHostPage(page, { script: `${freeze}\n${withData(rows(120))}`, body: "<bounces-report></bounces-report>" });
  await shows(page, "1–50 of 120");
  await page.getByRole("button", { name: "Next" }).click();
  await shows(page, "51–100 of 120");
});

test("the widget works in a sandboxed frame of the same origin", async ({ page, guard }) => {
  guard.expectMessage(/escape its sandboxing/);
  const frame =
    '<iframe sandbox="allow-scripts allow-same-origin" src="/inner.html" title="Inner" width="1000" height="700"></iframe>';
  const inner = `<!doctype html><html lang="en"><title>Inner</title><script type="module" src="/host.js"></script><script type="module" src="/embed.js"></script><body><bounces-report></bounces-report></body></html>`;
  await page.route("**/inner.html", (route) =>
    route.fulfill({ contentType: "text/html", headers: { "Content-Security-Policy": STRICT }, body: inner }),
  );
  await openHostPage(page, {
    body: frame,
    embed: "",
    script: withData(rows(3)),
    policy: `${STRICT}; frame-src 'self'`,
  });
  await page.frameLocator("iframe").getByText("1–3 of 3", { exact: true }).waitFor();
});

test("the widget works under Trusted Types as docs/embedding.md promises", async ({ page }) => {
  await openHostPage(page, {
    policy: `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`,
    script: withData(rows(3)),
    body: "<bounces-report></bounces-report>",
  });
  await shows(page, "1–3 of 3");
});

test("data is displayed as text and never runs", async ({ page }) => {
  const malformed = [
    "<img src=x onerror='globalThis.ran=1'>",
    "<script>globalThis.ran=1</script>",
    "javascript:globalThis.ran=1",
    "\u202Egro.elpmaxe@live\u2066\u2067",
    "a\u200D\u200Db\uFEFFc",
    "a\u0000b",
    "W".repeat(10_000),
    "{{constructor.constructor('globalThis.ran=1')()}}",
    '" onfocus=globalThis.ran=1 autofocus x="',
  ];
  const fields = [
    "contact_id",
    "email_address",
    "first_name",
    "last_name",
    "bounce_code",
    "created_time",
    "deleted_at",
    "current_email_address",
  ];
  const tracking_activities = malformed.map((text) => Object.fromEntries(fields.map((field) => [field, text])));
  const activity = {
    campaign_activity_id: malformed[0],
    current_status: malformed[1],
    subject: malformed[0],
    from_name: malformed[1],
    role: "primary_email",
  };
  await openHostPage(page, {
    script: withData({ activity, tracking_activities }),
    body: "<bounces-report></bounces-report>",
  });
  await shows(page, `1–${malformed.length} of ${malformed.length}`);
  const widget = page.locator("bounces-report");
  const texts = await widget.evaluate((element) =>
    [...element.shadowRoot.querySelectorAll("tbody .address")].map((cell) => cell.textContent),
  );
  assert.deepEqual(texts.sort(), [...malformed].sort());
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  const { wide, view } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, view: innerWidth }));
  assert.ok(wide <= view, `the page is ${wide} px wide in a window of ${view}`);
});
