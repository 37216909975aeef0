// Waits for a condition, with a deadline for three browsers that start cold.

import { eventually as within } from "../e2e/support/eventually.mjs";

const TIMEOUT_MS = 60_000;

/**
 * Repeats `check` until it does not throw, and returns its result.
 * @template T
 * @param {() => Promise<T>} check
 * @returns {Promise<T>}
 */
export const eventually = (check) => within(check, TIMEOUT_MS);
