// Waiting for a state, with a deadline. Nobody waits for a time.

import { setTimeout as pause } from "node:timers/promises";

/** How long anything may take, on a machine that is busy with something else. */
export const PATIENCE = 20_000;

/** Tries until `check` does not throw, and gives what it gives; at the deadline, its last error is thrown. */
export async function eventually(check, patience = PATIENCE) {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await pause(25);
  }
}
