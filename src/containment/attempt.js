// Where what leaves Rust as an exception is caught.

/** Does something; `false` if it does not come to its end. */
export function attempt(act) {
  try {
    act();
    return true;
  } catch (error) {
    // The host's own handler of uncaught errors has nothing to do with it.
    console.error("A bounces report has ended by a fault.", error);
    return false;
  }
}
