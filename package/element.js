// The class of <bounces-report> without defining it, for hosts that define it themselves.

import { setBase } from "./files.js";
import { start } from "./shell/start.js";
import { widget } from "./widget.js";

/** The version of the package. */
export const version = BOUNCES_VERSION;

/** Defines a class as <bounces-report>, unless the name is defined already. */
export { define } from "./shell/define.js";

/** Loads the WebAssembly module, once, and returns the class. */
export const load = () => widget.load().then(widget.elementClass);

/**
 * Defines <bounces-report>, and starts to load its files. Fulfilled when the widget can show reports. If it cannot start,
 * each element shows why and fires `bounces-error`.
 * @param {{ base?: string | URL }} [options] `base` is the URL of the folder with the files
 */
export function register({ base } = {}) {
  setBase(base);
  return start(widget);
}
