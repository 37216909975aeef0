export type * from "./element.js";

/** The version of the package. */
export { version } from "./element.js";

/** Fulfilled when the widget can show reports, and rejected if it cannot start; each element then shows why. The import itself defines `<bounces-report>`. On a server, nothing is loaded. */
export const ready: Promise<void>;
