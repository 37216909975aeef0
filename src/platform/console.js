// What the console says about a failed load, for the host's developers. Users read less (`src/view/status`).

import { absoluteUrl } from "./url.js";

/**
 * What responds is not a proxy, has failed (from status 500), or does not respond.
 * @param {string} url
 * @param {number | undefined} status
 * @param {string | undefined} mediaType
 * @param {unknown} cause
 */
export function logProxyProblem(url, status, mediaType, cause) {
  const answer = status ? describeResponse(status, mediaType) : "no response";
  const problem = status && status < 500 ? "no bounces proxy answers" : "the bounces proxy cannot be reached";
  const advice = status ? "Start a proxy and route api-base to it" : "Start a proxy that allows this origin";
  const message = `<bounces-report>: ${problem} at ${absoluteUrl(url)} (${answer}). ${advice}: ${documentationUrl() ?? "README.md of the package"}`;
  console.error(...(cause ? [message, cause] : [message]));
}

/**
 * @param {number} status
 * @param {string | undefined} mediaType
 */
const describeResponse = (status, mediaType) =>
  `status ${status}, ${mediaType ? `content type ${mediaType}` : "no content type"}`;

/** The documentation on the homepage of the package, if it has one (package/publisher.json). */
export function documentationUrl() {
  return typeof BOUNCES_HOMEPAGE === "string" && BOUNCES_HOMEPAGE
    ? new URL("#the-proxy", BOUNCES_HOMEPAGE).href
    : undefined;
}

/** @param {string} id */
export function logNotFound(id) {
  console.info(
    "<bounces-report>: no email activity has this id. A campaign's id does not work, use that of an activity of it:",
    id,
  );
}

/**
 * The host's fetcher threw, or its response says that it has failed.
 * @param {string} url
 * @param {number | undefined} status
 * @param {string | undefined} mediaType
 * @param {unknown} cause
 */
export function logFetcherProblem(url, status, mediaType, cause) {
  if (status)
    console.error(`<bounces-report>: the fetcher responds with ${describeResponse(status, mediaType)} to ${url}`);
  else console.error("<bounces-report>: the fetcher failed:", cause);
}
