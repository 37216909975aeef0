// Defines <bounces-report>. Where it cannot start, each element says so itself, and fires `bounces-error`.

import { define, load } from "./element.js";
import { starting } from "./starting.js";

/** Fulfilled when the element is defined. */
export const ready = starting(async () => define(await load()));
