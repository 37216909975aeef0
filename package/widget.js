// Where the package has its WebAssembly.

import { fileUrl } from "./files.js";
import { createWidget } from "./shell/start.js";
import { skeletonStyles } from "./skeleton_styles.js";

// Only the single-file builds know the hash of the WebAssembly.
const integrity = typeof BOUNCES_WASM_INTEGRITY === "string" ? BOUNCES_WASM_INTEGRITY : "";

export const widget = createWidget({
  importGlue: () => import("./glue.js"),
  fetchWasm: () =>
    fetch(fileUrl("./bounces-report.wasm", new URL("./bounces-report.wasm", import.meta.url)), { integrity }),
  skeletonStyles,
});
