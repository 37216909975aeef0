// The entry of the npm package: defines <bounces-report>.

import { register } from "./element.js";

export { version } from "./element.js";

/** Fulfilled when the widget can show reports. */
export const ready = register();
