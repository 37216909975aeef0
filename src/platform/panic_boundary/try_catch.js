// Catches what leaves Rust as a JavaScript exception.

/**
 * Runs a callback of a report, and logs what it throws. It is not rethrown: the host's handlers of uncaught errors
 * are not concerned.
 * @param {() => void} callback
 */
export function tryCatch(callback) {
  try {
    callback();
  } catch (error) {
    console.error("A bounces report stopped working.", error);
  }
}
