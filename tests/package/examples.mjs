// Builds the examples as their readers would, in a copy below the folder whose npm packages they use.

import { execFile } from "node:child_process";
import { cp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { execPath } from "node:process";
import { promisify } from "node:util";
import { root, shows, TYPES } from "./support.mjs";

const run = promisify(execFile);

// A tool that asks a question would wait forever.
const TOOL_TIMEOUT_MS = 240_000;

/**
 * A copy of an example, with the shared files beside it.
 * @param {string} folder whose `node_modules` it uses
 * @param {string} name
 */
export async function copyExample(folder, name) {
  const scratch = join(folder, "scratch", name);
  await rm(scratch, { recursive: true, force: true });
  await cp(join(root, "examples/shared"), join(scratch, "shared"), { recursive: true });
  await cp(join(root, "examples", name), join(scratch, name), { recursive: true });
  // Where a project of its own has it: some tools do not look further up.
  await symlink(join(folder, "node_modules"), join(scratch, name, "node_modules"));
  return join(scratch, name);
}

/**
 * Runs a tool of the npm packages in an example.
 * @param {string} example its folder
 * @param {string} tool or `node`
 * @param {string[]} parameters
 */
export async function runTool(example, tool, ...parameters) {
  const command = tool === "node" ? execPath : join(example, "node_modules/.bin", tool);
  const env = {
    ...process.env,
    CI: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    ASTRO_TELEMETRY_DISABLED: "1",
    NG_CLI_ANALYTICS: "false",
  };
  await run(command, parameters, { cwd: example, env, maxBuffer: 2 ** 26, timeout: TOOL_TIMEOUT_MS }).catch((error) => {
    throw new Error(`${tool} failed:\n${error.stdout}\n${error.stderr}`);
  });
}

const HTML_TYPES = { ...TYPES, ".mjs": "text/javascript", ".txt": "text/plain" };

/**
 * Serves folders by path prefix; resolves with the origin.
 * @param {Record<string, string>} folders
 * @param {(path: string) => Record<string, string>} headersOf
 */
export async function serve(folders, headersOf = () => ({})) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    requests.push(path);
    const [prefix, folder] = Object.entries(folders).find(([start]) => path.startsWith(start)) ?? ["", ""];
    const file = join(
      folder,
      path.endsWith("/") ? `${path.slice(prefix.length)}index.html` : path.slice(prefix.length),
    );
    try {
      const body = await readFile(file);
      response.writeHead(200, { "Content-Type": HTML_TYPES[extname(file)] ?? "text/plain", ...headersOf(path) });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, requests, close: () => server.close() };
}

const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** The colors of a report: its background, and its accent. */
const colorsOf = (report) =>
  report.evaluate((element) => {
    const section = element.shadowRoot.querySelector(".bounces");
    const probe = section.appendChild(document.createElement("i"));
    probe.style.color = "var(--accent)";
    const colors = [getComputedStyle(section).backgroundColor, getComputedStyle(probe).color];
    probe.remove();
    return colors.join(" ");
  });

const LIGHT = "rgb(255, 255, 255) rgb(122, 31, 162)";
const DARK = "rgb(20, 23, 28) rgb(217, 166, 255)";

/**
 * Opens the built page of an example, and checks what all examples show: a report of `data` with our messages, its event,
 * and in German one that `fetcher` requested for the id, in the colors of tokens.css and of our theme.
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 * @param {{ policy?: string, base?: string }} options `policy` for pages with inline scripts; `base`, where the page is
 */
export async function checkExample(browser, folder, { policy = STRICT, base = "/" } = {}) {
  const server = await serve({ "/shared/": join(folder, "../shared"), [base]: folder }, () => ({
    "Content-Security-Policy": policy,
  }));
  try {
    return await checkPage(browser, `${server.origin}${base}`);
  } finally {
    server.close();
  }
}

/**
 * The same for a page that is served already.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 */
export async function checkPage(browser, url) {
  const page = await browser.newPage({ colorScheme: "light" });
  const problems = [];
  const asked = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/favicon/.test(message.location().url))
      problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(api|auth)\//.test(pathname)) asked.push(pathname);
  });
  try {
    await page.goto(url);
    for (const text of ["1–2 of 2", "2 bounces", "1–1 von 1"]) await shows({ page, problems }, text);
    await page.getByRole("heading", { name: "Addresses to check" }).waitFor();
    const report = page.locator("bounces-report").first();
    const colors = [await colorsOf(report)];
    await page.emulateMedia({ colorScheme: "dark" });
    colors.push(await colorsOf(report));
    return { problems, colors, asked };
  } finally {
    await page.close();
  }
}

/** What `checkExample` has to find. */
export const EXPECTED = { problems: [], colors: [LIGHT, DARK], asked: [] };

/** The lines of an example that its readers have to write, without the shared files. */
export async function linesOf(name) {
  const folder = join(root, "examples", name);
  const paths = (await readdir(folder, { recursive: true })).filter((path) =>
    /\.(tsx?|jsx?|mjs|vue|svelte|astro)$/.test(path),
  );
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), "utf8")));
  return texts.reduce((sum, text) => sum + text.trimEnd().split("\n").length, 0);
}
