// What other pages load: <script type="module" src="…/embed.js"></script>.

import { starting } from "./starting.js";

/** Fulfilled when <bounces-report> is defined. */
export const ready = starting(async () => {
  const { default: start } = await import("./bounces-report.js");
  await start();
});
