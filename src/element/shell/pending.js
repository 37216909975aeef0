// What an element keeps until its report is mounted.

/**
 * A report that is not mounted yet: its runtime is not there, or it is not visible.
 * @typedef {object} PendingReport
 * @property {boolean} isVisible
 * @property {boolean} isMounting
 * @property {boolean} bypassesCache
 * @property {(() => void)[]} calls the calls of methods that wait for the report
 * @property {Promise<void>} ended fulfilled when the report is mounted, or will not be
 * @property {() => void} end
 * @property {() => void} stop ends the wait until it is visible
 */

/** @returns {PendingReport} */
export function createPending() {
  let end = () => {};
  const ended = new Promise((/** @type {(value: void) => void} */ resolve) => {
    end = resolve;
  });
  return { isVisible: false, isMounting: false, bypassesCache: false, calls: [], ended, end, stop() {} };
}
