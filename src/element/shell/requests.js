// The requests of a load. The first ones are sent before the WebAssembly is there. Elements that begin to load the same
// report in the same task share all of them: many copies of a report cost what one does.

import { REQUESTED } from "./attributes.js";

/** @import { Fetcher, WidgetRequest } from "./runtime.js" */

/**
 * @typedef {object} SharedRequest
 * @property {AbortController} controller
 * @property {Promise<Response | undefined>} response undefined if the widget itself decides whether to request it
 * @property {Set<Requests>} waiting the loads that may still take the response
 * @property {Set<Requests>} reading those that took it; without any load in either set, the request is aborted
 */

/**
 * Loads that share requests.
 * @typedef {object} Group
 * @property {string} key what they load
 * @property {Fetcher | undefined} fetcher the host's function that sends the requests; by default, `fetch`
 * @property {Set<Requests>} loads
 * @property {Map<string, SharedRequest>} requests by URL, until all loads have taken them
 */

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DEFAULT_API_BASE = "/api/v3";
/** In the order in which the widget writes them. */
const CODES = [..."BSDFZXV"];
/** How long a response is kept for the loads that are slower than the first one. */
const KEPT_MS = 10_000;
/** Names in lower case, as in the widget's requests. @type {Record<string, string>} */
const HEADERS = { accept: "application/json", "x-bounces-csrf": "1" };

/** The groups that loads can join: those that began in this task. @type {Group[]} */
let joinable = [];

/**
 * @param {Requests} load
 * @param {string} key
 * @param {Fetcher | undefined} fetcher
 */
function joinGroup(load, key, fetcher) {
  let group = joinable.find((other) => other.key === key && other.fetcher === fetcher);
  if (!group) {
    group = { key, fetcher, loads: new Set(), requests: new Map() };
    // An element that comes later shows a later state of the report.
    if (joinable.push(group) === 1)
      setTimeout(() => {
        joinable = [];
      });
  }
  group.loads.add(load);
  for (const { waiting } of group.requests.values()) waiting.add(load);
  return group;
}

/**
 * Whether an activity was sent: only then does it have a history. The body is read twice: here, and by the widget.
 * @param {SharedRequest} activity
 */
async function wasSent({ response }) {
  try {
    const body = await response.then((received) => received?.ok && received.clone().json());
    return body?.current_status?.toUpperCase() === "DONE";
  } catch {
    return false;
  }
}

/** The requests of one load of one element. */
export class Requests {
  #headers;
  #urls;
  #group;
  /** The URLs that it took. Another request for one of them is a new attempt. */
  #taken = new Set();

  /**
   * @param {Element} element
   * @param {Fetcher | undefined} fetcher
   * @param {boolean} [bypassCache]
   */
  constructor(element, fetcher, bypassCache) {
    const [id, apiBase, codes] = REQUESTED.map((name) => element.getAttribute(name) ?? "");
    const activity = id.trim().toLowerCase();
    const base = (apiBase || DEFAULT_API_BASE).replace(/\/+$/, "");
    const letters = codes.toUpperCase().split(/[\s,]+/);
    const query = ["limit=500", ...CODES.filter((code) => letters.includes(code)).map((code) => `bounce_code=${code}`)];
    this.#headers = bypassCache ? { ...HEADERS, "cache-control": "no-cache" } : HEADERS;
    this.#urls = !fetcher &&
      UUID.test(activity) && {
        rows: `${base}/reports/email_reports/${activity}/tracking/bounces?${query.join("&")}`,
        activity: `${base}/emails/activities/${activity}`,
        stats: `${base}/reports/stats/email_campaign_activities/${activity}`,
        history: `${base}/emails/activities/${activity}/send_history`,
      };
    // A fetcher can tell ids apart by their case.
    this.#group = joinGroup(this, `${base} ${id.trim()} ${query} ${!!bypassCache}`, fetcher);
  }

  /** Sends the first requests; none by a fetcher, nor for an id that cannot be that of an activity. */
  sendFirst() {
    if (!this.#urls) return;
    this.#request(this.#urls.rows);
    const activity = this.#request(this.#urls.activity);
    this.#request(this.#urls.stats);
    this.#request(this.#urls.history, undefined, () => wasSent(activity));
  }

  /**
   * The request of the group for a URL, which is sent if there is none.
   * @param {string} url
   * @param {WidgetRequest} [init]
   * @param {() => Promise<boolean>} [condition]
   */
  #request(url, init, condition) {
    const { fetcher, loads, requests } = this.#group;
    let request = requests.get(url);
    if (request) return request;
    const controller = new AbortController();
    const { signal } = controller;
    const send = async () => {
      if (condition && (!(await condition()) || signal.aborted)) return undefined;
      // Requests for earlier emails do not bypass the cache.
      const headers = init?.headers["x-bounces-priority"] ? init.headers : { ...this.#headers };
      return (fetcher ?? fetch)(url, { method: "GET", credentials: "include", headers, signal });
    };
    request = { controller, response: send(), waiting: new Set(loads), reading: new Set() };
    // The widget handles the error, if it still needs the response.
    request.response.catch(() => {});
    requests.set(url, request);
    return request;
  }

  /**
   * The response for a URL, once; undefined if the load has to request it by itself. Aborting the signal aborts the
   * request, unless another load needs it.
   * @param {string} url
   * @param {WidgetRequest} init
   */
  take(url, init) {
    if (init.headers["cache-control"] || this.#taken.has(url)) return undefined;
    this.#taken.add(url);
    const request = this.#request(url, init);
    const { response, waiting, reading } = request;
    reading.add(this);
    init.signal?.addEventListener("abort", () => this.#withdraw(url, request), { once: true });
    waiting.delete(this);
    const isLast = waiting.size === 0;
    if (isLast) this.#forget(url, request);
    else if (reading.size === 1) {
      const forgetLater = () => setTimeout(() => this.#forget(url, request), KEPT_MS);
      response.then(forgetLater, forgetLater);
    }
    // The last load takes the response itself: a copy would keep its body in memory. A fetcher may respond with anything.
    const isCopied = (/** @type {unknown} */ received) => !isLast && received instanceof Response && !received.bodyUsed;
    return response.then((received) => (isCopied(received) ? received?.clone() : received));
  }

  /**
   * The load does not need a request any more.
   * @param {string} url
   * @param {SharedRequest} request
   */
  #withdraw(url, request) {
    const { controller, waiting, reading } = request;
    waiting.delete(this);
    reading.delete(this);
    if (waiting.size > 0) return;
    this.#forget(url, request);
    if (reading.size === 0) controller.abort();
  }

  /**
   * @param {string} url
   * @param {SharedRequest} request
   */
  #forget(url, request) {
    const { requests } = this.#group;
    if (requests.get(url) === request) requests.delete(url);
  }

  /** Ends the load: what it did not take is aborted, unless another load needs it. */
  end() {
    this.#group.loads.delete(this);
    for (const [url, request] of this.#group.requests) if (request.waiting.has(this)) this.#withdraw(url, request);
  }
}
