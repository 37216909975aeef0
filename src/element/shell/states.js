// What an element shows, as a name and as a custom state.

/** @import { ReportState } from "../../../package/element.js" */

export class States {
  #states;
  /** @type {ReportState} */
  current = "idle";

  /** @param {HTMLElement} element */
  constructor(element) {
    // Browsers that are too old have no internals, and only show that they are.
    this.#states = element.attachInternals?.().states;
  }

  /** @param {ReportState} state */
  set = (state) => {
    try {
      this.#states?.delete(this.current);
      this.#states?.add(state);
    } catch {
      // Chromium before 125 takes only names that begin with dashes.
    }
    this.current = state;
  };
}
