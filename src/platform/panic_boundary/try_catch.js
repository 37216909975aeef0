// Where what leaves Rust as an exception is caught.

/** Does something, as far as it comes. */
export function attempt(act) {
  try {
    act();
  } catch (error) {
    // The host's own handler of uncaught errors has nothing to do with it.
    console.error("A bounces report has ended by a fault.", error);
  }
}
