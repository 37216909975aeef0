// What the console says about a failed load, for the host's developers. Users read less (`src/view/status`).

/**
 * @param {string} url
 * @param {number | undefined} status
 * @param {string | undefined} mediaType
 */
export function logNoProxy(url, status, mediaType) {
  const answer = `status ${status}, ${mediaType ? `content type ${mediaType}` : "no content type"}`;
  console.error(
    `<bounces-report>: no bounces proxy answers at ${absolute(url)} (${answer}). Start a proxy and route api-base to it: docs/proxy.md`,
  );
}

/** @param {string} id */
export function logNotFound(id) {
  console.info(
    "<bounces-report>: no email activity has this id. A campaign's id does not work, use that of an activity of it:",
    id,
  );
}

/** @param {unknown} cause */
export function logFetcherError(cause) {
  console.error("<bounces-report>: the fetcher failed:", cause);
}

/** @param {string} url */
function absolute(url) {
  return URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : url;
}
