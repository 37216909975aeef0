// When long work continues: in the next task, or when the browser is idle.

/** @type {(() => void)[]} */
const waiting = [];

/** @type {MessagePort | undefined} */
let port;

/**
 * Opens a port; each message posted to it runs one waiting callback. `setTimeout` would wait 4 ms after a few turns.
 */
function openPort() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return port2;
}

// One object: wasm-bindgen writes an import of its own for each function without arguments, and bundlers warn about two
// imports of one file. Its name is not that of the browser's own `scheduler`.
export const taskScheduler = {
  /**
   * The next task of this thread. The browser can paint and handle input before it.
   * @returns {Promise<void>}
   */
  nextTask() {
    return new Promise((resolve) => {
      waiting.push(resolve);
      port ??= openPort();
      port.postMessage(undefined);
    });
  },

  /**
   * After the browser has painted what there is; in a page or frame that is not painted, after a delay. It is longer than
   * a frame takes on a busy machine.
   * @returns {Promise<void>}
   */
  painted() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 500);
      requestAnimationFrame(() => {
        clearTimeout(timer);
        // The timeout is behind the frame, the next task behind what the host does when the frame is over.
        setTimeout(() => resolve(taskScheduler.nextTask()));
      });
    });
  },

  /**
   * The next idle period, or a short delay in browsers without `requestIdleCallback`.
   * @returns {Promise<void>}
   */
  idle() {
    return new Promise((resolve) => {
      if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve());
      else setTimeout(resolve, 100);
    });
  },
};
