// Serves the measured pages and a fast API stand-in on the loopback interface. Responses are in memory and not rate
// limited, and the same for every page.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Report } from "./data.mjs";

// The proxy's own policy.
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// AG Grid inserts its styles.
const policyOf = (path) =>
  path.startsWith("/peers/") ? POLICY.replace("style-src", "style-src 'unsafe-inline'") : POLICY;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
};
const API_BASE = "/api/v3";
const API =
  /^\/api\/v3\/(reports\/email_reports|emails\/activities|reports\/stats\/email_campaign_activities)\/([0-9a-f-]{36})(\/tracking\/bounces)?$/;

/** As the proxy: files named by their content are kept, everything else is revalidated. */
const cachingOf = (path) =>
  /^\/assets\/.*-[0-9a-f]{16}\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";

/**
 * Starts a server. `folders` maps the first segment of the path to a folder; the empty name is the root. Without a past,
 * the API has no earlier emails.
 */
export async function serve(port, folders, { hasPast = false } = {}) {
  const reports = new Map();
  let apiDelay = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const result = url.pathname.startsWith(API_BASE)
      ? wait(apiDelay).then(() => respondToApi(reports, url, hasPast))
      : readPage(folders, url.pathname, request.headers["accept-encoding"] ?? "");
    result.then(
      ({ body, headers }) => {
        if (headers.ETag && request.headers["if-none-match"] === headers.ETag)
          return response.writeHead(304, headers).end();
        response.writeHead(200, { ...headers, "Content-Length": body.length }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Generates a report, unless it exists. */
    prepare(count) {
      const report = reports.get(count) ?? new Report(count);
      reports.set(count, report);
      return report;
    },
    discard: (count) => reports.delete(count),
    /** Makes the API wait before each response, in milliseconds. */
    delayApi(delay) {
      apiDelay = delay;
    },
    close: () => server.close(),
  };
}

async function respondToApi(reports, { pathname, searchParams }, hasPast) {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  const all = [...reports.values()];
  const past = hasPast && all[0]?.past(pathname.slice(API_BASE.length));
  if (past) return { body: past, headers };
  const [, kind, id] = API.exec(pathname);
  const report = all.find(({ activity }) => activity === id);
  if (kind === "emails/activities") return { body: report.activityBytes, headers };
  if (kind === "reports/email_reports") return { body: report.page(Number(searchParams.get("cursor") ?? 0)), headers };
  return { body: report.statsBytes, headers };
}

async function readPage(folders, path, encodings) {
  const [, first, rest] = /^\/([^/]*)(.*)$/.exec(path);
  const folder = folders[first] && rest ? folders[first] : folders[""];
  const file = join(folder, normalize(folder === folders[""] ? path : rest));
  const compressed = encodings.includes("br") ? await readFile(`${file}.br`).catch(() => undefined) : undefined;
  const body = compressed ?? (await readFile(file));
  const headers = {
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Security-Policy": policyOf(path),
    "Cache-Control": cachingOf(path),
    ETag: `"${createHash("sha256").update(body).digest("base64url")}"`,
  };
  return { body, headers: compressed ? { ...headers, "Content-Encoding": "br" } : headers };
}
