// The entry of the served module: <script type="module" src="…/embed.js"></script>.

import { start } from "./bootstrap.js";

/** Fulfilled when <bounces-report> is defined. */
export const ready = start(async () => {
  const { default: init } = await import("./bounces-report.js");
  await init();
});
