// The requests of a load: the first ones are sent before the WebAssembly is there, and the elements of a page that load
// the same report at the same time share all of them.

import { REQUESTED } from "./attributes.js";

/**
 * @typedef {object} SharedRequest
 * @property {AbortController} controller
 * @property {Promise<Response | undefined>} response undefined if the widget itself decides whether to request it
 * @property {number} users how many loads need it; without any, it is aborted
 * @property {number} takes how many loads have taken the response
 * @property {number} sentAt
 */

/**
 * @typedef {object} Target
 * @property {string} id
 * @property {string} apiBase
 * @property {string} codes
 */

/** @typedef {{ loads: number, requests: Map<string, SharedRequest> }} Group */

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DEFAULT_API_BASE = "/api/v3";
/** How old a response may be that a load takes from another one. */
const SHARED_MS = 10_000;
/** In the order in which the widget writes them. */
const CODES = [..."BSDFZXV"];

/** The loads that are under way, by what they load. @type {Map<string, Group>} */
const groups = new Map();

/** The requests of one load of one element. */
export class Requests {
  /** @type {Record<string, string>} */
  #headers = { Accept: "application/json", "X-Bounces-CSRF": "1" };
  #urls;
  #key;
  /** @type {Group} */
  #group;
  #isLoading = true;
  /** What this load needs and did not take. @type {Map<string, SharedRequest>} */
  #requests = new Map();
  /** The URLs that it took. Another request for one of them is a new attempt. */
  #taken = new Set();

  /**
   * The requests for the report that an element names.
   * @param {Element} element
   * @param {boolean} [bypassCache]
   */
  static of(element, bypassCache) {
    const [id, apiBase, codes] = REQUESTED.map((name) => element.getAttribute(name) ?? "");
    return new Requests({ id, apiBase, codes }, bypassCache);
  }

  /**
   * @param {Target} target as in the attributes
   * @param {boolean} [bypassCache]
   */
  constructor({ id, apiBase, codes }, bypassCache) {
    const activity = id.trim().toLowerCase();
    if (bypassCache) this.#headers["Cache-Control"] = "no-cache";
    const base = (apiBase || DEFAULT_API_BASE).replace(/\/+$/, "");
    const letters = codes.toUpperCase().split(/[\s,]+/);
    const query = ["limit=500", ...CODES.filter((code) => letters.includes(code)).map((code) => `bounce_code=${code}`)];
    this.#urls = UUID.test(activity) && {
      rows: `${base}/reports/email_reports/${activity}/tracking/bounces?${query.join("&")}`,
      activity: `${base}/emails/activities/${activity}`,
      stats: `${base}/reports/stats/email_campaign_activities/${activity}`,
      history: `${base}/emails/activities/${activity}/send_history`,
    };
    this.#key = `${base} ${activity} ${query} ${!!bypassCache}`;
    this.#group = groups.get(this.#key) ?? { loads: 0, requests: new Map() };
    this.#group.loads += 1;
    groups.set(this.#key, this.#group);
  }

  /** Sends the first requests; none unless the id can be that of an activity. */
  sendFirst() {
    if (!this.#urls) return;
    this.#request(this.#urls.rows);
    const { response } = this.#request(this.#urls.activity);
    this.#request(this.#urls.stats);
    // Only emails that were sent have a history. The body is read twice: here, and by the widget.
    const isSent = response
      .then((received) => received?.ok && received.clone().json())
      .then((body) => body?.current_status?.toUpperCase() === "DONE")
      .catch(() => false);
    this.#request(this.#urls.history, isSent);
  }

  /**
   * @param {string} url
   * @param {Promise<boolean>} [condition]
   */
  #request(url, condition) {
    const shared = this.#group.requests.get(url);
    const isRecent = shared && performance.now() - shared.sentAt < SHARED_MS;
    const request = isRecent ? shared : this.#send(url, condition);
    this.#group.requests.set(url, request);
    this.#requests.set(url, request);
    request.users += 1;
    return request;
  }

  /**
   * @param {string} url
   * @param {Promise<boolean>} [condition]
   * @returns {SharedRequest}
   */
  #send(url, condition) {
    const controller = new AbortController();
    const { signal } = controller;
    const send = () => fetch(url, { headers: this.#headers, credentials: "include", signal });
    const response = condition ? condition.then((holds) => (holds && !signal.aborted ? send() : undefined)) : send();
    // The widget handles the error, if it still needs the response.
    response.catch(() => {});
    return { controller, response, users: 0, takes: 0, sentAt: performance.now() };
  }

  /**
   * The response for a URL, once; undefined if the widget has to request it by itself. Aborting `signal` aborts the
   * request, unless another load needs it.
   * @param {string} url
   * @param {AbortSignal | undefined} signal
   */
  take(url, signal) {
    if (this.#taken.has(url) || !(this.#isLoading || this.#requests.has(url))) return undefined;
    const request = this.#requests.get(url) ?? this.#request(url);
    this.#requests.delete(url);
    this.#taken.add(url);
    const abort = () => this.#drop(url, request);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    // The last load takes the response itself: a copy would keep its body in memory.
    request.takes += 1;
    const isLast = request.takes >= this.#group.loads;
    if (isLast) this.#group.requests.delete(url);
    return request.response.then((response) => (isLast ? response : response?.clone()));
  }

  /**
   * @param {string} url
   * @param {SharedRequest} request
   */
  #drop(url, request) {
    request.users -= 1;
    if (request.users > 0) return;
    request.controller.abort();
    if (this.#group.requests.get(url) === request) this.#group.requests.delete(url);
  }

  /** The load has ended. It may still take responses to requests that it sent. */
  end() {
    if (!this.#isLoading) return;
    this.#isLoading = false;
    this.#group.loads -= 1;
    if (this.#group.loads === 0) groups.delete(this.#key);
  }

  /** Ends the load, and aborts what it did not take, unless another load needs it. */
  abort() {
    this.end();
    for (const [url, request] of this.#requests) this.#drop(url, request);
    this.#requests.clear();
  }
}
