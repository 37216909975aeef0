// What a report requests first, sent before its WebAssembly is there. Each response is used at most once, by the
// request of the widget that has the same URL (see src/api); the rest is aborted when the host changes its mind.

/**
 * @typedef {object} EarlyRequest
 * @property {AbortController} controller
 * @property {Promise<Response | undefined>} response undefined if the widget itself decides whether to request it
 */

/**
 * @typedef {object} Target
 * @property {string} id
 * @property {string} apiBase
 * @property {string} codes
 */

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DEFAULT_API_BASE = "/api/v3";
/** In the order in which the widget writes them. */
const CODES = [..."BSDFZXV"];

export class EarlyRequests {
  /** @type {Map<string, EarlyRequest>} */
  #requests = new Map();
  /** @type {Record<string, string>} */
  #headers = { Accept: "application/json", "X-Bounces-CSRF": "1" };

  /**
   * Sends the requests; none unless `id` can be the id of an activity.
   * @param {Target} target as in the attributes
   * @param {boolean} bypassCache
   */
  constructor({ id, apiBase, codes }, bypassCache) {
    const activity = id.trim().toLowerCase();
    if (!UUID.test(activity)) return;
    if (bypassCache) this.#headers["Cache-Control"] = "no-cache";
    const base = (apiBase || DEFAULT_API_BASE).replace(/\/+$/, "");
    const letters = codes.toUpperCase().split(/[\s,]+/);
    const query = ["limit=500", ...CODES.filter((code) => letters.includes(code)).map((code) => `bounce_code=${code}`)];
    this.#send(`${base}/reports/email_reports/${activity}/tracking/bounces?${query.join("&")}`);
    const { response } = this.#send(`${base}/emails/activities/${activity}`);
    this.#send(`${base}/reports/stats/email_campaign_activities/${activity}`);
    // Only emails that were sent have a history. The body is read twice: here, and by the widget.
    const isSent = response
      .then((received) => received?.ok && received.clone().json())
      .then((body) => body?.current_status?.toUpperCase() === "DONE")
      .catch(() => false);
    this.#send(`${base}/emails/activities/${activity}/send_history`, isSent);
  }

  /**
   * @param {string} url
   * @param {Promise<boolean>} [condition]
   */
  #send(url, condition) {
    const controller = new AbortController();
    const { signal } = controller;
    const send = () => fetch(url, { headers: this.#headers, credentials: "include", signal });
    const response = condition ? condition.then((holds) => (holds && !signal.aborted ? send() : undefined)) : send();
    // The widget handles the error, if it still needs the response.
    response.catch(() => {});
    /** @type {EarlyRequest} */
    const request = { controller, response };
    this.#requests.set(url, request);
    return request;
  }

  /**
   * The response for a URL, if it was requested and not taken before. Aborting `signal` aborts the request.
   * @param {string} url
   * @param {AbortSignal | undefined} signal
   */
  take(url, signal) {
    const request = this.#requests.get(url);
    if (!request) return undefined;
    this.#requests.delete(url);
    const abort = () => request.controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    return request.response;
  }

  /** Aborts what was not taken. */
  abort() {
    for (const { controller } of this.#requests.values()) controller.abort();
    this.#requests.clear();
  }
}
