// A pause in long work: the browser draws and listens before the promise is fulfilled. `setTimeout` would wait 4 ms
// after a few turns.

const waiting = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => waiting.shift()?.();

/** The next task of this thread. */
export function nextTask() {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });
}
