// The entry of the npm package: defines <bounces-report>. If it cannot start, each element shows why and fires
// `bounces-error`.

import { start } from "./bootstrap.js";
import { define, load } from "./element.js";

/** Fulfilled when the element is defined. */
export const ready = start(async () => define(await load()));
