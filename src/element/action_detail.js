// The members of the detail of `bounces-action` that are no plain values.

/**
 * Adds `contactIds` and `waitUntil`, with which the host says how far one of its own actions is. The returned function
 * ends its effect: the event was dispatched.
 * @param {{ contactIds?: string[], waitUntil?: (promise: unknown) => void }} detail
 * @param {() => string[]} readContactIds called at most once
 * @param {unknown[]} promises
 */
export function addActionMembers(detail, readContactIds, promises) {
  /** @type {string[] | undefined} */
  let contactIds;
  Object.defineProperty(detail, "contactIds", {
    enumerable: true,
    get() {
      contactIds ??= readContactIds();
      return contactIds;
    },
  });
  let isOpen = true;
  detail.waitUntil = (promise) => {
    if (!isOpen) throw new DOMException("call waitUntil while the event is handled", "InvalidStateError");
    promises.push(promise);
  };
  return () => {
    isOpen = false;
  };
}
