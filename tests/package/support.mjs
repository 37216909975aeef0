// Shared by the package's tests: a browser, and pages whose files the test serves.

import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, "../..");
export const plain = join(root, "pkg/plain");
/** No server listens on this port: the tests intercept all requests. */
export const ORIGIN = "http://127.0.0.1:9";
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
export const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".css": "text/css",
};
export const ROWS = JSON.stringify({
  tracking_activities: [
    { email_address: "ada@example.com", bounce_code: "B" },
    { email_address: "bob@example.com", bounce_code: "S" },
  ],
});

export const launch = () =>
  chromium.launch({ executablePath: env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });

/** Waits for the line above the table; on failure the error includes the page's problems. */
export async function shows({ page, problems }, line) {
  const shown = page.getByText(line, { exact: true }).waitFor({ timeout: 20_000 });
  await shown.catch((error) => {
    throw new Error([error.message, ...problems].join("\n"));
  });
}

/**
 * Opens a page under a strict policy. Its files come from `folders`, by path prefix, or from `responses`, by a part of the path. Problems are collected.
 * Requests for paths that match `hangs` are never answered.
 */
export async function open(browser, folders, path = "/index.html", responses = {}, { hangs } = {}) {
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/404/.test(message.text())) problems.push(message.text());
  });
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`${violatedDirective} blocked ${blockedURI}`),
    ),
  );
  await page.route("**/*", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (hangs?.test(pathname)) return undefined;
    const headers = { "Content-Security-Policy": POLICY };
    const answer = Object.entries(responses).find(([part]) => pathname.includes(part));
    if (answer)
      return route.fulfill({ contentType: TYPES[extname(answer[0])] ?? "application/json", headers, body: answer[1] });
    const [prefix, folder] = Object.entries(folders).find(([start]) => pathname.startsWith(start)) ?? [];
    try {
      const body = await readFile(join(folder, pathname.slice(prefix.length)));
      return await route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? "text/plain", headers });
    } catch {
      return route.fulfill({ status: 404, body: "" });
    }
  });
  await page.goto(ORIGIN + path);
  return { page, problems };
}
