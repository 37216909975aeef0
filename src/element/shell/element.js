// The class of <bounces-report>: attributes, properties, methods, mount and unmount. It is defined before the WebAssembly
// is there, shows a skeleton until then, and says why if it cannot start. Rust renders the report.
import {
  ATTRIBUTES,
  defineProperties,
  propertyOf,
  REQUESTED,
  readAttribute,
  reflect,
  upgradeProperties,
} from "./attributes.js";
import { isSupported } from "./browser_support.js";
import { createPending } from "./pending.js";
import { readBlocks } from "./reading.js";
import { Requests } from "./requests.js";
import { skeleton } from "./skeleton.js";
import { dispatchError, problemContent, startupErrorCode } from "./startup_problem.js";
import { States } from "./states.js";
import { AdoptedStyles } from "./style_sheets.js";
import { whenVisible } from "./visibility.js";

/** @import { BouncesReportElementClass, ReportData, ReportRow, RowScope } from "../../../package/element.js" */
/** @import { PendingReport } from "./pending.js" */
/** @import { Fetcher, MountedReport, Runtime, Startup } from "./runtime.js" */

/** How long a removed element keeps its report, in case it comes back. */
const KEPT_MS = 2_000;

/** @param {Startup} startup */
export function createElementClass(startup) {
  let { runtime } = startup;
  let styles = "";

  class BouncesReportElement extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    /** @type {MountedReport | undefined} */
    #report;
    /** @type {PendingReport | undefined} */
    #pending;
    /** What the present load requests of the proxy. @type {Requests | undefined} */
    #requests;
    /** Unmounts the report of a removed element. @type {ReturnType<typeof setTimeout> | undefined} */
    #leaving;
    /** Whether the report panicked and shows the error card. */
    #hasFailed = false;
    /** @type {Record<string, string>} */
    #messages = {};
    /** @type {unknown} */
    #actions = [];
    /** @type {Fetcher | undefined} */
    #fetcher;
    /** @type {ReportData | undefined} */
    #data;
    /** The view as the user changed it after the host set it; it outlives the report. @type {string | undefined} */
    #view;
    #root = this.attachShadow({ mode: "open" });
    #styles = new AdoptedStyles(this.#root);
    #states = new States(this);

    constructor() {
      super();
      this.addEventListener("bounces-view-change", (event) => {
        if (event.target === this && event instanceof CustomEvent) this.#view = event.detail.view;
      });
      for (const type of ["bounces-load", "bounces-error"])
        this.addEventListener(type, (event) => event.target === this && this.#requests?.end());
    }

    connectedCallback() {
      clearTimeout(this.#leaving);
      // A move of a report that panicked is a new attempt.
      if (this.#hasFailed) this.#unmount();
      if (this.#report || this.#pending) return;
      upgradeProperties(this, [...ATTRIBUTES.map(propertyOf), "messages", "actions", "fetcher", "data"]);
      this.#start();
    }

    adoptedCallback() {
      this.#styles.adoptAgain();
    }

    /** Mounts the report when somebody can see it and the runtime is there: now or later. */
    #start() {
      const pending = createPending();
      this.#pending = pending;
      if (!runtime && !isSupported()) return this.#awaitRuntime(pending);
      this.#states.set("waiting");
      this.#awaitVisibility(pending);
      if (this.#pending !== pending) return;
      this.#styles.adopt(startup.skeletonStyles);
      this.#root.replaceChildren(skeleton(this));
    }

    /** @param {PendingReport} pending */
    #awaitVisibility(pending) {
      pending.stop();
      pending.stop = whenVisible(this, readAttribute(this, "loading") === "lazy", () => this.#load(pending));
    }

    /** @param {PendingReport} pending */
    #load(pending) {
      pending.isVisible = true;
      this.#states.set("loading");
      if (runtime) return this.#mount(runtime, pending);
      this.#renewRequests();
      this.#awaitRuntime(pending);
    }

    /** @param {PendingReport} pending */
    #awaitRuntime(pending) {
      startup.load().then(
        (loaded) => {
          runtime = loaded;
          if (this.#pending === pending) this.#mount(loaded, pending);
        },
        (error) => {
          if (this.#pending === pending) this.#showProblem(error);
        },
      );
    }

    /** Aborts the requests for another report, and sends the first ones for this one if the widget is not there yet. */
    #renewRequests() {
      this.#abortRequests();
      const pending = this.#pending;
      if (this.#report) this.#requests = this.#createRequests();
      else if (pending?.isVisible)
        // Attributes and properties that the host sets in the same task count.
        queueMicrotask(() => {
          if (this.#pending !== pending || this.#requests) return;
          this.#requests = this.#createRequests(pending.bypassesCache);
          this.#requests?.sendFirst();
        });
    }

    #abortRequests() {
      this.#requests?.abort();
      this.#requests = undefined;
    }

    /** @param {boolean} [bypassCache] */
    #createRequests(bypassCache) {
      return this.#data || this.#fetcher ? undefined : Requests.of(this, bypassCache);
    }

    /**
     * @param {Runtime} loaded
     * @param {PendingReport} pending
     */
    #mount(loaded, pending) {
      pending.isMounting = true;
      this.#requests ??= this.#createRequests(pending.bypassesCache);
      const [data, fetcher, view] = [this.#data, this.#fetcher, this.#view];
      styles ||= loaded.styleSheet();
      this.#root.replaceChildren();
      this.#styles.adopt(styles);
      // Deferred, since the code that panicked is still on the stack.
      const onPanic = () => queueMicrotask(() => this.#showError());
      /** @type {(url: string, signal: AbortSignal | undefined) => Promise<Response | undefined> | undefined} */
      const take = (url, signal) => this.#requests?.take(url, signal);
      const send = fetcher && this.#callFetcher;
      this.#report = loaded.mountReport(this, this.#root, data, send, take, onPanic, this.#states.set);
      this.#report.setMessages(this.#messages);
      this.#report.setActions(this.#actions);
      if (view !== undefined) this.#report.setAttribute("view", view);
      this.#pending = undefined;
      // A listener of `bounces-load-start` may have set another source.
      if (this.#data !== data || !this.#fetcher !== !fetcher) this.#setSource();
      for (const call of pending.calls) call();
      pending.end();
    }

    /** Passes the report its new source. */
    #setSource() {
      this.#renewRequests();
      this.#report?.setSource(this.#data, this.#fetcher && this.#callFetcher);
    }

    /**
     * Requests are sent by the fetcher of the moment, so another one needs no reload.
     * @type {Fetcher}
     */
    #callFetcher = (url, init) => {
      const fetcher = this.#fetcher ?? fetch;
      return fetcher(url, init);
    };

    #unmount() {
      this.#report?.unmount();
      this.#states.set("idle");
      this.#report = undefined;
      this.#hasFailed = false;
      this.#abortRequests();
      this.#cancelPending();
      // Also what a panic while unmounting left behind.
      this.#root.replaceChildren();
    }

    #restart() {
      this.#unmount();
      this.#start();
    }

    #cancelPending() {
      this.#pending?.stop();
      this.#pending?.end();
      this.#pending = undefined;
    }

    /** Replaces a report that panicked with the error card. */
    #showError() {
      if (!this.#report) return; // removed in the meantime
      this.#hasFailed = true;
      this.#states.set("error");
      // Deferred, since the button is removed while its listener runs.
      const retry = () => queueMicrotask(() => this.reload());
      this.#report.showErrorCard(this.#root, retry);
      dispatchError(this, "internal_error", null);
    }

    /**
     * Says why the widget cannot start.
     * @param {unknown} error
     */
    #showProblem(error) {
      const code = startupErrorCode(error);
      this.#root.replaceChildren(problemContent(this, code));
      this.#hasFailed = true;
      this.#states.set("error");
      this.#abortRequests();
      this.#cancelPending();
      dispatchError(this, code, error);
    }

    disconnectedCallback() {
      // A move is a removal followed by an insertion, which keeps the report.
      queueMicrotask(() => {
        if (this.isConnected) return;
        // Another removal in the same task has set it already.
        clearTimeout(this.#leaving);
        if (this.#report?.isComplete()) this.#leaving = setTimeout(() => this.#unmount(), KEPT_MS);
        else this.#unmount();
      });
    }

    /**
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} value
     */
    attributeChangedCallback(name, before, value) {
      // Setting the same view again resets what the user changed.
      if (before === value && name !== "view") return;
      if (name === "view" || name === "campaign-activity-id") this.#view = undefined;
      // An empty attribute counts as missing: the widget then starts no load, which would end the new requests.
      if (REQUESTED.includes(name) && (before || value)) this.#renewRequests();
      // Another report may work where this one panicked.
      if (this.#hasFailed && this.#report && name === "campaign-activity-id") this.#restart();
      else this.#report?.setAttribute(name, value ?? undefined);
      if (name === "loading" && this.#pending && !this.#pending.isVisible) this.#awaitVisibility(this.#pending);
    }

    /** Filters, sort and page: as the user changed them, or else as the host set them. */
    get view() {
      return this.#view ?? this.getAttribute("view") ?? "";
    }
    set view(view) {
      // Removing an attribute that does not exist would not call back.
      if (view == null && !this.hasAttribute("view")) this.attributeChangedCallback("view", null, null);
      else reflect(this, "view", view);
    }

    /** The host's messages, by key; they replace the widget's. */
    get messages() {
      return this.#messages;
    }
    set messages(messages) {
      if (messages != null && typeof messages !== "object")
        throw new TypeError("messages has to be an object of texts, or null");
      this.#messages = messages ?? {};
      this.#report?.setMessages(this.#messages);
    }

    /** The host's own actions on contacts. */
    get actions() {
      return this.#actions;
    }
    set actions(actions) {
      this.#actions = actions ?? [];
      this.#report?.setActions(this.#actions);
    }

    /** Called instead of `fetch`. */
    get fetcher() {
      return this.#fetcher;
    }
    set fetcher(fetcher) {
      if (fetcher != null && typeof fetcher !== "function")
        throw new TypeError("fetcher has to be a function, or null");
      const isSameSource = !fetcher === !this.#fetcher;
      this.#fetcher = fetcher ?? undefined;
      if (!isSameSource && !this.#data) this.#setSource();
    }

    /** A complete report, shown instead of requesting one. */
    get data() {
      return this.#data;
    }
    set data(data) {
      if (data != null && !Array.isArray(data.tracking_activities))
        throw new TypeError("data has to be an object with an array tracking_activities, or null");
      this.#data = data ?? undefined;
      this.#setSource();
    }

    /** What the element shows; each state is also a custom state, for `:state()`. */
    get state() {
      return this.#states.current;
    }

    /** Loads the report again. Fulfilled as `updateComplete` is. */
    async reload() {
      if (this.#hasFailed) this.#restart();
      else if (this.#report) this.#report.reload();
      // From a listener of `bounces-load-start`.
      else if (this.#pending?.isMounting) this.#pending.calls.push(() => this.reload());
      else if (this.#pending) {
        this.#pending.bypassesCache = true;
        this.#renewRequests();
      }
      await this.updateComplete;
    }

    /** How many of the rows read so far match the filters. */
    get matchingRows() {
      return this.#report?.matchingRows() ?? 0;
    }

    /**
     * Fulfilled when the messages and the first rows (of `data`, all rows), or the reason why there are none, are in
     * the document, filtered and sorted. The browser may not have painted them yet.
     */
    get updateComplete() {
      // A listener of `bounces-load-start` may await it while `mountReport` is still running.
      return this.#report?.updated() ?? Promise.resolve(this.#pending?.ended).then(() => this.#report?.updated());
    }

    /** Removes all filters and clears the selection. */
    clear() {
      if (this.#report) this.#view = this.#report.clear();
      this.#pending?.calls.push(() => this.clear());
    }

    /** Saves the selected rows, or else all matching rows, as a CSV file. Does not fire `bounces-action`. */
    exportCsv() {
      this.#whenUpdated((report) => report.exportCsv());
    }

    /** The same as a JSON file. */
    exportJson() {
      this.#whenUpdated((report) => report.exportJson());
    }

    /** Opens the print dialog for the same rows. */
    print() {
      this.#whenUpdated((report) => report.print());
    }

    /** @param {(report: MountedReport) => void} call */
    #whenUpdated(call) {
      if (this.#report) return call(this.#report);
      this.#pending?.calls.push(() => this.updateComplete.then(() => this.#report && call(this.#report)));
    }

    /** The contacts of the selected rows: one for each row that has one, without any limit. */
    get selectedContactIds() {
      return this.#report?.selectedContactIds() ?? [];
    }

    /**
     * The rows, when all are loaded.
     * @param {{ scope?: RowScope }} [options]
     * @returns {AsyncGenerator<ReportRow, void>}
     */
    async *rows({ scope } = {}) {
      for (const block of await readBlocks(this, () => this.#report, "json", scope)) yield* JSON.parse(block);
    }

    /**
     * The text of the CSV file, when all rows are loaded.
     * @param {{ scope?: RowScope }} [options]
     */
    async toCsv({ scope } = {}) {
      return (await readBlocks(this, () => this.#report, "csv", scope)).join("");
    }
  }

  defineProperties(BouncesReportElement.prototype);
  return /** @type {BouncesReportElementClass} */ (/** @type {unknown} */ (BouncesReportElement));
}
