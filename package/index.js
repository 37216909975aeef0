// The entry of the npm package: defines <bounces-report>. If it cannot start, each element shows why and fires
// `bounces-error`.

import { start } from "./shell/start.js";
import { widget } from "./widget.js";

/** Fulfilled when the widget can show reports. */
export const ready = start(widget);
