// The playground: attributes and custom properties reach the report, events are logged, and the code follows.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { execPath } from "node:process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { serve } from "./examples.mjs";
import { launch, root } from "./support.mjs";

let browser;
let server;
before(async () => {
  await promisify(execFile)(execPath, [join(root, "scripts/docs.mjs")]);
  server = await serve({ "/": join(root, "pkg/playground") });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

test("the playground shows the report, changes it, logs events and writes code for each framework", async () => {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${server.origin}/`);
  await page.getByText("1–50 of 186", { exact: true }).waitFor();
  await page.locator("#events li", { hasText: "bounces-load {" }).first().waitFor();

  await page.getByLabel("density").selectOption("compact");
  await page.getByLabel("lang", { exact: true }).fill("de");
  await page.getByText("1–50 von 186", { exact: true }).waitFor();
  await page.getByText("Custom properties", { exact: true }).click();
  await page.getByLabel("--bounces-radius", { exact: true }).fill("3px");
  const code = page.locator("#code");
  for (const framework of ["HTML", "JavaScript", "React", "Vue", "Svelte", "Angular"]) {
    await page.getByRole("combobox", { name: /^For/ }).selectOption(framework);
    const text = await code.innerText();
    const id = framework === "React" ? 'campaignActivityId="' : "campaign-activity-id";
    for (const part of [id, "density", "compact", "--bounces-radius: 3px;"]) assert.ok(text.includes(part), text);
  }
  const report = page.locator("bounces-report");
  assert.equal(await report.getAttribute("density"), "compact");
  const radius = (element) => getComputedStyle(element.shadowRoot.querySelector(".bounces")).borderRadius;
  assert.equal(await report.evaluate(radius), "3px");

  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByText("1–50 of 186", { exact: true }).waitFor();
  assert.deepEqual(problems, []);
  assert.deepEqual(
    server.requests.filter((path) => /^\/(api|auth)/.test(path)),
    [],
  );
  await page.close();
});
