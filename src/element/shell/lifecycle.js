// When the report of an element is mounted and unmounted: it waits until it can be seen and the WebAssembly is there, moves
// with its element, and may fail.

import { REQUESTED, readAttribute } from "./attributes.js";
import { isSupported } from "./browser_support.js";
import { createPending } from "./pending.js";
import { Requests } from "./requests.js";
import { skeleton } from "./skeleton.js";
import { dispatchError, problemContent, startupErrorCode } from "./startup_problem.js";
import { States } from "./states.js";
import { AdoptedStyles } from "./style_sheets.js";
import { whenVisible } from "./visibility.js";

/** @import { ReportData } from "../../../package/element.js" */
/** @import { PendingReport } from "./pending.js" */
/** @import { Fetcher, MountedReport, Runtime, Send, Startup } from "./runtime.js" */

/**
 * What the host sets besides attributes.
 * @typedef {object} Inputs
 * @property {Record<string, string>} messages
 * @property {unknown} actions
 * @property {Fetcher} [fetcher]
 * @property {ReportData} [data]
 * @property {string} [view] as the user changed it after the host set it; it outlives the report
 */

/** How long a removed element keeps its report, in case it comes back. */
const KEPT_MS = 2_000;

export class Lifecycle {
  /** @type {MountedReport | undefined} */
  report;
  /** @type {PendingReport | undefined} */
  pending;
  /** @type {Inputs} */
  inputs = { messages: {}, actions: [] };
  /** How often the host began another load, or removed the report. */
  loads = 0;
  #host;
  #startup;
  #root;
  #styles;
  #states;
  /** @type {Requests | undefined} */
  #requests;
  /** Unmounts the report of a removed element. @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;
  /** Whether the report panicked, or could not start, and the element says so. */
  #hasFailed = false;

  /**
   * @param {HTMLElement} host
   * @param {Startup} startup
   */
  constructor(host, startup) {
    this.#host = host;
    this.#startup = startup;
    this.#root = host.attachShadow({ mode: "open" });
    this.#styles = new AdoptedStyles(this.#root);
    this.#states = new States(host);
  }

  get state() {
    return this.#states.current;
  }

  /** The element was inserted, or moved. */
  connect() {
    clearTimeout(this.#leaving);
    // A move of a report that panicked is a new attempt.
    if (this.#hasFailed) this.#unmount();
    if (!this.report && !this.pending) this.#start();
  }

  /** The element was removed. A move is a removal followed by an insertion, which keeps the report. */
  disconnect() {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      // Another removal in the same task has set it already.
      clearTimeout(this.#leaving);
      if (this.report?.isComplete()) this.#leaving = setTimeout(() => this.#unmount(), KEPT_MS);
      else this.#unmount();
    });
  }

  /** The element is in another document. */
  adopt() {
    this.#styles.adoptAgain();
  }

  /** Mounts the report when it is visible and the runtime is there: now or later. */
  #start() {
    const pending = createPending();
    this.pending = pending;
    if (!this.#startup.runtime && !isSupported()) return this.#awaitRuntime(pending);
    this.#states.set("waiting");
    this.#awaitVisibility(pending);
    if (this.pending !== pending) return;
    this.#styles.adopt(this.#startup.skeletonStyles);
    this.#root.replaceChildren(skeleton(this.#host));
  }

  /** @param {PendingReport} pending */
  #awaitVisibility(pending) {
    pending.stop();
    pending.stop = whenVisible(this.#host, readAttribute(this.#host, "loading") === "lazy", () => this.#load(pending));
  }

  /** @param {PendingReport} pending */
  #load(pending) {
    pending.isVisible = true;
    this.#states.set("loading");
    if (this.#startup.runtime) return this.#mount(this.#startup.runtime, pending);
    this.#renewRequests();
    this.#awaitRuntime(pending);
  }

  /** @param {PendingReport} pending */
  #awaitRuntime(pending) {
    this.#startup.load().then(
      (runtime) => {
        this.#startup.runtime = runtime;
        if (this.pending === pending) this.#mount(runtime, pending);
      },
      (error) => {
        if (this.pending === pending) this.#showProblem(error);
      },
    );
  }

  /**
   * @param {Runtime} runtime
   * @param {PendingReport} pending
   */
  #mount(runtime, pending) {
    pending.isMounting = true;
    this.#requests ??= this.#createRequests(pending.bypassesCache);
    const { messages, actions, data, fetcher, view } = this.inputs;
    this.#startup.styles ??= runtime.styleSheet();
    this.#root.replaceChildren();
    this.#styles.adopt(this.#startup.styles);
    // Deferred, since the code that panicked is still on the stack.
    const onPanic = () => queueMicrotask(() => this.#showError());
    const report = runtime.mountReport(this.#host, this.#root, data, this.#send, !!fetcher, onPanic, this.#states.set);
    this.report = report;
    report.setMessages(messages);
    report.setActions(actions);
    if (view !== undefined) report.setAttribute("view", view);
    this.pending = undefined;
    // A listener of `bounces-load-start` may have set another source.
    if (this.inputs.data !== data || !this.inputs.fetcher !== !fetcher) this.setSource();
    for (const call of pending.calls) call();
    pending.end();
  }

  #unmount() {
    this.loads += 1;
    this.report?.unmount();
    this.#states.set("idle");
    this.report = undefined;
    this.#hasFailed = false;
    this.endRequests();
    this.#cancelPending();
    // Also what a panic while unmounting left behind.
    this.#root.replaceChildren();
  }

  #restart() {
    this.#unmount();
    this.#start();
  }

  #cancelPending() {
    this.pending?.stop();
    this.pending?.end();
    this.pending = undefined;
  }

  /** Aborts the requests for another report, and sends the first ones for this one if the widget is not there yet. */
  #renewRequests() {
    this.endRequests();
    const { pending } = this;
    if (this.report) this.#requests = this.#createRequests();
    else if (pending?.isVisible)
      // Attributes and properties that the host sets in the same task count.
      queueMicrotask(() => {
        if (this.pending !== pending || this.#requests) return;
        this.#requests = this.#createRequests(pending.bypassesCache);
        this.#requests?.sendFirst();
      });
  }

  /** Later requests are not shared with other elements. */
  endRequests() {
    this.#requests?.end();
    this.#requests = undefined;
  }

  /** @param {boolean} [bypassCache] */
  #createRequests(bypassCache) {
    const { data, fetcher } = this.inputs;
    return data ? undefined : new Requests(this.#host, fetcher, bypassCache);
  }

  /**
   * Sends a request of the report, unless another element has sent it, by the fetcher of the moment: another one needs no
   * reload.
   * @type {Send}
   */
  #send = async (url, init) => {
    // A host's fetcher gets no request of an earlier load.
    init.signal?.throwIfAborted();
    return (await this.#requests?.take(url, init)) ?? (this.inputs.fetcher ?? fetch)(url, init);
  };

  /** Passes the report its new source. */
  setSource() {
    const { data, fetcher } = this.inputs;
    this.loads += 1;
    this.#renewRequests();
    this.report?.setSource(data, this.#send, !!fetcher);
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  changeAttribute(name, before, value) {
    if (name === "view" || name === "campaign-activity-id") this.inputs.view = undefined;
    // An empty attribute counts as missing: the widget then starts no load, which would end the new requests.
    if (REQUESTED.includes(name) && (before || value)) {
      this.loads += 1;
      this.#renewRequests();
    }
    // Another report may work where this one panicked.
    if (this.#hasFailed && this.report && name === "campaign-activity-id") this.#restart();
    else this.report?.setAttribute(name, value ?? undefined);
    if (name === "loading" && this.pending && !this.pending.isVisible) this.#awaitVisibility(this.pending);
  }

  /** Loads the report again. */
  reload() {
    const { pending } = this;
    this.loads += 1;
    if (this.#hasFailed) this.#restart();
    else if (this.report) this.report.reload();
    // From a listener of `bounces-load-start`.
    else if (pending?.isMounting) pending.calls.push(() => this.reload());
    else if (pending) {
      pending.bypassesCache = true;
      this.#renewRequests();
    }
  }

  /** Replaces a report that panicked with the error card. */
  #showError() {
    if (!this.report) return; // removed in the meantime
    this.#hasFailed = true;
    this.#states.set("error");
    // Deferred, since the button is removed while its listener runs.
    const retry = () => queueMicrotask(() => this.reload());
    this.report.showErrorCard(this.#root, retry);
    dispatchError(this.#host, "internal_error", null);
  }

  /**
   * Says why the widget cannot start.
   * @param {unknown} error
   */
  #showProblem(error) {
    const code = startupErrorCode(error);
    this.#root.replaceChildren(problemContent(this.#host, code));
    this.#hasFailed = true;
    this.#states.set("error");
    this.endRequests();
    this.#cancelPending();
    dispatchError(this.#host, code, error);
  }
}
