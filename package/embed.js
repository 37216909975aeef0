// The entry of the served module: <script type="module" src="…/embed.js"></script>.

import { createWidget, start } from "./shell/start.js";
import { skeletonStyles } from "./skeleton_styles.js";

/** Fulfilled when the widget can show reports. */
export const ready = start(
  createWidget({
    importGlue: () => import("./bounces-report.js"),
    fetchWasm: () => fetch(new URL("./bounces-report_bg.wasm", import.meta.url)),
    skeletonStyles,
  }),
);
