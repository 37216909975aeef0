// When work that nobody waits for does not disturb.

/** A moment in which nothing else is to do; soon, in browsers that do not tell. */
export function idle() {
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 100);
  });
}
