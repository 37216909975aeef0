// Defines <bounces-report>. Where it cannot start, each element says so itself, and fires `bounces-error`.

import { starting } from "./starting.js";
import { define, load } from "./element.js";

/** Fulfilled when the element is defined. */
export const ready = starting(async () => define(await load()));
