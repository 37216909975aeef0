// A pause in long work: the browser draws and listens before the promise is fulfilled. `setTimeout` would wait 4 ms
// after a few turns.

const waiting = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();

/** A moment in which nothing else is to do; soon, in browsers that do not tell. */
export function idle() {
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 100);
  });
}

/** The next task of this thread. */
export function nextTask() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });
}
