// The class of <bounces-report>: attributes, properties, methods, mount and unmount. Rust renders the report.

import { validActions } from "./host_actions.js";

/** @import { BouncesReportElementClass, HostAction, ReportData } from "../../package/element.js" */

/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetcher */

/**
 * A report in the shadow root of an element; `mounted.rs` implements it.
 * @typedef {object} MountedReport
 * @property {(name: string, value: string | undefined) => void} setAttribute
 * @property {(messages: Record<string, string>) => void} setMessages
 * @property {(actions: HostAction[]) => void} setActions
 * @property {(data: ReportData | undefined, fetcher: Fetcher | undefined) => void} setSource
 * @property {() => void} reload
 * @property {() => void} clear
 * @property {() => void} exportCsv
 * @property {() => number} matchingRows
 * @property {() => Promise<void>} updated
 * @property {(shadowRoot: ShadowRoot, retry: () => void) => void} showErrorCard
 * @property {() => void} unmount
 */

/**
 * Mounts a report. `onPanic` is called at most once.
 * @typedef {(
 *   host: HTMLElement,
 *   shadowRoot: ShadowRoot,
 *   data: ReportData | undefined,
 *   fetcher: Fetcher | undefined,
 *   onPanic: () => void,
 * ) => MountedReport} Mount
 */

const NAME = "bounces-report";

/** For developers; users only read that the email is not found. */
const NOT_FOUND =
  "<bounces-report>: no email activity has this id. A campaign's id does not work, use that of an activity of it:";

/**
 * The valid values of attributes. The widget ignores others, and the console warns about them.
 * @type {Record<string, { isValid: (value: string) => boolean, expected: string }>}
 */
const VALIDATORS = {
  codes: {
    isValid: (value) => value.split(/[\s,]+/).every((code) => /^[BSDFZXV]?$/i.test(code)),
    expected: "the letters B, S, D, F, Z, X and V; others are ignored",
  },
  "page-size": {
    isValid: (value) => /^\s*\d+\s*$/.test(value) && Number(value) >= 1 && Number(value) <= 500,
    expected: "a whole number from 1 to 500",
  },
  theme: { isValid: (value) => /^(auto|light|dark)$/i.test(value), expected: "auto, light or dark" },
  density: { isValid: (value) => /^(normal|compact)$/i.test(value), expected: "normal or compact" },
  privacy: { isValid: (value) => /^(mask|none)$/i.test(value), expected: "mask or none; it masks" },
};

/**
 * @param {string} name
 * @param {string | null} value
 */
function warnInvalid(name, value) {
  const validator = VALIDATORS[name];
  if (value && validator && !validator.isValid(value))
    console.warn(`<bounces-report ${name}="${value}">: expected ${validator.expected}`);
}

/** @param {string} attribute */
const propertyOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null | undefined} value
 */
function reflect(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Properties that the host set before the element was defined hide the accessors of the class: sets them again.
 * @param {any} element
 * @param {string[]} names
 */
function upgradeProperties(element, names) {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    try {
      element[name] = value;
    } catch (error) {
      reportError(error); // an invalid value does not affect the others
    }
  }
}

/** @type {BouncesReportElementClass | undefined} */
let cachedClass;

/**
 * The class of the element; the same one for each call.
 * @param {string} styleSheet
 * @param {string[]} attributes that reach the report
 * @param {Mount} mount
 */
export function elementClass(styleSheet, attributes, mount) {
  cachedClass ??= createClass(styleSheet, attributes, mount);
  return cachedClass;
}

/**
 * Defines a class as <bounces-report>, unless the name is defined already.
 * @param {CustomElementConstructor} elementClass
 */
export function define(elementClass) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementClass);
}

/**
 * @param {string} styleSheet
 * @param {string[]} attributes
 * @param {Mount} mount
 */
function createClass(styleSheet, attributes, mount) {
  /** @type {CSSStyleSheet | undefined} */
  let sheet; // created with the first element, shared by all
  const reflected = [...attributes, "theme"]; // only the style sheet reads the theme

  class BouncesReportElement extends HTMLElement {
    static observedAttributes = reflected;
    /** @type {MountedReport | undefined} */
    #report;
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
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(styleSheet);
      }
      this.#root.adoptedStyleSheets = [sheet];
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
      if (this.#report) return;
      upgradeProperties(this, [...reflected.map(propertyOf), "messages", "actions", "fetcher", "data"]);
      this.#mount();
    }

    #mount() {
      const [data, fetcher] = [this.#data, this.#fetcher];
      // Deferred, since the code that panicked is still on the stack.
      const onPanic = () => queueMicrotask(() => this.#showError());
      this.#report = mount(this, this.#root, data, fetcher, onPanic);
      this.#report.setMessages(this.#messages);
      this.#report.setActions(this.#validActions);
      // A listener of `bounces-load-start` may have set another source.
      if (this.#data !== data || this.#fetcher !== fetcher) this.#report.setSource(this.#data, this.#fetcher);
    }

    #unmount() {
      this.#report?.unmount();
      this.#report = undefined;
      this.#hasFailed = false;
      // Also what a panic while unmounting left behind.
      this.#root.replaceChildren();
    }

    #remount() {
      this.#unmount();
      this.#mount();
    }

    /** Replaces a report that panicked with the error card. */
    #showError() {
      if (!this.#report) return; // removed in the meantime
      this.#hasFailed = true;
      // Deferred, since the button is removed while its listener runs.
      const retry = () => queueMicrotask(() => this.reload());
      this.#report.showErrorCard(this.#root, retry);
      const detail = { code: "internal_error", retryAfter: null };
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
      if (this.#hasFailed && name === "campaign-activity-id") this.#remount();
      else this.#report?.setAttribute(name, value ?? undefined);
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
      if (!this.#data) this.#report?.setSource(undefined, this.#fetcher);
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
    }

    /** Loads the report again. */
    reload() {
      if (this.#hasFailed) this.#remount();
      else this.#report?.reload();
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
      // A listener of `bounces-load-start` may await it while `mount` is still running.
      return this.#report?.updated() ?? Promise.resolve().then(() => this.#report?.updated());
    }

    /** Removes all filters and clears the selection. */
    clear() {
      this.#report?.clear();
    }

    /** Saves the selected rows, or else all matching rows, as a CSV file. Does not fire `bounces-action`. */
    exportCsv() {
      this.#report?.exportCsv();
    }
  }

  for (const attribute of reflected) {
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
