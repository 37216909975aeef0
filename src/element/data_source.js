// Serves the property `data` as the proxy would serve a report, so that it takes the same path as any other.

import { warnUnknown } from "./warnings.js";

/** @import { ReportData } from "../../package/element.js" */

const PAGE_SIZE = 5_000;

/** The id in the paths of the report itself, whatever its own id is; `api/client.rs` writes it. */
const INLINE_ID = "inline";

/** @type {[RegExp, "send_history" | "activity" | "stats"][]} */
const ROUTES = [
  [/\/emails\/activities\/[^/]+\/send_history$/, "send_history"],
  [/\/emails\/activities\/[^/]+$/, "activity"],
  [/\/reports\/stats\/email_campaign_activities\/[^/]+$/, "stats"],
];

const PARTS = ["tracking_activities", "history", ...ROUTES.map(([, part]) => part)];

/**
 * A JSON response. A body that cannot be serialized is reported to the page's developers, and to the user as an
 * invalid response.
 * @param {number} status
 * @param {object} body
 */
function jsonResponse(status, body) {
  let text = "";
  try {
    text = JSON.stringify(body);
  } catch (error) {
    reportError(error);
  }
  return new Response(text, { status, headers: { "Content-Type": "application/json" } });
}

/**
 * The id of the activity, or an empty string.
 * @param {ReportData} data
 */
export function readActivityId(data) {
  const activity = /** @type {{ campaign_activity_id?: unknown } | undefined} */ (data.activity);
  return String(activity?.campaign_activity_id ?? "");
}

/**
 * A replacement for `fetch` that serves the report.
 * @param {ReportData} data
 * @returns {(url: string) => Promise<Response>}
 */
export function createInlineFetcher(data) {
  warnUnknown(
    "data",
    Object.keys(data).filter((name) => !PARTS.includes(name)),
  );
  return async (url) => {
    const { pathname, searchParams } = new URL(url, document.baseURI);
    const earlier = data.history && findHistory(data.history, pathname);
    if (earlier)
      return jsonResponse(200, Array.isArray(earlier) ? slicePage(earlier, pathname, searchParams) : earlier);
    // Not for an earlier email whose bounces are missing.
    if (pathname.endsWith(`/${INLINE_ID}/tracking/bounces`))
      return jsonResponse(200, slicePage(data.tracking_activities, pathname, searchParams));
    const [, part] = ROUTES.find(([route]) => route.test(pathname)) ?? [];
    const body = part && data[part];
    return body ? jsonResponse(200, body) : jsonResponse(404, { code: "not_found" });
  };
}

/**
 * What a path requests of earlier emails: an object, or the bounces of one of them.
 * @param {NonNullable<ReportData["history"]>} history
 * @param {string} path
 */
function findHistory({ summaries, campaigns, bounces }, path) {
  if (path.endsWith("/email_campaign_summaries")) return { bulk_email_campaign_summaries: summaries };
  if (path.endsWith("/emails")) return { campaigns };
  const id = path.match(/\/emails\/([^/]+)$/)?.[1];
  if (id) return campaigns?.find?.((campaign) => String(campaign?.campaign_id).toLowerCase() === id);
  const activity = path.match(/\/email_reports\/([^/]+)\/tracking\/bounces$/)?.[1] ?? "";
  return bounces?.[activity];
}

/**
 * The page of rows that a query requests, with a link to the next one.
 * @param {{ bounce_code?: string }[]} rows
 * @param {string} path
 * @param {URLSearchParams} query
 */
function slicePage(rows, path, query) {
  const codes = query.getAll("bounce_code");
  const start = Number(query.get("cursor") ?? 0);
  const end = start + PAGE_SIZE;
  const matching = codes.length === 0 ? rows : rows.filter((row) => codes.includes(row?.bounce_code ?? ""));
  const nextQuery = new URLSearchParams([...codes.map((code) => ["bounce_code", code]), ["cursor", String(end)]]);
  return {
    tracking_activities: matching.slice(start, end),
    _links: end < matching.length ? { next: { href: `${path}?${nextQuery}` } } : undefined,
  };
}
