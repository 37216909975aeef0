// Where the npm package has its WebAssembly.

import { widgetOf } from "./shell/start.js";
import { skeletonStyles } from "./skeleton_styles.js";

// Only the build of the plain folder knows the hash of the WebAssembly.
const integrity = typeof BOUNCES_WASM_INTEGRITY === "string" ? BOUNCES_WASM_INTEGRITY : "";

export const widget = widgetOf({
  importGlue: () => import("./wasm/bounces-report.js"),
  fetchWasm: () => fetch(new URL("./wasm/bounces-report_bg.wasm", import.meta.url), { integrity }),
  skeletonStyles,
});
