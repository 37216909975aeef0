// The class of <bounces-report> without defining it, for hosts that define it themselves.

import init, { elementClass } from "./wasm/bounces-report.js";

/** Defines a class as <bounces-report>, unless the name is defined already. */
export { define } from "./wasm/bounces-report.js";

const url = new URL("./wasm/bounces-report_bg.wasm", import.meta.url);
// Only the build of the plain folder knows the hash of the module.
const integrity = typeof BOUNCES_WASM_INTEGRITY === "string" ? BOUNCES_WASM_INTEGRITY : undefined;

/** @type {Promise<import("./element.js").BouncesReportElementClass> | undefined} */
let loading;

/** Loads the WebAssembly module, once, and returns the class. */
export function load() {
  loading ??= init({ module_or_path: integrity ? fetch(url, { integrity }) : url }).then(() => elementClass());
  return loading;
}
