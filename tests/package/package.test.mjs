// Tests the package as hosts use it: its contents, its types, a project that bundles it, and the examples in a browser.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { checkExample, copyExample, EXPECTED, linesOf, runTool, serve } from "./examples.mjs";
import { archiveOf } from "./install.mjs";
import { here, launch, ORIGIN, open, plain, ROWS, root, shows, TYPES } from "./support.mjs";

/** Entries that are no modules. */
const PATTERNS = ["./*.json", "./*.wasm", "./themes/*"];

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the package contains its exports, and no local paths", async () => {
  const folder = join(here, "node_modules/bounces-report");
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = await readdir(folder, { recursive: true });
  for (const entry of Object.values(about.exports)) {
    for (const path of typeof entry === "string" ? [entry] : Object.values(entry)) {
      const [start, end = ""] = path.slice(2).split("*");
      assert.ok(
        files.some((file) => file.startsWith(start) && file.endsWith(end)),
        path,
      );
    }
  }
  for (const language of ["de", "es", "fr"]) assert.ok(files.includes(`${language}.json`));
  for (const path of files.filter((name) => /\.(js|json|ts|css|md|wasm)$/.test(name))) {
    const text = await readFile(join(folder, path), "latin1");
    assert.ok(!text.includes(root), `${path} contains a local path`);
  }
});

test("the data for editors describe the element", async () => {
  const folder = join(root, "pkg/npm");
  const read = async (name) => JSON.parse(await readFile(join(folder, name), "utf8"));
  const [element] = (await read("custom-elements.json")).modules[0].declarations;
  const [tag] = (await read("html-custom-data.json")).tags;
  const [webType] = (await read("web-types.json")).contributions.html.elements;
  for (const { name, attributes } of [{ ...element, name: element.tagName }, tag, webType]) {
    assert.equal(name, "bounces-report");
    assert.ok(attributes.find((attribute) => attribute.name === "campaign-activity-id").description);
  }
  assert.equal(element.cssProperties.find(({ name }) => name === "--bounces-surface-dark").default, "#14171c");
});

for (const compiler of ["tsc", "vue-tsc"]) {
  test(`strict projects compile with ${compiler}, and their mistakes are found`, async () => {
    await runTool(here, compiler, "--project", "types");
  });
}

test("publint and attw find no mistake in the package", async () => {
  await runTool(here, "publint", "run", "--strict", join(root, "pkg/npm"));
  const styles = ["tokens.css", "placeholder.css"];
  await runTool(
    here,
    "attw",
    archiveOf(here),
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    ...styles,
    ...PATTERNS,
  );
});

test("the package is within its budget, and says what registries and editors read", async () => {
  const { budgets } = JSON.parse(await readFile(join(root, "scripts/size_budgets.json"), "utf8"));
  const { size } = await stat(archiveOf(here));
  assert.ok(size <= budgets["npm package"].bytes, `${size} bytes`);
  const about = JSON.parse(await readFile(join(root, "pkg/npm/package.json"), "utf8"));
  for (const name of ["keywords", "engines", "license", "unpkg", "jsdelivr", "customElements", "web-types"])
    assert.ok(about[name], name);
  const module = await readFile(join(root, "pkg/npm/bounces-report.min.js"), "utf8");
  assert.ok(module.startsWith(`/*! bounces-report ${about.version} | MIT OR Apache-2.0 */`));
  const { version, integrity } = JSON.parse(await readFile(join(root, "pkg/npm/integrity.json"), "utf8"));
  assert.equal(version, about.version);
  const hash = createHash("sha384").update(module).digest("base64");
  assert.equal(integrity["bounces-report.min.js"], `sha384-${hash}`);
});

test("views as objects are those that the widget writes", async () => {
  const { formatView, parseView } = await import("bounces-report/view");
  const view = {
    codes: ["B", "unknown"],
    q: "exam ple@ü",
    removable: true,
    sort: ["email", "-date"],
    page: 2,
    size: 20,
  };
  const rows = Array.from({ length: 60 }, (_, index) => ({
    email_address: `exam.ple@ü${index}.example`,
    bounce_code: "B",
  }));
  const { page } = await open(browser, { "/bounces/": plain, "/": join(root, "examples/plain") });
  const report = page.locator("bounces-report");
  await report.evaluate(
    async (element, [view, rows]) => {
      await customElements.whenDefined("bounces-report");
      Object.assign(element, { view, data: { tracking_activities: rows } });
      element.addEventListener("bounces-view-change", ({ detail }) => {
        element.title = detail.view;
      });
      await element.updateComplete;
    },
    [formatView({ ...view, page: 1 }), rows],
  );
  await page.getByRole("button", { name: "Next" }).click();
  const written = await report.getAttribute("title");
  for (const prefix of ["", "?", "#"]) assert.deepEqual(parseView(`${prefix}${written}`), view);
  assert.equal(formatView({}), "");
  await page.close();
});

test("the plain folder has its files compressed for servers", async () => {
  const files = await readdir(plain, { recursive: true });
  for (const file of files.filter((name) => /\.(js|wasm|json)$/.test(name))) {
    const content = await readFile(join(plain, file));
    assert.deepEqual(brotliDecompressSync(await readFile(join(plain, `${file}.br`))), content, file);
    assert.deepEqual(gunzipSync(await readFile(join(plain, `${file}.gz`))), content, file);
  }
});

for (const name of ["react", "vue"]) {
  test(`the ${name} example, built by Vite: data, fetcher, messages, events, languages and colors`, async () => {
    const example = await copyExample(here, name);
    await runTool(example, "vite", "build", "--logLevel", "error");
    assert.deepEqual(await checkExample(browser, join(example, "dist")), EXPECTED);
    assert.ok((await linesOf(name)) < 40);
  });
}

test("the React component misses no event of an element that loads at once", async () => {
  const folder = join(here, "scratch/react_events");
  await rm(folder, { recursive: true, force: true });
  await cp(join(here, "react_events"), folder, { recursive: true });
  await symlink(join(here, "node_modules"), join(folder, "node_modules"));
  await runTool(folder, "vite", "build", "--target", "es2022", "--logLevel", "error");
  const { page } = await open(browser, { "/": join(folder, "dist") });
  const handle = await page.waitForFunction(() => {
    const lists = Object.values(globalThis.events ?? {});
    return lists.length === 3 && lists.every((list) => list.length === 2) && globalThis.events;
  });
  assert.deepEqual(await handle.jsonValue(), {
    data: ["bounces-load-start", "bounces-load"],
    fetcher: ["bounces-load-start", "bounces-error"],
    proxy: ["bounces-load-start", "bounces-error"],
  });
  await page.close();
});

test("an import map loads the package from another origin, and refuses a changed module", async () => {
  const npm = join(root, "pkg/npm");
  const { integrity } = JSON.parse(await readFile(join(npm, "integrity.json"), "utf8"));
  const cdn = await serve({ "/bounces-report/": npm }, () => ({ "Access-Control-Allow-Origin": "*" }));
  try {
    const example = await copyExample(here, "import-map");
    const template = await readFile(join(example, "index.html"), "utf8");
    for (const hash of [integrity["bounces-report.min.js"], `sha384-${"A".repeat(64)}`]) {
      const html = template.replaceAll("https://cdn.example.com", cdn.origin).replace("INTEGRITY", hash);
      await writeFile(join(example, "index.html"), html);
      const [, map] = html.match(/<script type="importmap">([\s\S]*?)<\/script>/);
      const mapHash = createHash("sha256").update(map).digest("base64");
      const policy = [
        "default-src 'none'",
        `script-src 'self' 'sha256-${mapHash}' ${cdn.origin} 'wasm-unsafe-eval'`,
        `style-src 'self' ${cdn.origin}`,
        `connect-src 'self' ${cdn.origin}`,
      ].join("; ");
      if (hash === integrity["bounces-report.min.js"]) {
        assert.deepEqual(await checkExample(browser, example, { policy, base: "/page/" }), EXPECTED);
        continue;
      }
      const host = await serve({ "/page/": example });
      const page = await browser.newPage();
      const refused = page.waitForEvent("console", (message) => /integrity/.test(message.text()));
      await page.goto(`${host.origin}/page/`);
      await refused;
      await page.close();
      host.close();
    }
  } finally {
    cdn.close();
  }
});

test("the Leptos example shows rows and receives the event", async () => {
  const opened = await open(browser, { "/": join(root, "pkg/examples/leptos") }, "/index.html", {
    "/tracking/bounces": ROWS,
  });
  await opened.page.getByRole("button", { name: "November newsletter" }).click();
  await shows(opened, "1–2 of 2");
  await shows(opened, "2 bounces");
  const radius = await opened.page
    .getByRole("region", { name: "Bounces" })
    .evaluate((report) => getComputedStyle(report).borderRadius);
  assert.notEqual(radius, "0px", "the style sheet is missing");
  assert.deepEqual(opened.problems, []);
  await opened.page.close();
});

test("Bootstrap on the host's page does not change the widget", async () => {
  const css = await readFile(join(here, "node_modules/bootstrap/dist/css/bootstrap.min.css"), "utf8");
  const styles = [];
  for (const style of ["/nothing.css", "/bootstrap.css"]) {
    const html = `<!doctype html><html lang="en"><title>Host</title><link rel="stylesheet" href="${style}"><script type="module" src="/bounces/bounces-report.js"></script><bounces-report campaign-activity-id="98edac88-f4bc-408c-9e64-acd890384231"></bounces-report>`;
    const responses = {
      "/index.html": html,
      "/bootstrap.css": css,
      "/nothing.css": "body { margin: 0 }",
      "/tracking/bounces": ROWS,
    };
    const opened = await open(browser, { "/bounces/": plain }, "/index.html", responses);
    await shows(opened, "1–2 of 2");
    assert.deepEqual(opened.problems, []);
    styles.push(
      await opened.page.evaluate(() => {
        const properties = [
          "fontSize",
          "fontFamily",
          "color",
          "backgroundColor",
          "display",
          "padding",
          "borderRadius",
          "lineHeight",
        ];
        const elements = [...document.querySelector("bounces-report").shadowRoot.querySelectorAll("*")];
        return elements.map((element) =>
          [element.localName, ...properties.map((name) => getComputedStyle(element)[name])].join(" "),
        );
      }),
    );
    await opened.page.close();
  }
  assert.deepEqual(styles[1], styles[0]);
});

test("the plain example shows rows", async () => {
  const opened = await open(browser, { "/bounces/": plain, "/": join(root, "examples/plain") }, "/index.html", {
    "/tracking/bounces": ROWS,
  });
  const { page, problems } = opened;
  await shows(opened, "1–2 of 2");
  await page.locator("bounces-report").evaluate((report) => report.setAttribute("lang", "de"));
  await shows(opened, "1–2 von 2");
  assert.deepEqual(problems, []);
  await page.close();
});

test("the example with a custom fetcher shows rows without the proxy", async () => {
  const opened = await open(browser, { "/bounces/": plain, "/": join(root, "examples/fetcher") }, "/index.html", {
    "/our-own/bounces.json": ROWS,
  });
  const { page, problems } = opened;
  const requested = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.reload();
  await shows(opened, "1–2 of 2");
  assert.deepEqual(
    requested.filter((path) => path.startsWith("/api/")),
    [],
  );
  assert.deepEqual(problems, []);
  await page.close();
});

test("the example with an action of the host sends the contacts after a confirmation, and shows the answer", async () => {
  const rows = JSON.stringify({
    tracking_activities: ["a", "b"].map((letter) => ({
      contact_id: `00000000-0000-4000-8000-00000000000${letter}`,
      email_address: `${letter}@example.com`,
      bounce_code: "B",
    })),
  });
  const opened = await open(browser, { "/bounces/": plain, "/": join(root, "examples/actions") }, "/index.html", {
    "/tracking/bounces": rows,
    "/our-own/list-removals": JSON.stringify({ removed: 2 }),
  });
  const { page, problems } = opened;
  await shows(opened, "1–2 of 2");
  await page.getByRole("button", { name: /^Remove 2/ }).click();
  const button = page.getByRole("button", { name: "Remove from lists…" });
  await button.click();
  const question = page.getByRole("dialog", { name: "Remove 2 contacts from all lists? This cannot be undone." });
  const sent = page.waitForRequest("**/our-own/list-removals");
  await question.getByRole("button", { name: "Remove from lists…" }).click();
  assert.deepEqual((await sent).postDataJSON(), {
    contact_ids: ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"],
  });
  await page.getByText("Removed 2 contacts from all lists.").first().waitFor();
  assert.deepEqual(problems, []);
  await page.close();
});

test("the plain folder's checksums and its script tag are correct, and a changed module is rejected", async () => {
  const sums = (await readFile(join(plain, "SHA384SUMS"), "utf8")).trim().split("\n");
  assert.ok(sums.length >= 5);
  for (const line of sums) {
    const [sum, path] = line.split("  ");
    assert.equal(
      createHash("sha384")
        .update(await readFile(join(plain, path)))
        .digest("hex"),
      sum,
      path,
    );
  }
  const line = await readFile(join(plain, "embed.html"), "utf8");
  const page = await browser.newPage();
  let script = await readFile(join(plain, "bounces-report.js"), "utf8");
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/")
      return route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><html lang="en"><title>Host</title>${line}`,
      });
    if (pathname.endsWith("/tracking/bounces")) return route.fulfill({ contentType: "application/json", body: ROWS });
    if (pathname === "/bounces/bounces-report.js")
      return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname.startsWith("/bounces/"))
      return route.fulfill({
        contentType: TYPES[extname(pathname)],
        body: await readFile(join(plain, pathname.slice(9))),
      });
    return route.fulfill({ status: 404, body: "{}" });
  });
  await page.goto(`${ORIGIN}/`);
  await shows({ page, problems: [] }, "1–2 of 2");
  script += "\n";
  const refused = page.waitForEvent("console", (message) => /integrity/.test(message.text()));
  await page.goto(`${ORIGIN}/`);
  await refused;
  await page.close();
});
