// Waits for a condition, with a deadline. Tests never sleep for a fixed time.

import { setTimeout as pause } from "node:timers/promises";

/** The time limit of one wait, generous enough for a busy machine. */
export const TIMEOUT_MS = 20_000;

/** Repeats `check` until it does not throw, and returns its result. At the deadline it throws the last error. */
export async function eventually(check, timeout = TIMEOUT_MS) {
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await pause(25);
  }
}
