// The class of <bounces-report>: attributes, properties, methods, mount and unmount. It is defined before the WebAssembly
// is there, shows a skeleton until then, and says why if it cannot start. Rust renders the report.

import { ATTRIBUTES, propertyOf, REQUESTED, reflect, upgradeProperties, warnInvalid } from "./attributes.js";
import { isSupported } from "./browser_support.js";
import { EarlyRequests } from "./early_requests.js";
import { validActions } from "./host_actions.js";
import { skeleton } from "./skeleton.js";
import { problemContent, startupErrorCode } from "./startup_problem.js";

/** @import { BouncesReportElementClass, HostAction, ReportData } from "../../../package/element.js" */

/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetcher */

/**
 * A report in the shadow root of an element; `mounted.rs` implements it.
 * @typedef {object} MountedReport
 * @property {(name: string, value: string | undefined) => void} setAttribute
 * @property {(messages: Record<string, string>) => void} setMessages
 * @property {(actions: HostAction[]) => void} setActions
 * @property {(data: ReportData | undefined, fetcher: Fetcher | undefined) => void} setSource
 * @property {() => void} reload
 * @property {() => string} clear returns the view
 * @property {() => void} exportCsv
 * @property {() => number} matchingRows
 * @property {() => Promise<void>} updated
 * @property {(shadowRoot: ShadowRoot, retry: () => void) => void} showErrorCard
 * @property {() => void} unmount
 */

/**
 * The WebAssembly of the widget; `src/element.rs` implements it.
 * @typedef {object} Runtime
 * @property {() => string} styleSheet
 * @property {(
 *   host: HTMLElement,
 *   shadowRoot: ShadowRoot,
 *   data: ReportData | undefined,
 *   fetcher: Fetcher | undefined,
 *   early: ((url: string, signal: AbortSignal | undefined) => Promise<Response | undefined> | undefined) | undefined,
 *   onPanic: () => void,
 * ) => MountedReport} mountReport mounts a report; `onPanic` is called at most once
 */

/**
 * @typedef {object} Startup
 * @property {Runtime} [runtime] if it is there already
 * @property {() => Promise<Runtime>} load loads the runtime, once
 * @property {string} skeletonStyles the style sheet of the skeleton
 */

const NAME = "bounces-report";

/** For developers; users only read that the email is not found. */
const NOT_FOUND =
  "<bounces-report>: no email activity has this id. A campaign's id does not work, use that of an activity of it:";

/**
 * Defines a class as <bounces-report>, unless the name is defined already.
 * @param {CustomElementConstructor} elementClass
 */
export function define(elementClass) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementClass);
}

/** @param {string} styles */
function sheetOf(styles) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  return sheet;
}

/**
 * A report that is mounted as soon as the runtime is there.
 * @typedef {object} PendingReport
 * @property {EarlyRequests | undefined} requests
 * @property {boolean} bypassesCache
 * @property {(() => void)[]} calls the calls of methods that wait for the report
 * @property {Promise<void>} ended fulfilled when the report is mounted, or will not be
 * @property {() => void} end
 */

/** @param {Startup} startup */
export function createElementClass(startup) {
  let { runtime } = startup;
  // Created with the first element, shared by all.
  /** @type {CSSStyleSheet | undefined} */
  let skeletonSheet;
  /** @type {CSSStyleSheet | undefined} */
  let sheet;

  class BouncesReportElement extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    /** @type {MountedReport | undefined} */
    #report;
    /** @type {PendingReport | undefined} */
    #pending;
    /** Requests that were sent before the report was mounted. @type {EarlyRequests | undefined} */
    #early;
    /** Whether the report panicked and shows the error card. */
    #hasFailed = false;
    /** @type {Record<string, string>} */
    #messages = {};
    /** @type {unknown} */
    #actions = [];
    /** @type {HostAction[]} */
    #validActions = [];
    /** @type {Fetcher | undefined} */
    #fetcher;
    /** @type {ReportData | undefined} */
    #data;
    /**
     * The view as the user changed it after the host set it.
     * @type {string | undefined}
     */
    #view;
    #root;

    constructor() {
      super();
      this.#root = this.attachShadow({ mode: "open" });
      this.addEventListener("bounces-view-change", (event) => {
        if (event.target === this && event instanceof CustomEvent) this.#view = event.detail.view;
      });
      this.addEventListener("bounces-error", (event) => {
        if (event.target === this && event instanceof CustomEvent && event.detail.code === "not_found")
          console.info(NOT_FOUND, this.getAttribute("campaign-activity-id"));
      });
    }

    connectedCallback() {
      // A move of a report that panicked is a new attempt.
      if (this.#hasFailed) this.#unmount();
      if (this.#report || this.#pending) return;
      upgradeProperties(this, [...ATTRIBUTES.map(propertyOf), "messages", "actions", "fetcher", "data"]);
      this.#start();
    }

    /** Mounts the report, now or when the runtime is there. */
    #start() {
      if (runtime) return this.#mount(runtime);
      if (isSupported()) this.#showSkeleton();
      const pending = this.#pending;
      startup.load().then(
        (loaded) => {
          runtime = loaded;
          if (this.#pending === pending) this.#mount(loaded);
        },
        (error) => {
          if (this.#pending === pending) this.#showProblem(error);
        },
      );
    }

    #showSkeleton() {
      this.#await();
      skeletonSheet ??= sheetOf(startup.skeletonStyles);
      this.#root.adoptedStyleSheets = [skeletonSheet];
      const isCompact = /^compact$/i.test(this.getAttribute("density") ?? "");
      this.#root.replaceChildren(skeleton(isCompact, this.getAttribute("history") !== "0"));
    }

    #await() {
      let end = () => {};
      const ended = new Promise((/** @type {(value: void) => void} */ resolve) => {
        end = resolve;
      });
      this.#pending = { requests: undefined, bypassesCache: false, calls: [], ended, end };
      this.#sendEarlyRequests();
    }

    /** Requests what the report will request first. Attributes and properties that the host sets in the same task count. */
    #sendEarlyRequests() {
      this.#early?.abort();
      const pending = this.#pending;
      if (!pending) return;
      pending.requests?.abort();
      pending.requests = undefined;
      queueMicrotask(() => {
        if (this.#pending !== pending || pending.requests || this.#data || this.#fetcher) return;
        const [id, apiBase, codes] = REQUESTED.map((name) => this.getAttribute(name) ?? "");
        pending.requests = new EarlyRequests({ id, apiBase, codes }, pending.bypassesCache);
      });
    }

    /** @param {Runtime} loaded */
    #mount(loaded) {
      const pending = this.#pending;
      this.#pending = undefined;
      this.#early = pending?.requests;
      const [data, fetcher, early] = [this.#data, this.#fetcher, this.#early];
      sheet ??= sheetOf(loaded.styleSheet());
      this.#root.replaceChildren();
      this.#root.adoptedStyleSheets = [sheet];
      // Deferred, since the code that panicked is still on the stack.
      const onPanic = () => queueMicrotask(() => this.#showError());
      const take = early?.take.bind(early);
      this.#report = loaded.mountReport(this, this.#root, data, fetcher, take, onPanic);
      this.#report.setMessages(this.#messages);
      this.#report.setActions(this.#validActions);
      // A listener of `bounces-load-start` may have set another source.
      if (this.#data !== data || this.#fetcher !== fetcher) this.#report.setSource(this.#data, this.#fetcher);
      for (const call of pending?.calls ?? []) call();
      pending?.end();
    }

    #unmount() {
      this.#report?.unmount();
      this.#report = undefined;
      this.#hasFailed = false;
      this.#early?.abort();
      this.#cancelPending();
      // Also what a panic while unmounting left behind.
      this.#root.replaceChildren();
    }

    #cancelPending() {
      this.#pending?.requests?.abort();
      this.#pending?.end();
      this.#pending = undefined;
    }

    #remount() {
      this.#unmount();
      this.#start();
    }

    /** Replaces a report that panicked with the error card. */
    #showError() {
      if (!this.#report) return; // removed in the meantime
      this.#hasFailed = true;
      // Deferred, since the button is removed while its listener runs.
      const retry = () => queueMicrotask(() => this.reload());
      this.#report.showErrorCard(this.#root, retry);
      this.#reportError("internal_error");
    }

    /**
     * Says why the widget cannot start.
     * @param {unknown} error
     */
    #showProblem(error) {
      const code = startupErrorCode(error);
      this.#root.replaceChildren(problemContent(this, code));
      this.#hasFailed = true;
      this.#cancelPending();
      this.#reportError(code);
    }

    /** @param {import("../../../package/element.js").ErrorCode} code */
    #reportError(code) {
      const detail = { code, retryAfter: null };
      this.dispatchEvent(new CustomEvent("bounces-error", { bubbles: true, composed: true, detail }));
    }

    disconnectedCallback() {
      // A move is a removal followed by an insertion, which keeps the report.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#unmount();
        this.#view = undefined;
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
      if (name === "view") this.#view = undefined;
      warnInvalid(name, value);
      // Another report may work where this one panicked.
      if (this.#hasFailed && this.#report && name === "campaign-activity-id") this.#remount();
      else if (this.#report && name !== "theme") this.#report.setAttribute(name, value ?? undefined);
      if (REQUESTED.includes(name)) this.#sendEarlyRequests();
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
      this.#validActions = validActions(this.#actions);
      this.#report?.setActions(this.#validActions);
    }

    /** Called instead of `fetch`. */
    get fetcher() {
      return this.#fetcher;
    }
    set fetcher(fetcher) {
      if (fetcher != null && typeof fetcher !== "function")
        throw new TypeError("fetcher has to be a function, or null");
      if (this.#fetcher === (fetcher ?? undefined)) return;
      this.#fetcher = fetcher ?? undefined;
      if (this.#data) return;
      this.#report?.setSource(undefined, this.#fetcher);
      this.#sendEarlyRequests();
    }

    /** A complete report, shown instead of requesting one. */
    get data() {
      return this.#data;
    }
    set data(data) {
      if (data != null && !Array.isArray(data.tracking_activities))
        throw new TypeError("data has to be an object with an array tracking_activities, or null");
      this.#data = data ?? undefined;
      this.#report?.setSource(this.#data, this.#fetcher);
      this.#sendEarlyRequests();
    }

    /** Loads the report again. */
    reload() {
      if (this.#hasFailed) return this.#remount();
      this.#report?.reload();
      if (!this.#pending) return;
      this.#pending.bypassesCache = true;
      this.#sendEarlyRequests();
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
      this.#report?.exportCsv();
      this.#pending?.calls.push(() => this.updateComplete.then(() => this.exportCsv()));
    }
  }

  for (const attribute of ATTRIBUTES) {
    const property = propertyOf(attribute);
    if (Object.hasOwn(BouncesReportElement.prototype, property)) continue;
    Object.defineProperty(BouncesReportElement.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute) ?? "";
      },
      set(value) {
        reflect(this, attribute, value);
      },
    });
  }

  return /** @type {BouncesReportElementClass} */ (/** @type {unknown} */ (BouncesReportElement));
}
