// The class of <bounces-report> without defining it, for hosts that define it themselves.

import { widget } from "./widget.js";

/** Defines a class as <bounces-report>, unless the name is defined already. */
export { define } from "./shell/element.js";

/** Loads the WebAssembly module, once, and returns the class. */
export const load = () => widget.load().then(widget.elementClass);
