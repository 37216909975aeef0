// How the host says how far one of its own actions is.

/**
 * Adds `waitUntil` to the detail of an event. The returned function ends its effect: the event was dispatched.
 * @param {{ waitUntil?: (promise: unknown) => void }} detail
 * @param {unknown[]} promises
 */
export function addWaitUntil(detail, promises) {
  let isOpen = true;
  detail.waitUntil = (promise) => {
    if (!isOpen) throw new DOMException("call waitUntil while the event is handled", "InvalidStateError");
    promises.push(promise);
  };
  return () => {
    isOpen = false;
  };
}
