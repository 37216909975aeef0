// The class of <bounces-report>: what hosts set, read and call. It is defined before the WebAssembly is there.

import { ATTRIBUTES, defineProperties, propertyOf, reflect, upgradeProperties } from "./attributes.js";
import { Lifecycle } from "./lifecycle.js";
import { readBlocks } from "./reading.js";

/** @import { BouncesReportElementClass, ReportData, ReportRow, RowScope } from "../../../package/element.js" */
/** @import { Fetcher, MountedReport, Startup } from "./runtime.js" */

/** @param {Startup} startup */
export function createElementClass(startup) {
  class BouncesReportElement extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #life = new Lifecycle(this, startup);

    constructor() {
      super();
      this.addEventListener("bounces-view-change", (event) => {
        if (event.target === this && event instanceof CustomEvent) this.#life.inputs.view = event.detail.view;
      });
    }

    connectedCallback() {
      upgradeProperties(this, [...ATTRIBUTES.map(propertyOf), "messages", "actions", "fetcher", "data"]);
      this.#life.connect();
    }

    adoptedCallback() {
      this.#life.adopt();
    }

    disconnectedCallback() {
      this.#life.disconnect();
    }

    /**
     * @param {string} name
     * @param {string | null} before
     * @param {string | null} value
     */
    attributeChangedCallback(name, before, value) {
      // Setting the same view again resets what the user changed.
      if (before !== value || name === "view") this.#life.changeAttribute(name, before, value);
    }

    /** Filters, sort and page: as the user changed them, or else as the host set them. */
    get view() {
      return this.#life.inputs.view ?? this.getAttribute("view") ?? "";
    }
    set view(view) {
      // Removing an attribute that does not exist would not call back.
      if (view == null && !this.hasAttribute("view")) this.#life.changeAttribute("view", null, null);
      else reflect(this, "view", view);
    }

    /** The host's messages, by key; they replace the widget's. */
    get messages() {
      return this.#life.inputs.messages;
    }
    set messages(messages) {
      if (messages != null && typeof messages !== "object")
        throw new TypeError("messages has to be an object of texts, or null");
      this.#life.inputs.messages = messages ?? {};
      this.#life.report?.setMessages(this.messages);
    }

    /** The host's own actions on contacts. */
    get actions() {
      return this.#life.inputs.actions;
    }
    set actions(actions) {
      this.#life.inputs.actions = actions ?? [];
      this.#life.report?.setActions(this.actions);
    }

    /** Called instead of `fetch`. */
    get fetcher() {
      return this.#life.inputs.fetcher;
    }
    set fetcher(fetcher) {
      if (fetcher != null && typeof fetcher !== "function")
        throw new TypeError("fetcher has to be a function, or null");
      const { inputs } = this.#life;
      const former = inputs.fetcher;
      inputs.fetcher = fetcher ?? undefined;
      if (inputs.data || inputs.fetcher === former) return;
      if (former && fetcher) this.#life.endRequests();
      else this.#life.setSource();
    }

    /** A complete report, shown instead of requesting one. */
    get data() {
      return this.#life.inputs.data;
    }
    set data(data) {
      if (data != null && !Array.isArray(data.tracking_activities))
        throw new TypeError("data has to be an object with an array tracking_activities, or null");
      this.#life.inputs.data = data ?? undefined;
      this.#life.setSource();
    }

    /** What the element shows; each state is also a custom state, for `:state()`. */
    get state() {
      return this.#life.state;
    }

    /** Loads the report again. Fulfilled as `updateComplete` is. */
    async reload() {
      this.#life.reload();
      await this.updateComplete;
    }

    /** How many of the rows read so far match the filters. */
    get matchingRows() {
      return this.#life.report?.matchingRows() ?? 0;
    }

    /**
     * Fulfilled when the messages and the first rows (of `data`, all rows), or the reason why there are none, are in
     * the document, filtered and sorted. The browser may not have painted them yet.
     */
    get updateComplete() {
      const { report, pending } = this.#life;
      // A listener of `bounces-load-start` may await it while `mountReport` is still running.
      return report?.updated() ?? Promise.resolve(pending?.ended).then(() => this.#life.report?.updated());
    }

    /** Removes all filters and clears the selection. */
    clear() {
      const { report, pending, inputs } = this.#life;
      if (report) inputs.view = report.clear();
      pending?.calls.push(() => this.clear());
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
      const { report, pending } = this.#life;
      if (report) return call(report);
      pending?.calls.push(() => this.updateComplete.then(() => this.#life.report && call(this.#life.report)));
    }

    /** The contacts of the selected rows: one for each row that has one, without any limit. */
    get selectedContactIds() {
      return this.#life.report?.selectedContactIds() ?? [];
    }

    /**
     * The rows, when all are loaded.
     * @param {{ scope?: RowScope } | null} [options]
     * @returns {AsyncGenerator<ReportRow, void>}
     */
    async *rows(options) {
      for (const block of await readBlocks(this, this.#life, "json", options)) yield* JSON.parse(block);
    }

    /**
     * The text of the CSV file, when all rows are loaded.
     * @param {{ scope?: RowScope } | null} [options]
     */
    async toCsv(options) {
      return (await readBlocks(this, this.#life, "csv", options)).join("");
    }
  }

  defineProperties(BouncesReportElement.prototype);
  return /** @type {BouncesReportElementClass} */ (/** @type {unknown} */ (BouncesReportElement));
}
