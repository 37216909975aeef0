// The class of <bounces-report>, defined nowhere yet: for hosts that define it when they want to.

import start, { elementClass } from "./wasm/bounces-report.js";

const NAME = "bounces-report";
const address = new URL("./wasm/bounces-report_bg.wasm", import.meta.url);
// The plain folder's build knows the module's hash.
const integrity = typeof BOUNCES_WASM_INTEGRITY === "string" ? BOUNCES_WASM_INTEGRITY : undefined;

let loading;

/** Starts the widget's module, once, and gives its class. */
export function load() {
  loading ??= (async () => {
    await start({ module_or_path: integrity ? fetch(address, { integrity }) : address });
    return elementClass();
  })();
  return loading;
}

/** Defines the class as <bounces-report>, unless somebody has done so already. */
export function define(elementClass) {
  if (!customElements.get(NAME)) customElements.define(NAME, elementClass);
}
